import type { Browser, Frame, Page } from 'playwright-core'
import { percentile, type Figure } from '../client/figures.ts'
import { Inside } from '#tests/browser/lib/inside.ts'
import type { CrawledTown } from '#tests/crawl/town.ts'
import { frameOf, freshPhone, meterOf, type Meter } from './browser.ts'
import { LIST_EVERY_MS, LIST_SETS, SMALL_EVERY_MS, SMALL_SETS } from './pages.ts'

const AFTER_MS = 1_500
const SCROLL_PX = 8_000
const SCROLL_PX_PER_S = 4_000
const FRAME_MS = 1_000 / 60
/** A frame is late when it comes after one and a half of its time. */
const LATE = 1.5

interface Seen {
  readonly ms: number[]
  host: number
  frame: number
}

interface Stage {
  readonly page: Page
  readonly frame: Frame
  readonly meter: Meter
  press(word: string): Promise<void>
  close(): Promise<void>
}

type At = { town: CrawledTown; peerUrl: string; rounds: number; small: string; list: string }

/** Values and lists set by the program and by the plain page in turn, and the list scrolled. */
export async function sets(browser: Browser, at: At): Promise<Figure[]> {
  const small = await stages(browser, at, 'small')
  const value = await series(at.rounds, small, 'Small', 'small', SMALL_SETS, SMALL_EVERY_MS)
  for (const stage of small) await stage.close()
  const list = await stages(browser, at, 'list')
  const appear = await series(at.rounds, list, 'Appear', 'appear', LIST_SETS, LIST_EVERY_MS)
  const change = await series(at.rounds, list, 'Change', 'change', LIST_SETS, LIST_EVERY_MS)
  const scrolled = await scrolls(at.rounds, list)
  for (const stage of list) await stage.close()
  return [
    ...beside('a small value', value),
    ...beside('1,000 rows come or go', appear),
    ...beside('1,000 rows change', change),
    ...scrolled,
  ]
}

/** The same page as a program and as a plain one. */
async function stages(browser: Browser, at: At, name: 'small' | 'list'): Promise<[Stage, Stage]> {
  return [await programStage(browser, at.town, at[name]), await peerStage(browser, at, name)]
}

async function programStage(browser: Browser, town: CrawledTown, appId: string): Promise<Stage> {
  const context = await freshPhone(browser, town)
  const page = await context.newPage()
  await page.goto(`${town.url}/programs`)
  await page.getByRole('heading').first().waitFor()
  await page.evaluate(`openProgram(${JSON.stringify(appId)})`)
  const inside = await Inside.of(page)
  const frame = await frameOf(page, '.cage.shown iframe')
  return {
    page,
    frame,
    meter: await meterOf(page, frame),
    press: word => inside.tap(word),
    close: () => context.close(),
  }
}

async function peerStage(browser: Browser, at: At, name: string): Promise<Stage> {
  const context = await freshPhone(browser, at.town)
  const page = await context.newPage()
  await page.goto(at.peerUrl)
  await page.evaluate(`openPeer(${JSON.stringify(name)})`)
  const frame = await frameOf(page, 'iframe')
  return {
    page,
    frame,
    meter: await meterOf(page, frame),
    press: word => frame.getByText(word, { exact: true }).click(),
    close: () => context.close(),
  }
}

async function series(
  rounds: number,
  both: readonly [Stage, Stage],
  word: string,
  kind: string,
  count: number,
  everyMs: number,
): Promise<[Seen, Seen]> {
  const seen: [Seen, Seen] = [
    { ms: [], host: 0, frame: 0 },
    { ms: [], host: 0, frame: 0 },
  ]
  for (let round = 0; round < rounds; round++) {
    for (const [index, stage] of both.entries()) {
      const into = seen[index]!
      await stage.page.bringToFront()
      await stage.frame.evaluate('seen = {}')
      const before = await stage.meter.read()
      await stage.press(word)
      await stage.page.waitForTimeout(count * everyMs + AFTER_MS)
      const after = await stage.meter.read()
      into.host += (after.host - before.host) / (rounds * count)
      into.frame += (after.frame - before.frame) / (rounds * count)
      const painted = await stage.frame.evaluate<Record<string, number>>('seen')
      for (const [mark, at] of Object.entries(painted))
        if (mark.startsWith(kind)) into.ms.push(at - Number(mark.slice(kind.length)))
    }
  }
  return seen
}

function beside(name: string, [program, plain]: readonly [Seen, Seen]): Figure[] {
  const one = (who: string, { ms, host, frame }: Seen): Figure[] => [
    {
      name: `${name}, ${who}: call to painted, median`,
      value: percentile(ms, 0.5),
      unit: 'ms',
      note: `min ${Math.min(...ms)}, ${ms.length} times`,
    },
    {
      name: `${name}, ${who}: CPU of host and frame`,
      value: host + frame,
      unit: 'ms',
      note: `host ${host.toFixed(2)}`,
    },
  ]
  return [...one('program', program), ...one('plain', plain)]
}

/** The list from its top and back: frames that came late, the longest, and CPU for each second. */
async function scrolls(rounds: number, both: readonly [Stage, Stage]): Promise<Figure[]> {
  const kept = both.map(() => ({ late: 0, all: 0, longest: [] as number[], cpu: 0, ms: 0 }))
  for (const stage of both) {
    // The last of a series leaves its rows standing.
    await stage.page.bringToFront()
    await stage.page.waitForTimeout(AFTER_MS)
  }
  for (let round = 0; round < rounds; round++) {
    for (const [index, { page, frame, meter }] of both.entries()) {
      const into = kept[index]!
      await page.bringToFront()
      const session = await page.context().newCDPSession(page)
      const before = await meter.read()
      const began = performance.now()
      await frame.evaluate('countFrames()')
      for (const yDistance of [-SCROLL_PX, SCROLL_PX])
        await session.send('Input.synthesizeScrollGesture', {
          x: 195,
          y: 500,
          yDistance,
          speed: SCROLL_PX_PER_S,
          gestureSourceType: 'touch',
        })
      const times = await frame.evaluate<number[]>('framesOver()')
      const after = await meter.read()
      const gaps = times.slice(1).map((time, i) => time - times[i]!)
      into.late += gaps.filter(gap => gap > FRAME_MS * LATE).length
      into.all += gaps.length
      into.longest.push(Math.max(...gaps))
      into.cpu += after.host + after.frame - before.host - before.frame
      into.ms += performance.now() - began
      await session.detach()
    }
  }
  return kept.flatMap(({ late, all, longest, cpu, ms }, index) => {
    const who = index === 0 ? 'program' : 'plain'
    return [
      { name: `scrolling 1,000 rows, ${who}: late frames`, value: (late * 100) / all, unit: '%', note: `of ${all}` },
      { name: `scrolling 1,000 rows, ${who}: longest frame, median`, value: percentile(longest, 0.5), unit: 'ms' },
      { name: `scrolling 1,000 rows, ${who}: CPU`, value: (cpu * 100) / ms, unit: '% of a core' },
    ]
  })
}
