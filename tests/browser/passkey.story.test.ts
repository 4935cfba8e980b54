import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { addAuthenticator, beginSignUp, chatsList, openDevice, press, signOut, type Device } from './lib/device.ts'
import { faults } from './lib/look.ts'

// Noor opens an account with nothing but a passkey, changes her mind once, and comes back with it.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

describe.skipIf(!chromium)('an account without a password', () => {
  let city: ServedCity
  let browser: Browser
  let noor: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    noor = await openDevice(browser, city.url, 'phone')
    await addAuthenticator(noor)
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  test('the welcome screen says nothing in the console', async () => {
    await noor.page.getByRole('button', { name: 'Create account' }).waitFor()
    expect(noor.faults).toEqual([])
  })

  test('turning away from the passkey loses nothing that was typed', async () => {
    const { page } = noor
    await beginSignUp(page, 'Noor', 'noor')
    await turnAwayOnce(page)
    await press(page, 'Create with a passkey')
    await page.getByText('No passkey was used').waitFor()
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Noor')
    expect(await page.getByLabel('Handle', { exact: true }).inputValue()).toBe('noor')
    expect(await faults(page)).toEqual([])
  })

  test('she signs up with a passkey, signs out, and signs in with it', async () => {
    const { page } = noor
    await press(page, 'Create with a passkey')
    await chatsList(page).waitFor()
    await page.goto(`${city.url}/me/settings/account`)
    await page.getByText('Set a password').waitFor()
    await signOut(page, city.url)
    await press(page, 'Sign in')
    await press(page, 'Sign in with a passkey')
    await chatsList(page).waitFor()
    await page.goto(`${city.url}/me`)
    await page.getByText('@noor').waitFor()
  })

  test('the handle is hers: the next one is told so at the field, before any passkey is made', async () => {
    await using other = await openDevice(browser, city.url, 'phone')
    await beginSignUp(other.page, 'Another', 'noor')
    await press(other.page, 'Create with a passkey')
    const field = other.page.getByLabel('Handle', { exact: true })
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
    await other.page.getByText('Somebody already has this handle').waitFor()
  })
})

/** The next time, the browser answers as it does when its dialog is closed. */
const turnAwayOnce = (page: Page): Promise<void> =>
  page.evaluate(`{
    const create = navigator.credentials.create
    navigator.credentials.create = () => {
      navigator.credentials.create = create
      return Promise.reject(new DOMException('closed', 'NotAllowedError'))
    }
  }`)
