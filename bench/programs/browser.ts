import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, CDPSession, Frame, Page } from 'playwright-core'
import { PHONE } from '../client/browser.ts'
import type { CrawledTown } from '#tests/crawl/town.ts'

const probes = fileURLToPath(new URL('./probes.js', import.meta.url))
const MS = 1_000

/** A phone with nothing kept on it, signed in where the city is. */
export async function freshPhone(browser: Browser, town: CrawledTown): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true, locale: 'en-GB' })
  await context.addCookies([
    { name: 'plaza_session', value: town.token, url: town.url, httpOnly: true, sameSite: 'Lax' },
  ])
  await context.addInitScript({ path: probes })
  return context
}

/** The frame that is shown on a page: a cage, or a plain one. */
export async function frameOf(page: Page, selector: string): Promise<Frame> {
  const frame = await (await page.locator(selector).elementHandle())?.contentFrame()
  if (!frame) throw new Error('there is no frame')
  return frame
}

/** CPU of the main threads of a page and of a frame in it, in ms, since they began. */
export interface Meter {
  read(): Promise<{ host: number; frame: number }>
}

export async function meterOf(page: Page, frame: Frame): Promise<Meter> {
  const sessions = [await page.context().newCDPSession(page), await page.context().newCDPSession(frame)]
  for (const session of sessions) await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const [host, inside] = sessions as [CDPSession, CDPSession]
  return { read: async () => ({ host: await taskMs(host), frame: await taskMs(inside) }) }
}

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * MS
}
