import type { Browser } from 'playwright-core'
import { ask, openTab, signedIn } from './browser.ts'
import { LONG_CHAT_MESSAGES, type Town } from './town.ts'
import type { Figure } from './figures.ts'

export const STEP_PX = 60
export const FRAMES = 240
const READ = 5_000
const REST_MS = 500
const MB = 1024 * 1024

export interface Scrolled {
  frames: number
  off: number
  worst: number
  blank: number
  stopped: number
  longest: number
}
export interface Read extends Pick<Scrolled, 'frames' | 'off' | 'blank' | 'worst'> {
  seen: number
  most: number
}

/** The chat of 100,000 messages: does a bubble ever move by itself while one scrolls up, and what does it all take? */
export async function scroll(browser: Browser, town: Town): Promise<Figure[]> {
  await using context = await signedIn(browser, town.url, town.lee.token)
  const { page, cdp } = await openTab(context)
  await page.goto(`${town.url}/chats/${town.lee.long}`)
  await page.locator('.line[data-q]').last().waitFor()
  await page.waitForTimeout(1_000)
  const up = await ask<Scrolled>(page, `probes.scrollUp(${STEP_PX}, ${FRAMES})`)
  const read = await ask<Read>(page, `probes.readUp(${READ}, ${REST_MS})`)
  await cdp.send('HeapProfiler.enable')
  await cdp.send('HeapProfiler.collectGarbage')
  const heap = await cdp.send('Runtime.getHeapUsage')
  const chat = `chat of ${LONG_CHAT_MESSAGES / 1000}k`
  return [
    {
      name: `${chat}: frames with a bubble off by > 2 px`,
      value: up.off,
      unit: `/ ${up.frames}`,
      most: 0,
      note: `worst ${Math.round(up.worst)} px`,
    },
    {
      name: `${chat}: blank frames`,
      value: up.blank,
      unit: `/ ${up.frames}`,
      most: 0,
      note: `at the edge ${up.stopped}, longest frame ${Math.round(up.longest)} ms`,
    },
    { name: `${chat}: flings of 240 px a frame, frames off`, value: read.off, unit: `/ ${read.frames}` },
    { name: `${chat}: flings, blank frames`, value: read.blank, unit: `/ ${read.frames}` },
    { name: `${chat}: DOM elements after ${read.seen} messages seen`, value: read.most, unit: '', most: 6_000 },
    { name: `${chat}: heap after ${read.seen} messages seen`, value: heap.usedSize / MB, unit: 'MB', most: 40 },
  ]
}
