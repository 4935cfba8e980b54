import { createPerson, identity } from '@plaza/identity'
import { derivedId, systemClock } from '@plaza/kernel'
import { findChromium, HARBOUR, testCity } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { press, toast, type Device } from './lib/device.ts'
import { cut, faults } from './lib/look.ts'
import { friendsWithMoney, openFor, passwordOf } from './lib/money.ts'

// Anna and Dora, who do not know each other, meet because both want to be found nearby; Anna invites others by a link.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

describe.skipIf(!chromium)('how people find each other', () => {
  let city: ServedCity
  let browser: Browser
  let anna: Device
  let dora: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    await friendsWithMoney(city.databaseUrl, ['anna', 'bruno'], 100n)
    await newcomer(city.databaseUrl, 'dora', 'Dora')
    const path = '/me'
    anna = await openFor(browser, city, 'anna', 'phone', { path })
    dora = await openFor(browser, city, 'dora', 'desktop', { path })
    for (const { page } of [anna, dora]) {
      await page.context().grantPermissions(['geolocation', 'clipboard-read', 'clipboard-write'])
      await page.context().setGeolocation({ longitude: HARBOUR[0], latitude: HARBOUR[1] })
    }
  })
  afterAll(async () => {
    expect([anna, dora].flatMap(device => device?.faults ?? [])).toEqual([])
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const open = (page: Page, path: string) => page.goto(city.url + path)
  const dialog = (page: Page) => page.getByRole('dialog')
  const inBothLooks = async ({ page }: Device, what: string) => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      expect([...(await faults(page)), ...(await cut(page))].map(fault => `${what}, ${colorScheme}: ${fault}`)).toEqual(
        [],
      )
    }
  }
  const found = (page: Page, name: string) =>
    page.getByRole('list', { name: 'Nearby' }).getByRole('button').filter({ hasText: name })

  test('whoever wants to be found sees those nearby who want it too, for as long as both do', async () => {
    await open(anna.page, '/discover/nearby')
    await anna.page.getByRole('heading', { name: 'Nobody sees you' }).waitFor()
    await inBothLooks(anna, 'nearby, off')
    await press(anna.page, 'Show me')
    await anna.page.getByRole('heading', { name: 'Nobody yet' }).waitFor()
    await open(dora.page, '/discover/nearby')
    await press(dora.page, 'Show me')
    await found(dora.page, 'Anna').getByText('Within about a kilometre').waitFor()
    await inBothLooks(dora, 'nearby, somebody')
    await found(dora.page, 'Anna').click()
    await dora.page.getByRole('button', { name: 'Add to contacts' }).waitFor()
    await open(anna.page, '/discover/nearby')
    await found(anna.page, 'Dora').waitFor()
    await inBothLooks(anna, 'nearby, on')
    await press(anna.page, 'Stop')
    await anna.page.getByRole('heading', { name: 'Nobody sees you' }).waitFor()
    await open(dora.page, '/discover/nearby')
    await dora.page.getByRole('heading', { name: 'Nobody yet' }).waitFor()
  })

  test('a link invites whoever opens it, until it is taken back', async () => {
    await open(anna.page, '/me/code/links')
    await anna.page.getByRole('heading', { name: 'No links' }).waitFor()
    await inBothLooks(anna, 'no links')
    await press(anna.page, '7 days')
    const link = dialog(anna.page).getByRole('link')
    const url = (await link.getAttribute('href')) as string
    await press(dialog(anna.page), 'Copy')
    await toast(anna.page, 'Copied').waitFor()
    expect(await anna.page.evaluate('navigator.clipboard.readText()')).toBe(url)
    await inBothLooks(anna, 'a link')
    await anna.page.keyboard.press('Escape')
    await inBothLooks(anna, 'my links')
    await dora.page.goto(url)
    await dora.page.getByText('Anna').first().waitFor()
    await dora.page.getByRole('button', { name: 'Add to contacts' }).waitFor()
    await inBothLooks(dora, 'invited')
    await press(anna.page, 'Take back')
    await press(dialog(anna.page), 'Take back')
    await anna.page.getByRole('heading', { name: 'No links' }).waitFor()
    await dora.page.reload()
    await dora.page.getByRole('button', { name: 'Add to contacts' }).waitFor({ state: 'detached' })
    await inBothLooks(dora, 'no longer invited')
  })
})

/** Somebody who knows nobody yet. */
async function newcomer(databaseUrl: string, handle: string, name: string): Promise<void> {
  await using city = await testCity({ modules: [identity], databaseUrl, clock: systemClock })
  await createPerson(city, { id: derivedId(handle), handle, name, password: passwordOf(handle) })
}
