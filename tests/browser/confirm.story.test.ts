import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agreeAtBank, goToBank } from './lib/bank.ts'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { addAuthenticator, fill, press, toast, type Device } from './lib/device.ts'
import { cut, faults } from './lib/look.ts'
import { enterPin, friendsWithMoney, givePin, openFor, passwordOf, type Friends } from './lib/money.ts'
import { log } from './lib/talk.ts'

// Anna confirms a top-up with a passkey alone; then, while she confirms a payment on her phone, her wallet is frozen from
// her other device.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const PIN = '580274'

describe.skipIf(!chromium)('confirming a payment', () => {
  let city: ServedCity
  let browser: Browser
  let friends: Friends
  let phone: Device
  let desktop: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false, bank: true }), openChromium(chromium as string)])
    friends = await friendsWithMoney(city.databaseUrl, ['anna', 'bruno'], 10_000n)
    phone = await openFor(browser, city, 'anna', 'phone')
    desktop = await openFor(browser, city, 'anna', 'desktop')
    await addAuthenticator(phone)
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const whole = async (page: Page) => expect([...(await faults(page)), ...(await cut(page))]).toEqual([])
  const inWallet = (page: Page, amount: string) => page.locator('.balance-amount').filter({ hasText: amount }).waitFor()

  test('a top-up is confirmed with a passkey, without any PIN', async () => {
    const { page } = phone
    await page.goto(`${city.url}/me/settings/account`)
    await press(page, 'Add a passkey')
    await toast(page, 'Passkey added').waitFor()
    await page.goto(`${city.url}/me/wallet/bank`)
    await goToBank(page)
    await agreeAtBank(page)

    await page.goto(`${city.url}/me/wallet/bank/in`)
    await fill(page, 'Amount', '40')
    await press(page, 'Top up')
    await page.getByRole('dialog').getByText('€40.00').waitFor()
    await whole(page)
    await turnAwayOnce(page)
    await press(page.getByRole('dialog'), 'Use passkey')
    await whole(page)
    await press(page.getByRole('dialog'), 'Use passkey')
    await page.getByText('The money is in your wallet.').waitFor()
    await press(page, 'Close')
    await inWallet(page, '€140.00')
  })

  test('a freeze from the second device comes before a payment that is being confirmed', async () => {
    const { page } = phone
    await givePin(page, 'anna', PIN)
    await page.goto(`${city.url}/chats/${friends.direct}/transfer`)
    await fill(page, 'Amount', '15')
    await press(page, 'Transfer')
    await page.getByRole('dialog').getByText('€15.00').waitFor()

    await desktop.page.goto(`${city.url}/me/wallet`)
    await press(desktop.page, /^Freeze wallet/)
    await press(desktop.page.getByRole('dialog'), 'Freeze')
    await desktop.page.getByText('Your wallet is frozen').waitFor()
    expect(await faults(desktop.page)).toEqual([])

    await enterPin(page, PIN)
    await page.getByRole('dialog').getByText('This wallet is frozen. Nothing can leave it now.').waitFor()
    await whole(page)
    await press(page.getByRole('dialog'), 'Close')
    await page.goto(`${city.url}/chats/${friends.direct}`)
    await log(page).waitFor()
    expect(await log(page).locator('.money-card').count()).toBe(0)
    await page.goto(`${city.url}/me/wallet`)
    await page.getByText('Your wallet is frozen').waitFor()
    await inWallet(page, '€140.00')
    await whole(page)
  })

  test('whoever shows that it is them unfreezes it, and then it pays', async () => {
    await press(desktop.page, 'Unfreeze')
    const sheet = desktop.page.getByRole('dialog')
    await fill(sheet, 'Your password, to confirm', 'not the password')
    await press(sheet, 'Unfreeze')
    await sheet.getByRole('alert').first().waitFor()
    await fill(sheet, 'Your password, to confirm', passwordOf('anna'))
    await press(sheet, 'Unfreeze')
    await toast(desktop.page, 'Your wallet works again.').waitFor()

    const { page } = phone
    await page.goto(`${city.url}/chats/${friends.direct}/transfer`)
    await fill(page, 'Amount', '15')
    await press(page, 'Transfer')
    await enterPin(page, PIN)
    await log(page).locator('.money-card').filter({ hasText: 'Waiting for Bruno to accept' }).waitFor()
    await page.goto(`${city.url}/me/wallet`)
    await page.getByText('€15.00 waiting to be accepted').waitFor()
    expect(await page.getByText('Your wallet is frozen').count()).toBe(0)
  })
})

/** The next time, the browser answers as it does when its dialog is closed. */
const turnAwayOnce = (page: Page): Promise<void> =>
  page.evaluate(`{
    const get = navigator.credentials.get
    navigator.credentials.get = () => {
      navigator.credentials.get = get
      return Promise.reject(new DOMException('closed', 'NotAllowedError'))
    }
  }`)
