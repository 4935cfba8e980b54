import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { fill, openDevice, press, signIn, signUp, toast, type Device } from './lib/device.ts'
import { chatLine } from './lib/talk.ts'

// Anna takes a request back, makes friends with Bo, closes her account, comes back, and signs out in a tunnel.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const PASSWORD = 'tidal-lantern-pocket'
const POLL = { timeout: 10_000, interval: 50 }

describe.skipIf(!chromium)('an account', () => {
  let city: ServedCity
  let browser: Browser
  let anna: Device
  let bo: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    ;[anna, bo] = await Promise.all([openDevice(browser, city.url, 'phone'), openDevice(browser, city.url, 'desktop')])
    await Promise.all([signUp(anna.page, 'Anna', 'anna', PASSWORD), signUp(bo.page, 'Bo', 'bo.builds', PASSWORD)])
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const go = (page: Page, path: string) => page.goto(city.url + path)
  const contact = (name: string) => bo.page.getByRole('button', { name })

  /** Asks Bo as the app does, without its pages. */
  async function ask(): Promise<void> {
    const status = await anna.page.evaluate(async () => {
      const headers = { 'x-plaza': '1', 'content-type': 'application/json' }
      const found = (await (await fetch('/api/contacts/find?query=bo.builds')).json()) as { person: { id: string } }
      const request = { id: crypto.randomUUID(), to: found.person.id, note: 'It is me', source: 'handle' }
      return (await fetch('/api/contacts/requests', { method: 'POST', headers, body: JSON.stringify(request) })).status
    })
    expect(status).toBe(200)
  }

  test('a request is taken back: the other no longer sees it', async () => {
    await ask()
    await go(bo.page, '/contacts/new')
    await bo.page.getByText('It is me').waitFor()
    await go(anna.page, '/contacts/new')
    await press(anna.page, 'Withdraw')
    await press(anna.page.getByRole('dialog'), 'Withdraw')
    await anna.page.getByText('Withdrawn', { exact: true }).waitFor()
    await bo.page.getByText('No requests').waitFor()
  })

  test('closing takes a proof and a second word, and signs out everywhere', async () => {
    await ask()
    await press(bo.page, 'Accept')
    await go(bo.page, '/contacts')
    await contact('Anna').waitFor()
    await go(anna.page, '/me/settings/account')
    await press(anna.page, 'Close account')
    await fill(anna.page, 'Your password, to confirm', 'not hers')
    await press(anna.page, 'Close my account')
    await press(anna.page.getByRole('dialog'), 'Close my account')
    await anna.page.getByRole('alert').filter({ hasText: 'not your current password' }).waitFor()
    await fill(anna.page, 'Your password, to confirm', PASSWORD)
    await press(anna.page, 'Close my account')
    await press(anna.page.getByRole('dialog'), 'Close my account')
    await anna.page.getByText('Welcome to Plaza').first().waitFor()
    await toast(anna.page, 'Your account is closed').waitFor()
    await expect.poll(() => contact('Anna').count(), POLL).toBe(0)
    await go(bo.page, '/chats')
    await chatLine(bo.page, 'Closed account').waitFor()
  })

  test('signing in opens it again, as it was', async () => {
    await signIn(anna.page, 'anna', PASSWORD)
    await chatLine(anna.page, 'Bo').waitFor()
    await go(bo.page, '/contacts')
    await contact('Anna').waitFor()
  })

  test('whoever signs out without a network is out, and the city hears of it when there is one', async () => {
    const { page } = anna
    const welcome = page.getByRole('heading', { name: 'Welcome to Plaza' })
    const inside = () =>
      page.evaluate(
        async () => ((await (await fetch('/api/identity/session')).json()) as { me?: object }).me !== undefined,
      )
    await go(page, '/me/settings')
    await page.route('**/api/identity/sign-out', route => route.abort())
    await press(page, 'Sign out')
    await press(page.getByRole('dialog'), 'Sign out')
    await welcome.waitFor()
    expect(await inside()).toBe(true)
    await go(page, '/chats')
    await welcome.waitFor()
    await page.unroute('**/api/identity/sign-out')
    await go(page, '/chats')
    await welcome.waitFor()
    await expect.poll(inside, POLL).toBe(false)
  })

  test('a page that cannot be fetched without a network says so, leaves the others, and opens afterwards', async () => {
    const { page, context } = bo
    await context.setOffline(true)
    await press(page, 'Me')
    await page.getByText('This page did not open').first().waitFor()
    await press(page, /^Contacts/)
    await contact('Anna').waitFor()
    await press(page, 'Me')
    await context.setOffline(false)
    await press(page, 'Try again')
    await page.getByText('@bo.builds').first().waitFor()
  })
})
