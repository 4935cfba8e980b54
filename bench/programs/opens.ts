import type { Browser } from 'playwright-core'
import { percentile, type Figure } from '../client/figures.ts'
import type { CrawledTown } from '#tests/crawl/town.ts'
import { freshPhone } from './browser.ts'

const SETTLED_MS = 1_000
const TRIES_MAX = 3

/** A program to open, its peer if it has one, and what a warm open may take (min and median). */
export interface Opened {
  readonly name: string
  readonly appId: string
  readonly peer?: string
  readonly bar?: readonly [number, number]
}

interface Times {
  readonly cold: number[]
  readonly warm: number[]
  readonly peer: number[]
}

/** Cold and warm opens of each program and its peer, in turn, each on a phone of its own. */
export async function opens(
  browser: Browser,
  at: { town: CrawledTown; peerUrl: string; rounds: number },
  programs: readonly Opened[],
): Promise<Figure[]> {
  const times = new Map<string, Times>(programs.map(({ name }) => [name, { cold: [], warm: [], peer: [] }]))
  for (let round = 0; round < at.rounds; round++) {
    process.stderr.write(`round ${round + 1} of ${at.rounds}\n`)
    for (const { name, appId, peer } of programs) {
      const { cold, warm, peer: plain } = times.get(name)!
      cold.push(await once(() => openOnce(browser, at.town, appId, false)))
      warm.push(await once(() => openOnce(browser, at.town, appId, true)))
      if (peer) plain.push(await once(() => openPeer(browser, at, peer)))
    }
  }
  return programs.flatMap(({ name, bar }) => {
    const { cold, warm, peer } = times.get(name)!
    return [
      ...pair(`${name}: cold`, cold),
      ...pair(`${name}: warm`, warm, bar),
      ...(peer.length > 0 ? pair(`${name}: plain page in a frame`, peer) : []),
    ]
  })
}

/** A page that reloads itself under the measurement is measured again. */
async function once(measure: () => Promise<number>): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      return await measure()
    } catch (error) {
      if (tries === TRIES_MAX) throw error
    }
  }
}

function pair(name: string, times: readonly number[], bar?: readonly [number, number]): Figure[] {
  return [
    { name: `${name}, min`, value: Math.min(...times), unit: 'ms', ...(bar ? { most: bar[0] } : {}) },
    { name: `${name}, median`, value: percentile(times, 0.5), unit: 'ms', ...(bar ? { most: bar[1] } : {}) },
  ]
}

/** Cold: the app has just been opened and shows its chats. Warm: the list of programs has been read for a moment. */
async function openOnce(browser: Browser, town: CrawledTown, appId: string, warm: boolean): Promise<number> {
  const context = await freshPhone(browser, town)
  try {
    const page = await context.newPage()
    await page.goto(`${town.url}${warm ? '/programs' : '/chats'}`)
    if (warm) await page.evaluate('cageReady()')
    else await page.getByRole('heading').first().waitFor()
    await page.waitForTimeout(SETTLED_MS)
    return await page.evaluate<number>(`openProgram(${JSON.stringify(appId)})`)
  } finally {
    await context.close()
  }
}

async function openPeer(browser: Browser, at: { town: CrawledTown; peerUrl: string }, name: string): Promise<number> {
  const context = await freshPhone(browser, at.town)
  try {
    const page = await context.newPage()
    await page.goto(at.peerUrl)
    await page.waitForTimeout(SETTLED_MS)
    return await page.evaluate<number>(`openPeer(${JSON.stringify(name)})`)
  } finally {
    await context.close()
  }
}
