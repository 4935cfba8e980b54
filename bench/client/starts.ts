import type { Browser } from 'playwright-core'
import { beside } from './beside.ts'
import { ask, openTab, signedIn } from './browser.ts'
import { median, round, type Figure } from './figures.ts'
import type { Reference } from './reference/serve.ts'
import type { Town } from './town.ts'

const RUNS = 5
const SETTLE_MS = 1_500

interface Start {
  paint: number
  usable: number
  blocked: number
  longest: number
}

/** The first visit of a browser that is signed in, the next one, which the service worker and the kept chats serve, and one without a network. */
export async function starts(browser: Browser, town: Town, reference: Reference): Promise<Figure[]> {
  const ours = { cold: [] as Start[], warm: [] as Start[], offline: [] as Start[] }
  const theirs = { cold: [] as Start[], warm: [] as Start[] }
  for (let i = 0; i < RUNS; i++) {
    await visit(browser, town, reference.url, theirs)
    await visit(browser, town, town.url, ours)
  }
  const of = (name: string, which: keyof typeof ours, key: keyof Start, most: number): Figure[] => {
    const value = median(ours[which].map(run => run[key]))
    const note = `best ${round(Math.min(...ours[which].map(run => run[key])))} of ${RUNS}`
    const figure = { name, value, unit: 'ms', most, note }
    // The reference page blocks nothing.
    if (which === 'offline' || (key !== 'paint' && key !== 'usable')) return [figure]
    return beside(figure, median(theirs[which].map(run => run[key])))
  }
  return [
    ...of('cold, 4x and slow 4G: first paint', 'cold', 'paint', 1_200),
    ...of('cold, 4x and slow 4G: chats usable', 'cold', 'usable', 1_800),
    ...of('cold, 4x and slow 4G: total blocking time', 'cold', 'blocked', 200),
    ...of('cold, 4x: longest task after the chats are usable', 'cold', 'longest', 100),
    ...of('warm with service worker, 4x: chats usable', 'warm', 'usable', 700),
    ...of('warm with service worker, 4x: total blocking time', 'warm', 'blocked', 200),
    ...of('without a network, 4x: chats usable', 'offline', 'usable', 1_000),
  ]
}

type Visits = Record<'cold' | 'warm', Start[]> & { readonly offline?: Start[] }

/** A browser's first visit over a slow line, its second with all it has kept, and its third with that alone. */
async function visit(browser: Browser, town: Town, url: string, into: Visits): Promise<void> {
  await using context = await signedIn(browser, town.url, town.lee.token)
  const first = await openTab(context, { cpu: true, network: true })
  await first.page.goto(url)
  into.cold.push(await ask<Start>(first.page, `probes.start(${SETTLE_MS})`))
  if (url === town.url)
    await ask(first.page, 'navigator.serviceWorker.ready.then(() => new Promise(done => setTimeout(done, 500)))')
  await first.page.close()
  const again = await openTab(context, { cpu: true })
  await again.page.goto(url)
  into.warm.push(await ask<Start>(again.page, `probes.start(${SETTLE_MS})`))
  if (!into.offline) return
  await again.page.close()
  await context.setOffline(true)
  const alone = await openTab(context, { cpu: true })
  await alone.page.goto(url)
  into.offline.push(await ask<Start>(alone.page, `probes.start(${SETTLE_MS})`))
}
