import { findChromium } from '@plaza/testkit'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { townWith } from '../crawl/town.ts'
import { openChromium } from './lib/chromium.ts'
import { Inside } from './lib/inside.ts'

// A program that draws the top itself still lies below the host's capsule.

const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

const FILES = {
  'app.json': '{"pages":["home"],"window":{"navigationStyle":"custom"}}',
  'app.js': 'App({})',
  'home.js': 'Page({ data: { times: 0 }, tap() { this.setData({ times: this.data.times + 1 }) } })',
  'home.wxml': '<view style="height: 100vh" bindtap="tap">touched {{times}}</view>',
}

test.skipIf(!chromium)('the menu and the way out lie over a program that draws the top itself', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'plaza-capsule-'))
  for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(folder, name), text)
  await using town = await townWith(folder)
  rmSync(folder, { recursive: true })
  const browser = await openChromium(chromium as string)
  try {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
    await context.addCookies([{ name: 'plaza_session', value: town.token, url: town.url, httpOnly: true }])
    const page = await context.newPage()
    await page.goto(`${town.url}/mp/${town.appId}`)
    const inside = await Inside.of(page)
    await inside.see('touched 0')
    // Beside the capsule, at its height, the touch is the program's.
    await page.touchscreen.tap(60, 22)
    await inside.see('touched 1')
    const [more, close] = await page.locator('.capsule button').all()
    await more?.tap()
    await page.getByRole('menu').waitFor()
    await page.keyboard.press('Escape')
    expect((await close?.boundingBox())?.x).toBeGreaterThan(330)
    await close?.tap()
    await page.locator('.cage.shown').waitFor({ state: 'detached' })
  } finally {
    await browser.close()
  }
})
