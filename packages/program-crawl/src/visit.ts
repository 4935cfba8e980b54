import type { FromFrame, ToFrame } from '@plaza/program-wire'
import type { Page } from 'playwright-core'
import { Inside } from './inside.ts'
import { TOLD_LENGTH_MAX, TOLD_MAX } from './limits.ts'

const PAINTED_WITHIN_MS = 30_000
const LOOK_EVERY_MS = 20
/** A program that shows another of its pages for so long has led there, as to a page where one signs in. */
const LED_MS = 3_000
/** It has settled when nothing was told for so long, and is looked at in any case after so long. */
const QUIET_MS = 200
const SETTLED_MS_MAX = 1_000
const TAPS_MAX = 6
const TAP_QUIET_MS = 60
const TAP_MS_MAX = 300

/** What came of one page. */
export interface Visit {
  readonly path: string
  /** Its first frame was drawn, or that of the page to which it led, and nothing fatal was told. */
  readonly opened: boolean
  readonly errors: string[]
  readonly unsupported: string[]
  readonly taps: number
}

export type Told = { up: FromFrame } | { down: ToFrame }

/** Hears what goes between the host and the cage, as a wire-tap: the app itself has no door for this. */
export const LISTEN = `if (window.top === window) {
  window.told = []
  const keep = told => { try { window.told.push(JSON.parse(JSON.stringify(told))) } catch {} }
  const post = MessagePort.prototype.postMessage
  MessagePort.prototype.postMessage = function (message, ...rest) {
    if (message && message.t === 'reply') keep({ down: message })
    return post.call(this, message, ...rest)
  }
  const listen = MessagePort.prototype.addEventListener
  MessagePort.prototype.addEventListener = function (type, heard, ...rest) {
    return listen.call(this, type, event => {
      if (event.data && ['error', 'painted', 'ended', 'call'].includes(event.data.t)) keep({ up: { ...event.data, args: undefined } })
      return heard(event)
    }, ...rest)
  }
}`

/**
 * Opens one page of a program through the real host, in a tab that listens, lets it be looked at, taps what can be tapped, and
 * tells what happened.
 */
export async function visit(
  page: Page,
  at: { url: string; appId: string; path: string; look?: (page: Page) => Promise<void> },
): Promise<Visit> {
  await page.goto(`${at.url}/mp/${at.appId}/${encodeURIComponent(at.path)}`)
  const painted = await waitForPaint(page, at.path)
  await quiet(page, QUIET_MS, SETTLED_MS_MAX)
  await at.look?.(page)
  const taps = painted ? await tapAround(page) : 0
  const told = await toldBy(page)
  const up = told.flatMap(one => ('up' in one ? [one.up] : []))
  const errors = up.flatMap(one => (one.t === 'error' ? [`${one.kind}: ${one.message}`] : []))
  const fatal = up.some(one => (one.t === 'error' && one.fatal) || one.t === 'ended')
  return {
    path: at.path,
    opened: painted && !fatal,
    errors: few(errors),
    unsupported: few(told.flatMap(unsupportedIn)),
    taps,
  }
}

/** Each once, and no more of it than somebody reads. */
const few = (texts: readonly string[]): string[] =>
  [...new Set(texts.map(text => text.slice(0, TOLD_LENGTH_MAX)))].slice(0, TOLD_MAX)

/** Until the first frame of a page was drawn, or the program led to another: false when something fatal was told instead. */
export async function waitForPaint(page: Page, path: string): Promise<boolean> {
  const painted = `told.some(one => one.up?.t === 'painted' && one.up.path === ${JSON.stringify(path)})`
  const over = `told.some(one => (one.up?.t === 'error' && one.up.fatal) || one.up?.t === 'ended')`
  return page.evaluate<boolean>(`new Promise(done => {
    const began = performance.now()
    let other = Infinity
    const look = () => {
      if (other === Infinity && told.some(one => one.up?.t === 'painted')) other = performance.now()
      const seen = ${painted} || performance.now() - other > ${LED_MS}
      if (seen || ${over} || performance.now() - began > ${PAINTED_WITHIN_MS}) done(seen)
      else setTimeout(look, ${LOOK_EVERY_MS})
    }
    look()
  })`)
}

/** Until nothing was told for `quietMs`, at most `mostMs`. */
const quiet = (page: Page, quietMs: number, mostMs: number): Promise<void> =>
  page.evaluate(`new Promise(done => {
    const began = performance.now()
    let [count, since] = [told.length, began]
    const look = () => {
      const now = performance.now()
      if (told.length !== count) [count, since] = [told.length, now]
      if (now - since >= ${quietMs} || now - began >= ${mostMs}) done()
      else setTimeout(look, ${LOOK_EVERY_MS})
    }
    look()
  })`)

async function tapAround(page: Page): Promise<number> {
  let taps = 0
  try {
    const inside = await Inside.of(page)
    for (const spot of await inside.tappable(TAPS_MAX)) {
      await inside.touch(spot)
      taps++
      await quiet(page, TAP_QUIET_MS, TAP_MS_MAX)
      // What the host put over it is let be.
      await page.evaluate(`document.querySelectorAll('dialog[open]').forEach(one => one.close())`)
    }
  } catch {
    // A page that went away under the finger is not at fault.
  }
  return taps
}

/** What was told since the page was opened. */
export const toldBy = (page: Page): Promise<Told[]> => page.evaluate<Told[]>('told')

function unsupportedIn(told: Told): string[] {
  if (!('down' in told) || told.down.t !== 'reply' || told.down.ok) return []
  return told.down.errMsg.endsWith('not supported') ? [told.down.errMsg.split(':')[0]!] : []
}
