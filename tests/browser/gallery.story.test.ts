import { findChromium } from '@plaza/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LISTEN, toldBy } from '@plaza/program-crawl'
import { openChromium } from './lib/chromium.ts'
import { serveCity, type ServedCity } from './lib/city.ts'
import { openDevice, press, signIn, type Device } from './lib/device.ts'
import { Inside } from './lib/inside.ts'
import { faults } from './lib/look.ts'
import { friendsWithMoney, passwordOf } from './lib/money.ts'

// Anna walks through the gallery of components and calls, and tries a handful of them.

/** So tall that a whole list or page can be touched without scrolling. */
const TALL = { width: 390, height: 2400 }
const PAINTED_WITHIN_MS = 20_000
const LOOK_EVERY_MS = 100
const SLIDES_MS = 500
const A_PAGE_MS = 15_000
/** A tap that opened nothing by then was missed; it is tried again so often. */
const SOON_MS = 4_000
const TAPS_MAX = 3

const components: Record<string, string> = {
  Views: 'view',
  'Scroll view': 'scroll',
  Swiper: 'swiper',
  'Movable views': 'movable',
  'Cover views': 'cover',
  'Text and icons': 'text',
  Image: 'image',
  'Sound and film': 'media',
  Canvas: 'canvas',
  Map: 'map',
  Button: 'button',
  Choices: 'choice',
  Form: 'form',
  Picker: 'picker',
  'Picker view': 'wheel',
  Editor: 'editor',
  Navigator: 'navigator',
  Layers: 'layers',
  'Own components': 'custom',
  WXS: 'wxs',
}
const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

