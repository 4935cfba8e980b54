import { derivedId } from '@plaza/kernel'
import { findWholeChromium } from '@plaza/testkit'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { comeIn, fill, openDevice, press, toast, type Device } from './lib/device.ts'
import { cut, faults, open, still } from './lib/look.ts'
import { friendsWithMoney, sessionsOf, type Friends } from './lib/money.ts'
import { log } from './lib/talk.ts'

// Bob says for what he wants to be called, is called, and comes in by the call; then he takes a copy of his data along.

const chromium = findWholeChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

/** A second copy within the hour is refused. */
const EXPECTED = /429/

describe.skipIf(!chromium)('notifications and my data', () => {
  let city: ServedCity
  let browser: Browser
  let bob: Device
  let friends: Friends

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    friends = await friendsWithMoney(city.databaseUrl, ['anna', 'bob', 'cleo'], 100n)
    const [token] = (await sessionsOf(city.databaseUrl, ['bob'])) as [string]
    bob = await openDevice(browser, city.url, 'phone', { keeps: true })
    await bob.context.grantPermissions(['notifications'], { origin: city.url })
    await comeIn(bob, city.url, token, '/chats')
  })
  afterAll(async () => {
    expect((bob?.faults ?? []).filter(fault => !EXPECTED.test(fault))).toEqual([])
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  test('what is shown, quiet hours and a rule for one chat are kept', async () => {
    const { page } = bob
    await page.goto(`${city.url}/me/settings/notifications`)
    await page.getByRole('switch', { name: /Show what was written/ }).click()
    await page.getByRole('switch', { name: /No notifications at night/ }).click()
    await fill(page, 'From', '21:30')
    await page.getByLabel('From', { exact: true }).blur()
    await page.goto(`${city.url}/chats/${friends.group}/details`)
    await press(page, /Notifications.*Everything/)
    await page.getByRole('radio', { name: 'Only what names me' }).click()
    await page.getByRole('button', { name: /Notifications.*Only what names me/ }).waitFor()
    await page.goto(`${city.url}/me/settings/notifications`)
    await page.getByRole('button', { name: /Dinner crew.*Only what names me/ }).waitFor()
    expect(await page.getByRole('switch', { name: /Show what was written/ }).isChecked()).toBe(true)
    expect(await page.getByLabel('From', { exact: true }).inputValue()).toBe('21:30')
    for (const theme of ['light', 'dark'] as const) {
      await open(page, `${city.url}/me/settings/notifications`, { theme, language: 'en' })
      expect([...(await faults(page)), ...(await cut(page))]).toEqual([])
    }
  })

  test('a call shows who wrote, and a tap on it opens the chat', async () => {
    const { page } = bob
    await page.goto(`${city.url}/me`)
    await still(page)
    await expect
      .poll(() => page.evaluate(`navigator.serviceWorker.controller !== null`), { timeout: 60_000 })
      .toBe(true)
    const worker = await workerOf(page)
    const path = `/chats/${friends.direct}`
    await worker.push(city.url, { tag: friends.direct, title: 'Anna', body: 'Are you there?', path, unread: 3 })
    await expect
      .poll(() => page.evaluate(SHOWN))
      .toEqual([{ title: 'Anna', body: 'Are you there?', tag: friends.direct }])
    // A tap, which a browser without a window has no place for.
    await bob.context.serviceWorkers()[0]!.evaluate(`registration.getNotifications().then(([notification]) =>
      dispatchEvent(new NotificationEvent('notificationclick', { notification })))`)
    await log(page).waitFor()
    await expect.poll(() => new URL(page.url()).pathname).toBe(path)
    await expect.poll(() => page.evaluate(SHOWN)).toEqual([])
  })

  test('somebody who asks for a PIN is reported, and only the chosen reason is ticked', async () => {
    const { page } = bob
    await page.goto(`${city.url}/people/${derivedId('anna')}`)
    await press(page, 'Report…')
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('radio', { name: 'Fraud' }).click()
    await expect.poll(() => sheet.locator('.tick .icon:visible').count()).toBe(1)
    await fill(sheet, 'What the office should know', 'She asked for my PIN')
    await press(sheet, 'Report')
    await toast(page, 'The office will look at it').waitFor()
  })

  test('a copy of everything is written and fetched; what is kept and who looked is told', async () => {
    const { page } = bob
    for (const theme of ['dark', 'light'] as const) {
      await open(page, `${city.url}/me/settings/data`, { theme, language: 'en' })
      await page.getByText('Nobody so far').waitFor()
      expect([...(await faults(page)), ...(await cut(page))]).toEqual([])
    }
    await press(page, 'Make a copy')
    const link = page.getByRole('link', { name: /Download/ })
    await link.waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(file.suggestedFilename()).toBe('plaza.zip')
    await press(page, 'Make a new one')
    await toast(page, 'within the last hour').waitFor()
  })
})

const SHOWN = `navigator.serviceWorker.ready
  .then(registration => registration.getNotifications())
  .then(all => all.map(({ title, body, tag }) => ({ title, body, tag })))`

/** The service worker as the browser's push client sees it. */
async function workerOf(page: Page): Promise<{ push(origin: string, message: object): Promise<void> }> {
  const session: CDPSession = await page.context().newCDPSession(page)
  const registered = new Promise<string>(resolve =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [one] = registrations.filter(registration => !registration.isDeleted)
      if (one) resolve(one.registrationId)
    }),
  )
  await session.send('ServiceWorker.enable')
  const registrationId = await registered
  return {
    async push(origin, message) {
      await session.send('ServiceWorker.deliverPushMessage', {
        origin: `${origin}/`,
        registrationId,
        data: JSON.stringify(message),
      })
    },
  }
}
