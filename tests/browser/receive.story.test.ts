import { findChromium } from '@plaza/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { fill, openDevice, press, signUp, type Device } from './lib/device.ts'
import { faults } from './lib/look.ts'
import { enterPin, friendsWithMoney, givePin, openFor, passwordOf } from './lib/money.ts'

// Bruno sells honey at a market and shows his code. Anna scans it; his phone says what came in, in his language.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const PIN = '580274'
/** What the device would have said aloud, with the language of the voice. */
const LISTEN = `
  globalThis.said = []
  globalThis.speechSynthesis.speak = words => said.push(words.lang + ': ' + words.text)`

describe.skipIf(!chromium)('a person is paid by their code', () => {
  let city: ServedCity
  let browser: Browser
  let anna: Device
  let bruno: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false }), openChromium(chromium as string)])
    await friendsWithMoney(city.databaseUrl, ['anna', 'bruno'], 10_000n)
    anna = await openFor(browser, city, 'anna', 'phone')
    bruno = await openFor(browser, city, 'bruno', 'phone')
    await bruno.context.addInitScript(LISTEN)
    await givePin(anna.page, 'anna', PIN)
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  const scan = async ({ page }: Device, picture: Buffer) => {
    await page.goto(`${city.url}/scan`)
    const chooser = page.waitForEvent('filechooser')
    await press(page, 'From a picture')
    await (await chooser).setFiles({ name: 'code.png', mimeType: 'image/png', buffer: picture })
  }

  test('the code asks for an amount; what is paid is taken at once, shown and said aloud', async () => {
    const { page } = bruno
    await page.goto(`${city.url}/me/wallet/receive`)
    expect(await faults(page)).toEqual([])
    await page.getByRole('switch', { name: 'Say payments aloud' }).check()
    await press(page, 'Set amount')
    await fill(page, 'Amount', '7,50')
    await fill(page, 'Note (optional)', 'Honey & wax')
    expect(await faults(page)).toEqual([])
    await press(page, 'Save')
    await page.getByText('€7.50').waitFor()
    expect(await faults(page)).toEqual([])

    await scan(anna, await page.locator('.receive-card').screenshot())
    const amount = anna.page.getByLabel('Amount', { exact: true })
    expect(await amount.inputValue()).toBe('7.50')
    expect(await amount.isEditable()).toBe(false)
    expect(await anna.page.getByLabel('Note (optional)', { exact: true }).inputValue()).toBe('Honey & wax')
    expect(await faults(anna.page)).toEqual([])
    await press(anna.page, 'Transfer')
    await enterPin(anna.page, PIN)
    await anna.page.getByText('On its way').waitFor()
    await page.getByText('+€7.50').waitFor()
    expect(await page.evaluate('said')).toEqual(['en-GB: Received €7.50 from Anna'])
    expect(await faults(page)).toEqual([])
    await page.goto(`${city.url}/me/wallet`)
    await page.getByText('€107.50').waitFor()
  })

  test('whoever is no contact is told why, and how they become one', async () => {
    await bruno.page.goto(`${city.url}/me/wallet/receive`)
    await bruno.page.locator('.receive-card svg.qr').waitFor()
    expect(await faults(bruno.page)).toEqual([])
    const picture = await bruno.page.locator('.receive-card').screenshot()
    await using carla = await openDevice(browser, city.url, 'phone')
    await signUp(carla.page, 'Carla', 'carla', passwordOf('carla'))
    await scan(carla, picture)
    await carla.page.getByText('You and Bruno are not contacts yet').waitFor()
    expect(await faults(carla.page)).toEqual([])
    await press(carla.page, 'Add contact')
    await carla.page.getByText('@bruno').waitFor()
  })

  test('the scanner says kindly what is not ours', async () => {
    const { page } = anna
    const codes: [text: string, said: string][] = [
      ['upi://pay?pa=honey@bank&pn=Honey', 'This code is for UPI'],
      ['https://elsewhere.example/offer', 'This code leads to elsewhere.example'],
      ['Table 7', 'The code contains this text'],
    ]
    for (const [text, said] of codes) {
      await scan(anna, await drawn(bruno, text))
      await page.getByRole('dialog').getByText(said).waitFor()
      expect(await faults(page)).toEqual([])
      await press(page.getByRole('dialog'), 'Copy')
      await press(page.getByRole('dialog'), 'Close')
    }
  })

  /** A code with this text, on a page of its own. */
  async function drawn({ context }: Device, text: string): Promise<Buffer> {
    const { renderSVG } = await import('uqr')
    const page = await context.newPage()
    await page.setContent(`<div style="width:300px">${renderSVG(text, { border: 4 })}</div>`)
    const picture = await page.locator('svg').screenshot()
    await page.close()
    return picture
  }
})
