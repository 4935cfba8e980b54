import { installFolder } from '@plaza/server'
import { findWholeChromium } from '@plaza/testkit'
import { rmSync } from 'node:fs'
import pino from 'pino'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBakery, type Bakery } from './lib/bakery.ts'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { openDevice, press, signIn, toast, type Device } from './lib/device.ts'
import { Inside } from './lib/inside.ts'
import { faults } from './lib/look.ts'
import { enterPin, friendsWithMoney, givePin, passwordOf } from './lib/money.ts'
import { PATHS_APP, writePathsProgram } from './lib/paths-program.ts'

// Ways that lead out of a mini program: a website, a socket, a payment, the microphone, other screens; and back into it.

const PIN = '580274'
/** Entries that may lie over the first page of a program: as many as it had pages at once, and one that waits. */
const ENTRIES_MAX = 2

// A shell without windows hears no microphone after a yes.
const chromium = findWholeChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

describe.skipIf(!chromium)('paths of a mini program', () => {
  let city: ServedCity
  let browser: Browser
  let bakery: Bakery
  let anna: Device

  beforeAll(async () => {
    bakery = await startBakery()
    const folder = writePathsProgram(bakery.host)
    ;[city, browser] = await Promise.all([
      serveCity({ demo: false, programs: true, hooks: true }),
      openChromium(chromium as string, ['--use-fake-device-for-media-stream']),
    ])
    await installFolder({ ...city, log: pino({ level: 'fatal' }) }, folder)
    rmSync(folder, { recursive: true })
    await Promise.all([bakery.open(city), friendsWithMoney(city.databaseUrl, ['anna', 'bruno'], 10_000n)])
    anna = await openDevice(browser, city.url, 'phone')
    await anna.context.grantPermissions(['microphone'])
    await signIn(anna.page, 'anna', passwordOf('anna'))
    await givePin(anna.page, 'anna', PIN)
  })
  afterAll(async () => {
    await browser?.close()
    await bakery?.[Symbol.asyncDispose]()
    await city?.[Symbol.asyncDispose]()
  })

  /** Opens the program by its address, at one of its pages. */
  async function openAt(page: string): Promise<Inside> {
    await anna.page.goto(`${city.url}/mp/${PATHS_APP}/${encodeURIComponent(page)}`)
    return Inside.of(anna.page)
  }
  const dialog = () => anna.page.getByRole('dialog')

  test('a website of a declared domain is shown under its name; any other is refused', async () => {
    const { context, page } = anna
    await context.route('https://site.example/**', route =>
      route.fulfill({ contentType: 'text/html', body: '<h1>Hello from the site</h1>' }),
    )
    await page.goto(`${city.url}/mp/${PATHS_APP}/${encodeURIComponent('pages/site/site')}`)
    await page.getByText('You are on site.example').waitFor()
    const around = page.frameLocator('iframe[title="site.example"]')
    await around.frameLocator('iframe').getByText('Hello from the site').waitFor()
    expect(await faults(page)).toEqual([])
    await page.goto(`${city.url}/mp/${PATHS_APP}/${encodeURIComponent('pages/site/site?to=other')}`)
    await page.getByText('This mini program may not show other.example.').waitFor()
    expect(await page.locator('iframe[title="other.example"]').count()).toBe(0)
  })

  test('a socket leads through the host and the gateway to the maker’s server and back; a stray one is refused', async () => {
    const talk = await openAt('pages/talk/talk')
    await talk.tapFor('Talk', 'You said harbour')
    await talk.tap('Stray')
    await talk.see('connectSocket:fail url not in domain list')
  })

  test('an order of the merchant’s server is paid with the PIN in the host’s sheet, or not at all', async () => {
    const { page } = anna
    const shop = await openAt('pages/pay/pay')
    await shop.tap('Buy bread')
    await dialog().getByText('Panaderia Rio').waitFor()
    await dialog().getByText('Two loaves').waitFor()
    expect(await faults(page)).toEqual([])
    await press(dialog(), 'Not now')
    await shop.see('1 requestPayment:fail cancel')

    await shop.tap('Buy bread')
    await press(page, 'Pay €4.50')
    await enterPin(page, PIN)
    await shop.see('paid 2')
    await shop.tap('Forge')
    await shop.see(/^requestPayment:fail/)
    await page.goto(`${city.url}/me/wallet`)
    await page.locator('.balance-amount').getByText('€95.50').waitFor()
  })

  test('the microphone is heard after a yes, and what it heard comes to the program as a file', async () => {
    const record = await openAt('pages/record/record')
    await record.tap('Record')
    await anna.page.getByText('Use the microphone').waitFor()
    await press(anna.page, 'Only this time')
    await record.see('recorded')
  })

  test('pages that come and go quickly do not fill the history', async () => {
    const quick = await openAt('pages/quick/quick')
    const before = await anna.page.evaluate<number>('history.length')
    await quick.tap('Hurry')
    await quick.see('It is calm again')
    expect((await anna.page.evaluate<number>('history.length')) - before).toBeLessThanOrEqual(ENTRIES_MAX)
    await (await Inside.of(anna.page)).see('Hurry')
  })

  test('a page keeps a star, which opens it again from the drawer', async () => {
    const { page } = anna
    const deep = await openAt('pages/deep/deep?level=3')
    await deep.see('Level 3')
    await press(page, 'Menu of the mini program')
    await page.getByRole('menuitem', { name: 'Star this page' }).click()
    await toast(page, 'The page is among your stars').waitFor()
    await page.goto(`${city.url}/chats`)
    await press(page, 'Mini programs')
    await dialog().getByText('Starred pages').waitFor()
    expect(await faults(page)).toEqual([])
    await dialog()
      .getByRole('button', { name: /Level 3.*Paths/ })
      .click()
    await (await Inside.of(page)).see('Level 3')
  })

  test('a program that was ended for others comes back at the same pages', async () => {
    const { page } = anna
    const open = async (name: RegExp) => {
      await page.getByRole('button', { name }).first().click()
      return Inside.of(page)
    }
    const close = async () => {
      await press(page, 'Close mini program')
      await page.getByRole('heading', { name: 'Mini programs', level: 1 }).waitFor()
    }
    await page.goto(`${city.url}/programs`)
    const paths = await open(/Paths/)
    await paths.tapFor('Try deep', 'Level 1')
    await paths.tap('Deeper')
    await paths.see('Level 2')
    await close()
    for (const name of [/Gallery/, /Tides/, /Poll/]) {
      await open(name)
      await close()
    }
    expect(await page.locator('.cages iframe[title="Paths"]').count()).toBe(0)
    const again = await open(/Paths/)
    await again.see('Level 2')
    await page.goBack()
    await again.see('Level 1')
  })

  test('a program floats over other screens and comes back where it was', async () => {
    const { page } = anna
    const deep = await Inside.of(page)
    await deep.tap('Deeper')
    await deep.see('Level 2')
    await press(page, 'Menu of the mini program')
    await page.getByRole('menuitem', { name: 'Float over other screens' }).click()
    const bubble = page.getByRole('button', { name: 'Back to Paths' })
    await bubble.waitFor()
    await page.getByRole('heading', { name: 'Mini programs', level: 1 }).waitFor()
    expect(await faults(page)).toEqual([])
    const was = (await bubble.boundingBox())!
    await page.mouse.move(was.x + 20, was.y + 20)
    await page.mouse.down()
    await page.mouse.move(40, 300, { steps: 6 })
    await page.mouse.up()
    expect((await bubble.boundingBox())!.x).toBeLessThan(40)
    await bubble.press('ArrowRight')
    expect((await bubble.boundingBox())!.x).toBeGreaterThan(300)
    await bubble.press('Enter')
    await (await Inside.of(page)).see('Level 2')
    expect(await bubble.count()).toBe(0)
    await press(page, 'Close mini program')
    await press(page, 'Stop floating')
    await bubble.waitFor({ state: 'detached' })
  })

  test('the gallery asks for each right by itself, and takes a no', async () => {
    const { page } = anna
    await page.goto(`${city.url}/programs`)
    await page
      .getByRole('button', { name: /Gallery/ })
      .first()
      .click()
    const gallery = await Inside.of(page)
    await gallery.see('Search')
    await press(page, 'API')
    await gallery.see('Queries')
    await gallery.type(0, 'getLocation')
    await gallery.tapFor('Places', 'getLocation')
    await gallery.tap('getLocation')
    await page.getByText('Know where you are').waitFor()
    expect(await faults(page)).toEqual([])
    await press(dialog(), 'Do not allow')
    await gallery.see('getLocation:fail auth deny')
    await gallery.tap('getFuzzyLocation')
    await page.getByText('Know roughly where you are').waitFor()
    await press(dialog(), 'Do not allow')
    await gallery.see('getFuzzyLocation:fail auth deny')
  })
})
