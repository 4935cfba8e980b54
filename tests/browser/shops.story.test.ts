import { findChromium } from '@plaza/testkit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { fill, openDevice, press, signUp, toast, type Device } from './lib/device.ts'
import { faults, still, unreadable } from './lib/look.ts'
import { enterPin, friendsWithMoney, givePin, openFor, operators, passwordOf } from './lib/money.ts'

// Nora, who has just come, opens a bakery. Anna pays her by the sticker, by an order's link, and by a code without a network.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const PIN = '580274'
const TWO_MINUTES_MS = 120_000
/** Another app comes before ours, and goes. */
const HIDE = `Object.defineProperty(document, 'hidden', { value: true, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))`
const SHOW = `delete document.hidden
  document.dispatchEvent(new Event('visibilitychange'))`

describe.skipIf(!chromium)('a shop is paid', () => {
  let city: ServedCity
  let browser: Browser
  let nora: Device
  let anna: Device
  let desk = ''

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    await friendsWithMoney(city.databaseUrl, ['anna', 'bruno'], 10_000n)
    await operators(city.databaseUrl, ['olga'])
    nora = await openDevice(browser, city.url, 'phone')
    anna = await openFor(browser, city, 'anna', 'phone', { keeps: true })
    await givePin(anna.page, 'anna', PIN)
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const balance = async (): Promise<string> => {
    await anna.page.goto(`${city.url}/me/wallet`)
    return anna.page.locator('.balance-amount').innerText()
  }
  /** Reads the code in a picture of the album, as it was photographed. */
  const scan = async (page: Page, picture: Buffer) => {
    await page.goto(`${city.url}/scan`)
    const chooser = page.waitForEvent('filechooser')
    await press(page, 'From a picture')
    await (await chooser).setFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture })
  }
  const enterAmount = async (page: Page, digits: string) => {
    for (const digit of digits) await press(page.locator('.till-entry'), digit)
  }

  test('a newcomer opens a shop and is paid by its sticker within two minutes', async () => {
    const { page } = nora
    const began = Date.now()
    await signUp(page, 'Nora Duarte', 'nora', 'nora-1234-harbour')
    await page.goto(`${city.url}/me/shops`)
    await press(page, 'Open a shop')
    await fill(page, 'Name of the shop', 'Panadería Río')
    expect(await page.getByLabel('Name in payment codes', { exact: true }).inputValue()).toBe('Panaderia Rio')
    await fill(page, 'Town', 'Porto')
    await page.getByLabel('Country', { exact: true }).selectOption('PT')
    await page.getByLabel('Kind of shop', { exact: true }).selectOption('5462')
    expect(await faults(page)).toEqual([])
    await press(page, 'Open the shop')
    await page.getByText('No payments yet').waitFor()
    desk = page.url()
    expect(await faults(page)).toEqual([])
    await press(page, 'Sticker')
    const sticker = page.locator('.sticker')
    await sticker.getByText('Panaderia Rio').waitFor()
    expect(await faults(page)).toEqual([])

    await scan(anna.page, await sticker.screenshot())
    await fill(anna.page, 'How much you pay', '4,20')
    await fill(anna.page, 'Note (optional)', 'Two rolls')
    expect(await faults(anna.page)).toEqual([])
    await press(anna.page, 'Pay')
    await anna.page.getByRole('dialog').getByText('To Panadería Río').waitFor()
    await enterPin(anna.page, PIN)
    await anna.page.getByRole('status').getByText('€4.20').waitFor()
    expect(await faults(anna.page)).toEqual([])
    await press(page, 'Back')
    await page.locator('.balance-amount').getByText('€4.20').waitFor()
    expect(Date.now() - began).toBeLessThan(TWO_MINUTES_MS)
    expect(await balance()).toBe('€95.80')
  })

  test('an order is paid by its link, given back in part, and its payer sees so at once', async () => {
    const { page } = nora
    await page.goto(`${desk}/till`)
    await press(page, 'Open shift')
    await page.getByText('No payments yet · €0.00').waitFor()
    await enterAmount(page, '1250')
    expect(await faults(page)).toEqual([])
    const made = page.waitForResponse(answer => answer.url().endsWith('/till/orders'))
    await press(page, 'Show code')
    const { link } = (await (await made).json()) as { link: string }
    await page.getByText('Waiting for the customer').waitFor()

    await anna.page.goto(link)
    await press(anna.page, 'Pay €12.50')
    await enterPin(anna.page, '580270')
    await anna.page.getByText('That PIN is not right').waitFor()
    await enterPin(anna.page, PIN)
    await anna.page.getByRole('status').getByText('€12.50').waitFor()

    await press(page, 'Give money back')
    await fill(page, 'Amount', '2.50')
    expect(await faults(page)).toEqual([])
    await press(page, 'Give back')
    await toast(page, '€2.50 given back.').waitFor()
    await anna.page.getByText('€2.50 of it was given back.').waitFor()
    expect(await faults(anna.page)).toEqual([])
    await page.getByText('1 payment · €12.50 · €2.50 given back').waitFor()
    expect(await balance()).toBe('€85.80')
    await anna.page.goto(`${city.url}/me/wallet/shops`)
    await anna.page.getByText('€2.50 given back').waitFor()
    expect(await faults(anna.page)).toEqual([])
  })

  test('whoever is not signed in signs in first and comes back to the order', async () => {
    const { page } = nora
    await page.goto(`${desk}/till`)
    await enterAmount(page, '100')
    const made = page.waitForResponse(answer => answer.url().endsWith('/till/orders'))
    await press(page, 'Show code')
    const { link } = (await (await made).json()) as { link: string }
    await using bruno = await openDevice(browser, city.url, 'phone', { path: new URL(link).pathname })
    await press(bruno.page, 'Sign in')
    await fill(bruno.page, 'Handle', 'bruno')
    await fill(bruno.page, 'Password', passwordOf('bruno'))
    await press(bruno.page, 'Sign in')
    await bruno.page.getByRole('button', { name: 'Pay €1.00' }).waitFor()
    await press(page, 'Cancel')
    await bruno.page.getByText('This order is closed').waitFor()
    expect(await faults(bruno.page)).toEqual([])
  })

  test('a till takes the code of a phone that has no network, and asks for more than a little', async () => {
    const { page } = nora
    const { page: phone, context } = anna
    await phone.goto(`${city.url}/me/wallet/code`)
    await fill(phone, 'Your password, to confirm', passwordOf('anna'))
    expect(await faults(phone)).toEqual([])
    await press(phone, 'Turn on pay codes')
    await phone.locator('.paycode-digits').waitFor()
    expect(await faults(phone)).toEqual([])
    await context.setOffline(true)
    await press(phone, 'New code now')
    const small = await phone.locator('.paycode-digits').innerText()

    await page.goto(`${desk}/till`)
    await enterAmount(page, '320')
    await press(page, 'Scan phone')
    expect(await faults(page)).toEqual([])
    const chooser = page.waitForEvent('filechooser')
    await press(page, 'From a picture')
    const picture = await phone.locator('.paycode-card').screenshot()
    await (await chooser).setFiles({ name: 'phone.png', mimeType: 'image/png', buffer: picture })
    await page.getByRole('status').getByText('€3.20').waitFor()
    await press(page, 'Next payment')

    await enterAmount(page, '100')
    await press(page, 'Scan phone')
    await fill(page, 'Or the 18 digits', small)
    await press(page, 'Take payment')
    await page.getByRole('dialog').getByText('This pay code is not valid any more').waitFor()
    await press(page.getByRole('dialog'), 'Close')

    await context.setOffline(false)
    await phone.getByRole('status').getByText('€3.20').waitFor()
    await press(phone, 'Show the code again')
    await phone.evaluate(HIDE)
    await phone.getByText('Hidden while you are away').waitFor()
    expect(await phone.locator('.pay-code svg.qr').count()).toBe(0)
    await phone.evaluate(SHOW)
    const large = await phone.locator('.paycode-digits').innerText({ timeout: 40_000 })
    await enterAmount(page, '4500')
    await press(page, 'Scan phone')
    await fill(page, 'Or the 18 digits', large)
    await press(page, 'Take payment')
    await page.getByText('The customer confirms').waitFor()
    await press(phone, 'Look and confirm')
    await press(phone, 'Pay €45.00')
    await enterPin(phone, PIN)
    await phone.getByRole('status').getByText('€45.00').waitFor()
    await page.getByRole('status').getByText('€45.00').waitFor()
    expect(await balance()).toBe('€37.60')
  })

  test('the city looks at the shop, and whoever pays there sees its mark', async () => {
    const { page } = nora
    await page.goto(desk)
    await press(page, 'Ask for it')
    await page.getByText('In review').waitFor()
    expect(await faults(page)).toEqual([])
    await using olga = await openFor(browser, city, 'olga', 'desktop')
    await olga.page.goto(`${city.url}/operator/merchants`)
    await olga.page.getByRole('heading', { name: 'Panadería Río' }).waitFor()
    expect(await faults(olga.page)).toEqual([])
    await press(olga.page, 'Approve')
    await press(olga.page.getByRole('dialog'), 'Approve')
    await olga.page.getByText('Nobody waits').waitFor()

    await page.goto(`${desk}/sticker`)
    await page.locator('.sticker').waitFor()
    expect(await faults(page)).toEqual([])
    await scan(anna.page, await page.locator('.sticker').screenshot())
    await anna.page.getByText('Panaderia Rio · Verified by the city').waitFor()
    expect(await faults(anna.page)).toEqual([])
  })

  test('play money stays play money, and keys for programs are shown once', async () => {
    const { page } = nora
    await page.goto(desk)
    await page.getByRole('switch', { name: /Test mode/ }).check()
    await page.getByText('Nothing here moves real money').waitFor()
    expect(await faults(page)).toEqual([])
    await press(page, 'Sticker')
    const sticker = page.locator('.sticker')
    await sticker.getByText('Test money').waitFor()
    expect(await faults(page)).toEqual([])
    await scan(anna.page, await sticker.screenshot())
    await anna.page.getByText('Nothing here is real').waitFor()
    await fill(anna.page, 'How much you pay', '3')
    await press(anna.page, 'Pay')
    await anna.page.getByRole('status').getByText('€3.00').waitFor()
    expect(await faults(anna.page)).toEqual([])
    expect(await balance()).toBe('€37.60')

    await page.goto(`${desk}/keys`)
    await press(page, 'New certificate')
    await page.getByText('BEGIN PRIVATE KEY').waitFor()
    expect(await faults(page)).toEqual([])
    await press(page, 'I have kept it')
    await page.getByText('BEGIN PRIVATE KEY').waitFor({ state: 'detached' })
    await still(page)
    expect(await faults(page)).toEqual([])
    expect(nora.faults.filter(fault => !/status of 40\d/.test(fault))).toEqual([])
  })

  test('the desk is readable in every look, and fits 320 pixels with text twice as large', async () => {
    const { page } = nora
    const paths = ['', '/till', '/sticker', '/orders', '/staff', '/keys', '/nothing'].map(part => `${desk}${part}`)
    expect(await unreadable(page, paths)).toEqual([])
  })
})
