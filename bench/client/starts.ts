import type { Browser } from 'playwright-core'
import { ask, openTab, signedIn } from './browser.ts'
import { median, round, type Figure } from './figures.ts'
import type { Town } from './town.ts'

const RUNS = 5
const SETTLE_MS = 1_500

interface Start {
  paint: number
  usable: number
  blocked: number
  longest: number
}

/** The first visit of a browser that is signed in, and the next one, which the service worker and the kept chats serve. */
export async function starts(browser: Browser, town: Town): Promise<Figure[]> {
  const cold: Start[] = []
  const warm: Start[] = []
  for (let i = 0; i < RUNS; i++) {
    await using context = await signedIn(browser, town.url, town.lee.token)
    const first = await openTab(context, { cpu: true, network: true })
    await first.page.goto(town.url)
    cold.push(await ask<Start>(first.page, `probes.start(${SETTLE_MS})`))
    await ask(first.page, 'navigator.serviceWorker.ready.then(() => new Promise(done => setTimeout(done, 500)))')
    await first.page.close()
    const again = await openTab(context, { cpu: true })
    await again.page.goto(town.url)
    warm.push(await ask<Start>(again.page, `probes.start(${SETTLE_MS})`))
  }
  const of = (name: string, runs: Start[], key: keyof Start, most: number): Figure => ({
    name,
    value: median(runs.map(run => run[key])),
    unit: 'ms',
    most,
    note: `best ${round(Math.min(...runs.map(run => run[key])))} of ${RUNS}`,
  })
  return [
    of('cold, 4x and slow 4G: first paint', cold, 'paint', 1_200),
    of('cold, 4x and slow 4G: chats usable', cold, 'usable', 1_800),
    of('cold, 4x and slow 4G: total blocking time', cold, 'blocked', 200),
    of('cold, 4x: longest task after the chats are usable', cold, 'longest', 100),
    of('warm with service worker, 4x: chats usable', warm, 'usable', 700),
    of('warm with service worker, 4x: total blocking time', warm, 'blocked', 200),
  ]
}
