import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openChromium } from './chromium.ts'
import { AT_ONCE, PHONE, PICTURE_BYTES_MAX, PICTURE_QUALITIES, SCRIPT_HEAP_MB_MAX } from './limits.ts'
import { LISTEN, visit, type Visit } from './visit.ts'

/** What is to be crawled, by whom and with what. */
export interface CrawlOrder {
  /** The city, as browsers reach it. */
  readonly url: string
  /** Session of whoever looks. */
  readonly token: string
  readonly appId: string
  readonly pages: readonly string[]
  /** Where Chromium is, and whether its own sandbox is on. */
  readonly chromium: string
  readonly sandbox: boolean
  /** The only hosts that the browser finds; all where there are none. */
  readonly hosts?: readonly string[]
  readonly atOnce?: number
}

/** A page as it was found: what happened, and how it looked before anything was touched (JPEG). */
export interface Crawled extends Visit {
  readonly picture?: Uint8Array
}

/** Opens each page through the real host, one after the other in a few tabs, and tells of each as soon as it is known. */
export async function crawl(order: CrawlOrder, tell: (page: Crawled) => void): Promise<void> {
  const browser = await openChromium(order.chromium, { sandbox: order.sandbox, more: narrowed(order.hosts) })
  try {
    const context = await deviceOf(browser, order)
    const waiting = [...order.pages]
    await Promise.all(Array.from({ length: order.atOnce ?? AT_ONCE }, () => visitAll(context, order, waiting, tell)))
  } finally {
    await browser.close()
  }
}

/** A page that got out of everything else would still find nobody but the city. */
function narrowed(hosts: readonly string[] = []): string[] {
  const heap = `--js-flags=--max-old-space-size=${SCRIPT_HEAP_MB_MAX}`
  if (hosts.length === 0) return [heap]
  return [heap, `--host-resolver-rules=MAP * ~NOTFOUND, ${hosts.map(host => `EXCLUDE ${host}`).join(', ')}`]
}

/** A phone of somebody who is signed in, with a wire-tap between the host and the cage. */
async function deviceOf(browser: Browser, { url, token }: CrawlOrder): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: PHONE,
    isMobile: true,
    hasTouch: true,
    locale: 'en-GB',
    serviceWorkers: 'block',
  })
  const secure = url.startsWith('https:')
  await context.addCookies([{ name: 'plaza_session', value: token, url, httpOnly: true, secure, sameSite: 'Lax' }])
  await context.addInitScript(LISTEN)
  return context
}

/** A visit that breaks leaves the next one a new tab. */
async function visitAll(
  context: BrowserContext,
  { url, appId }: CrawlOrder,
  waiting: string[],
  tell: (page: Crawled) => void,
): Promise<void> {
  let tab = await context.newPage()
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    let picture: Uint8Array | undefined
    const look = async (page: Page) => void (picture = await pictureOf(page))
    const at = { url, appId, path, look }
    const seen = await visit(tab, at).catch(async (error: unknown): Promise<Visit> => {
      await tab.close()
      tab = await context.newPage()
      return { path: at.path, opened: false, errors: [`visit: ${String(error)}`], unsupported: [], taps: 0 }
    })
    tell({ ...seen, ...(picture ? { picture } : {}) })
  }
}

async function pictureOf(page: Page): Promise<Uint8Array | undefined> {
  for (const quality of PICTURE_QUALITIES) {
    const picture = await page.screenshot({ type: 'jpeg', quality })
    if (picture.byteLength <= PICTURE_BYTES_MAX) return picture
  }
  return undefined
}
