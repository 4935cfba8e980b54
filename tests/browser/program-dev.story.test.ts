import { findChromium } from '@plaza/testkit'
import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChromium } from './lib/chromium.ts'
import { buildFrame } from './program-view/stage.ts'

// A maker changes a word while the program runs beside it.

const root = fileURLToPath(new URL('../../', import.meta.url))
const chromium = findChromium()
if (!chromium) process.stdout.write('skipped: no Chromium\n')

/** So that a test can look into the pages of programs, whose shadow roots are closed. */
const OPEN_SHADOWS = `{
  const { attachShadow } = Element.prototype
  Element.prototype.attachShadow = function (options) {
    return attachShadow.call(this, { ...options, mode: 'open' })
  }
}`

describe.skipIf(!chromium)('plaza program dev', () => {
  let browser: Browser
  let folder: string
  let child: ChildProcess

  beforeAll(async () => {
    await buildFrame()
    browser = await openChromium(chromium as string)
    folder = mkdtempSync(path.join(tmpdir(), 'plaza-dev-'))
    cpSync(path.join(root, 'programs/templates/plain'), folder, { recursive: true })
  })
  afterAll(async () => {
    await browser?.close()
    child?.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })

  test('shows the program, what it does, and each change with its pages and what it stored', async () => {
    const url = await serve()
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.addInitScript(OPEN_SHADOWS)
    await page.goto(url)
    const program = page.frameLocator('.slot iframe')
    await program.locator('input').fill('Bread')
    await program.getByText('Add', { exact: true }).click()
    await program.getByText('1 of 1 to buy').waitFor()

    const tab = (name: string) => page.getByRole('tab', { name }).click()
    const pane = (name: string) => page.getByRole('tabpanel', { name })
    await tab('Storage')
    await pane('Storage').getByText('"Bread"').waitFor()
    await tab('Data')
    await pane('Data').getByText('pages/index/index').waitFor()
    await tab('Bridge')
    await pane('Bridge').getByText('→ setStorage').first().waitFor()
    await tab('Nodes')
    await pane('Nodes').getByText('1 of 1 to buy').waitFor()

    const template = path.join(folder, 'pages/index/index.wxml')
    writeFileSync(template, readFileSync(template, 'utf8').replace('to buy', 'to bring home'))
    await program.getByText('1 of 1 to bring home').waitFor()
    await program.getByText('Bread').waitFor()

    // What is broken is told, and what ran goes on.
    writeFileSync(path.join(folder, 'pages/index/index.js'), 'Page({')
    await page
      .getByText(/pages\/index\/index\.js:1/)
      .first()
      .waitFor()
    expect(await program.getByText('Bread').isVisible()).toBe(true)
    await page.close()
  })

  /** Runs the command as a maker does, and answers where the page is. */
  async function serve(): Promise<string> {
    const main = path.join(root, 'apps/cli/src/main.ts')
    child = spawn(process.execPath, ['--import', 'tsx', main, 'program', 'dev', folder], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      const [url] = /http:\/\/localhost:\d+/.exec(line) ?? []
      if (url) return url
    }
    throw new Error('it ended')
  }
})
