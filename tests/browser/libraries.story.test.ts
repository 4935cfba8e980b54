import { findChromium } from '@plaza/testkit'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { townWith, type CrawledTown } from '../crawl/town.ts'
import { LISTEN, toldBy, waitForPaint } from '@plaza/program-crawl'
import { openChromium } from './lib/chromium.ts'
import { PHONE } from './lib/device.ts'
import { Inside } from './lib/inside.ts'
import { LIBRARIES, writeLibrary } from './lib/library-pages.ts'

// Pages around unmodified components of three libraries from npm, opened through the real host: they are drawn, they answer to a
// finger, and nothing is told to be wrong. With PLAZA_PICTURES, pictures of all of them are left in that folder.

const SETTLED_MS = 1_000
const PLUS_PX = 36
const pictures = process.env['PLAZA_PICTURES']
const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

describe.skipIf(!chromium)('libraries from npm', () => {
  const below = mkdtempSync(path.join(tmpdir(), 'plaza-libraries-'))
  const names = Object.keys(LIBRARIES) as [string, ...string[]]
  let town: CrawledTown
  let browser: Browser
  let context: BrowserContext

  beforeAll(async () => {
    const folders = names.map(name => writeLibrary(below, name)) as [string, ...string[]]
    ;[town, browser] = await Promise.all([townWith(...folders), openChromium(chromium as string)])
    context = await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true, locale: 'en-GB' })
    await context.addCookies([
      { name: 'plaza_session', value: town.token, url: town.url, httpOnly: true, sameSite: 'Lax' },
    ])
    await context.addInitScript(LISTEN)
  })
  afterAll(async () => {
    await browser?.close()
    await town?.[Symbol.asyncDispose]()
    rmSync(below, { recursive: true, force: true })
  })

  /** Opens a page, waits until it is drawn, does something with it, and looks at what was told. */
  async function on(library: string, path: string, act: (inside: Inside) => Promise<void>): Promise<void> {
    const page = await context.newPage()
    try {
      await page.goto(`${town.url}/mp/${town.appIds[names.indexOf(library)]}/${path}`)
      expect(await waitForPaint(page, path), `it is drawn: ${JSON.stringify(await toldBy(page))}`).toBe(true)
      await page.waitForTimeout(SETTLED_MS)
      await picture(page, `${library}-${path}`)
      await act(await Inside.of(page))
      await picture(page, `${library}-${path}-after`)
      const told = await toldBy(page)
      expect(told.flatMap(one => ('up' in one && one.up.t === 'error' ? [one.up.message] : []))).toEqual([])
    } finally {
      await page.close()
    }
  }
  const picture = async (page: Page, name: string) =>
    pictures && (await page.screenshot({ path: path.join(pictures, `${name}.png`) }))

  test('they compile without an error', () => {
    expect(town.problems).toEqual([])
  })

  test('vant: a switch, and what stands around it', () =>
    on('vant', 'form', async inside => {
      for (const text of ['Vant form', 'Night mode', 'Agree', 'Two', 'Primary']) await inside.see(text)
      await inside.tapTag('wx-van-switch')
      await inside.see('said: switch true')
    }))

  test('vant: tabs change, and a fold opens', () =>
    on('vant', 'show', async inside => {
      await inside.see('First content')
      await inside.tap('Second')
      await inside.see('Second content')
      await inside.tap('Closed')
      await inside.see('Inside the closed one')
    }))

  test('vant: a dialog is answered, and a picker chosen from', () =>
    on('vant', 'over', async inside => {
      await inside.tapFor('Ask', 'Do it')
      await inside.tap('Do it')
      await inside.see('said: confirmed')
      await inside.tapFor('Pick', 'Take')
      await inside.tap('Porto')
      await inside.tap('Take')
      await inside.see(/said: .*Porto/)
    }))

  test('tdesign: a stepper counts', () =>
    on('tdesign', 'form', async inside => {
      for (const text of ['TDesign form', 'Night mode', 'Agree', 'Two', 'Primary']) await inside.see(text)
      // Its signs are letters of a font from elsewhere: the finger finds the plus beside the number.
      const three = await inside.see('3')
      await inside.touch({ ...three, x: three.x + PLUS_PX })
      await inside.see('said: stepper 4')
    }))

  test('tdesign: tabs change, and a fold opens', () =>
    on('tdesign', 'show', async inside => {
      await inside.see('First content')
      await inside.tap('Second')
      await inside.see('Second content')
      await inside.tap('Closed')
      await inside.see('Inside the closed one')
    }))

  test('tdesign: a dialog is answered, and a picker chosen from', () =>
    on('tdesign', 'over', async inside => {
      await inside.tapFor('Ask', 'Do it')
      await inside.tap('Do it')
      await inside.see('said: confirmed')
      await inside.tapFor('Pick', 'Take')
      await inside.tap('Take')
      await inside.see(/said: .*Lisbon/)
    }))

  test('weui: a search opens, and what stands around it', () =>
    on('weui', 'form', async inside => {
      for (const text of ['WeUI form', 'A cell', 'One', 'Two']) await inside.see(text)
      await inside.tapFor('Search here', '取消')
    }))

  test('weui: a dialog is answered', () =>
    on('weui', 'over', async inside => {
      await inside.see('It worked')
      await inside.tapFor('Ask', 'Do it')
      await inside.tap('Do it')
      await inside.see('said: pressed Do it')
    }))
})
