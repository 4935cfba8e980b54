import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '@plaza/postgres'
import { migrateAll, seedDemo } from '@plaza/server'
import { findChromium, freePort, startCity } from '@plaza/testkit'
import pino from 'pino'
import type { Browser, Page } from 'playwright-core'
import { openChromium } from '../tests/browser/lib/chromium.ts'
import { DESKTOP, openDevice, PHONE, signIn } from '../tests/browser/lib/device.ts'
import { open, type Look } from '../tests/browser/lib/look.ts'
import { chatLine, log } from '../tests/browser/lib/talk.ts'

// Takes the pictures of docs/pictures anew, from the demo city as Lucía sees it:
//   node --import tsx tools/pictures.ts
// ImageMagick, where it is installed, makes them a third of the size.

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url))
const COLOURS = 128
const light: Look = { theme: 'light', language: 'en' }
const dark: Look = { theme: 'dark', language: 'en' }

const path = findChromium()
if (path === undefined) throw new Error('The pictures need Chromium: install it, or set CHROMIUM_PATH.')
const home = mkdtempSync(join(tmpdir(), 'plaza-pictures-'))
const quiet = pino({ level: 'fatal' })
try {
  await using database = await openDatabase({ home, log: quiet, settings: { fsync: 'off' } })
  await migrateAll(database.url, quiet)
  await seedDemo({ databaseUrl: database.url, home, log: quiet })
  await using server = await startCity({ home, databaseUrl: database.url, port: await freePort() })
  const browser = await openChromium(path)
  try {
    await onPhone(browser, `http://localhost:${server.port}`)
    await onDesktop(browser, `http://localhost:${server.port}`)
  } finally {
    await browser.close()
  }
} finally {
  rmSync(home, { recursive: true, force: true })
}

async function onPhone(browser: Browser, url: string): Promise<void> {
  await using device = await openDevice(browser, url, 'phone', { density: 2 })
  const { page } = device
  await page.setViewportSize(PHONE)
  await signIn(page, 'lucia', 'harbour-1234')
  for (const [name, look] of Object.entries({ light, dark })) {
    await open(page, `${url}/chats`, look)
    await faces(page)
    await take(page, `chats-phone-${name}`)
    await chatLine(page, name === 'light' ? 'Mamá' : '')
      .first()
      .click()
    await log(page).locator('.bubble').last().waitFor()
    await take(page, `chat-phone-${name}`)
  }
  await open(page, `${url}/contacts`, light)
  await take(page, 'contacts-phone')
  await open(page, `${url}/me/code`, light)
  await page.locator('svg.qr').waitFor()
  await take(page, 'code-phone')
  await open(page, `${url}/me/settings`, dark)
  await take(page, 'settings-phone-dark')
}

async function onDesktop(browser: Browser, url: string): Promise<void> {
  await using device = await openDevice(browser, url, 'desktop')
  const { page } = device
  await page.setViewportSize(DESKTOP)
  await signIn(page, 'lucia', 'harbour-1234')
  await open(page, `${url}/chats`, light)
  await faces(page)
  await chatLine(page, 'Heron Island').click()
  await log(page).locator('.bubble').last().waitFor()
  await take(page, 'desktop')
}

/** Until the groups have fetched whose faces they show. */
function faces(page: Page): Promise<void> {
  return page.locator('.mosaic').first().waitFor()
}

async function take(page: Page, name: string): Promise<void> {
  const file = join(folder, `${name}.png`)
  await page.evaluate(`document.fonts.ready.then(() => new Promise(done => setTimeout(done, 500)))`)
  await page.screenshot({ path: file })
  try {
    execFileSync('convert', [file, '-strip', '-dither', 'None', '-colors', String(COLOURS), `PNG8:${file}`])
  } catch {
    // larger without ImageMagick, and as good
  }
  process.stdout.write(`${name}.png ${Math.round(statSync(file).size / 1024)} KB\n`)
}