describe.skipIf(!chromium)('the gallery', () => {
  let city: ServedCity
  let browser: Browser
  let anna: Device

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([serveCity({ demo: false, programs: true }), openChromium(chromium as string)])
    await friendsWithMoney(city.databaseUrl, ['anna', 'bruno'], 100n)
    anna = await openDevice(browser, city.url, 'phone')
    await anna.page.addInitScript(LISTEN)
    await anna.page.reload()
    await signIn(anna.page, 'anna', passwordOf('anna'))
    await press(anna.page, 'Discover')
    await anna.page.getByRole('button', { name: /^Mini programs/ }).click()
    await anna.page.getByLabel('Search mini programs').fill('component')
    await anna.page.getByRole('button', { name: /^G?\s*Gallery/ }).click()
    await painted('tabs/components/components')
    await anna.page.setViewportSize(TALL)
  })
  afterAll(async () => {
    await browser?.close()
    await city?.[Symbol.asyncDispose]()
  })

  /** How often a page was drawn since the program was opened. */
  const paintedTimes = async (path: string) =>
    (await toldBy(anna.page)).filter(one => 'up' in one && one.up.t === 'painted' && one.up.path === path).length

  async function painted(path: string, times = 1, withinMs = PAINTED_WITHIN_MS): Promise<void> {
    for (const until = Date.now() + withinMs; (await paintedTimes(path)) < times;) {
      if (Date.now() > until) throw new Error(`${path} was not drawn: ${JSON.stringify(await errors())}`)
      await anna.page.waitForTimeout(LOOK_EVERY_MS)
    }
  }

  async function until(done: () => Promise<boolean>, what: string): Promise<void> {
    for (const end = Date.now() + PAINTED_WITHIN_MS; !(await done());) {
      if (Date.now() > end) throw new Error(`${what} did not come`)
      await anna.page.waitForTimeout(LOOK_EVERY_MS)
    }
  }

  /** How many colours a picture has. */
  async function coloursOf(png: Buffer): Promise<number> {
    const desk = await anna.context.newPage()
    try {
      return await desk.evaluate<number>(`(async () => {
        const picture = new Image()
        picture.src = 'data:image/png;base64,${png.toString('base64')}'
        await picture.decode()
        const context = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height }).getContext('2d')
        context.drawImage(picture, 0, 0)
        const pixels = new Uint32Array(context.getImageData(0, 0, picture.width, picture.height).data.buffer)
        return new Set(pixels).size
      })()`)
    } finally {
      await desk.close()
    }
  }

  const errors = async () =>
    (await toldBy(anna.page)).flatMap(one => ('up' in one && one.up.t === 'error' ? [one.up.message] : []))

  /** Opens an entry of the list that is shown. */
  async function enter(name: string, page: string): Promise<Inside> {
    const path = `pages/${page}/${page}`
    const before = await paintedTimes(path)
    const list = await Inside.of(anna.page)
    // The page that went may have taken the first tap.
    for (let tries = 1; ; tries++) {
      await list.tap(name)
      try {
        await painted(path, before + 1, tries < TAPS_MAX ? SOON_MS : PAINTED_WITHIN_MS)
        break
      } catch (error) {
        if (tries === TAPS_MAX || (await list.texts()).every(text => text !== name)) throw error
      }
    }
    return Inside.of(anna.page)
  }

  async function back(): Promise<void> {
    await anna.page.goBack()
    await anna.page.getByRole('heading', { name: /^(Components|API)$/, level: 1 }).waitFor()
    // The page that goes may still lie over the list.
    await anna.page.waitForTimeout(SLIDES_MS)
    await (await Inside.of(anna.page)).see('Search')
  }

  const walk = async (entries: Record<string, string>) => {
    for (const [name, page] of Object.entries(entries)) {
      await enter(name, page)
      await back()
    }
    expect(await errors()).toEqual([])
  }

  test('every page of components opens from the list and goes back to it', () => walk(components), 20 * A_PAGE_MS)

  test('the list is searched by names and tags', async () => {
    const list = await Inside.of(anna.page)
    await list.type(0, 'radio')
    await list.see('Choices')
    expect(await list.texts()).not.toContain('Swiper')
    await anna.page.keyboard.press('Control+A')
    await anna.page.keyboard.press('Delete')
    await list.see('Swiper')
    expect(await faults(anna.page)).toEqual([])
  })

  test('controls tell what was chosen', async () => {
    const page = await enter('Choices', 'choice')
    await page.tapTag('wx-switch', 1)
    await page.see('change {"value":true}')
    await page.tap('Pear')
    await page.see('change {"value":["apple","pear"]}')
    await page.tapTag('wx-slider')
    await page.see(/^change \{"value":\d+\}$/)
    await back()
  })

  test('a picker opens its wheels, and shows what was chosen', async () => {
    const page = await enter('Picker', 'picker')
    await page.tap('One of a list')
    await page.see('Confirm')
    // A touch so soon after the one that opened it would be its echo.
    await anna.page.waitForTimeout(600)
    await page.tap('Ferry')
    await anna.page.waitForTimeout(600)
    await page.tap('Confirm')
    await page.see('change {"value":"2"}')
    await back()
  })

  test('a form tells what is written in it', async () => {
    const page = await enter('Form', 'form')
    await page.type(4, 'Anna')
    await page.tapTag('wx-switch')
    await page.tap('Submit')
    await page.see(/^submit .*"name":"Anna".*"news":true/)
    await back()
  })

  test('both kinds of canvas are drawn on, and give a picture', async () => {
    const page = await enter('Canvas', 'canvas')
    await until(async () => (await coloursOf(await page.picture(await page.seeTag('wx-canvas')))) > 50, 'the sun')
    await until(async () => (await coloursOf(await page.picture(await page.seeTag('wx-canvas', 1)))) > 4, 'the chart')
    await page.tap('Make a picture of it')
    await until(async () => (await coloursOf(await page.picture(await page.seeTag('wx-image')))) > 50, 'its picture')
    await back()
  })

  test('the list of calls opens', async () => {
    await press(anna.page, 'API')
    await painted('tabs/apis/apis')
    expect(await errors()).toEqual([])
  })

  test('what is stored is read again', async () => {
    const page = await enter('Storage', 'calls')
    await page.tap('setStorage')
    await page.see('{"errMsg":"setStorage:ok"}')
    await page.tap('getStorage')
    await page.see(/"fruit":"fig"/)
    await back()
  })

  test('a dialog of the host answers', async () => {
    const page = await enter('Dialogs', 'calls')
    await page.tap('showModal')
    await anna.page.getByText('Shall it be done?').waitFor()
    expect(await faults(anna.page)).toEqual([])
    await press(anna.page.getByRole('dialog'), 'OK')
    await page.see(/"confirm":true/)
    await back()
  })

  test('without a domain nothing is reached, and the program is told so', async () => {
    const page = await enter('Network', 'calls')
    await page.tap('request')
    await page.see(/^request:fail .*domain/)
    await back()
    expect(await errors()).toEqual([])
  })
})
