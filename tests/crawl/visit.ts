import type { FromFrame, ToFrame } from '@plaza/program-wire'
import type { BrowserContext, Page } from 'playwright-core'
import { Inside } from '../browser/lib/inside.ts'

const PAINTED_WITHIN_MS = 15_000
const LOOK_EVERY_MS = 100
const SETTLED_MS = 500
const TAPS_MAX = 6
const TAP_WAIT_MS = 150

/** What came of one page. */
export interface Visit {
  readonly path: string
  /** Its first frame was drawn and nothing fatal was told. */
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

/** Opens one page of a program through the real host, taps what can be tapped, and tells what happened. */
export async function visit(
  context: BrowserContext,
  at: { url: string; appId: string; path: string; picture?: string },
): Promise<Visit> {
  const page = await context.newPage()
  try {
    await page.addInitScript(LISTEN)
    await page.goto(`${at.url}/mp/${at.appId}/${encodeURIComponent(at.path)}`)
    const painted = await waitForPaint(page, at.path)
    await page.waitForTimeout(SETTLED_MS)
    if (at.picture) await page.screenshot({ path: at.picture })
    const taps = painted ? await tapAround(page) : 0
    const told = await toldBy(page)
    const up = told.flatMap(one => ('up' in one ? [one.up] : []))
    const errors = up.flatMap(one => (one.t === 'error' ? [`${one.kind}: ${one.message}`] : []))
    const fatal = up.some(one => (one.t === 'error' && one.fatal) || one.t === 'ended')
    return {
      path: at.path,
      opened: painted && !fatal,
      errors: [...new Set(errors)],
      unsupported: [...new Set(told.flatMap(unsupportedIn))],
      taps,
    }
  } finally {
    await page.close()
  }
}

/** Until the first frame of a page of the program was drawn: false when something fatal was told instead. */
export async function waitForPaint(page: Page, path: string): Promise<boolean> {
  for (const until = Date.now() + PAINTED_WITHIN_MS; Date.now() < until;) {
    const told = await toldBy(page)
    if (told.some(one => 'up' in one && one.up.t === 'painted' && one.up.path === path)) return true
    if (told.some(one => 'up' in one && one.up.t === 'error' && one.up.fatal)) return false
    await page.waitForTimeout(LOOK_EVERY_MS)
  }
  return false
}

async function tapAround(page: Page): Promise<number> {
  let taps = 0
  try {
    const inside = await Inside.of(page)
    for (const spot of (await inside.tappable()).slice(0, TAPS_MAX)) {
      await inside.touch(spot)
      taps++
      await page.waitForTimeout(TAP_WAIT_MS)
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
