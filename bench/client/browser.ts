import { fileURLToPath } from 'node:url'
import { CHROMIUM_ARGS } from '@plaza/testkit'
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core'

const probes = fileURLToPath(new URL('./probes.js', import.meta.url))
export const PHONE = { width: 390, height: 844 }
/** The slowdown of a cheap phone beside this machine. */
export const SLOW_CPU = 4
/** What Lighthouse calls slow 4G: 150 ms there and back, 1.6 Mbit/s down, 0.75 up. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 750_000 / 8 }

export const openBrowser = (path: string): Promise<Browser> =>
  chromium.launch({ executablePath: path, headless: true, args: [...CHROMIUM_ARGS, '--enable-precise-memory-info'] })

/** A phone on which this person is signed in, with nothing kept on it yet. */
export async function signedIn(browser: Browser, url: string, token: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: PHONE, isMobile: true, hasTouch: true, locale: 'en-GB' })
  context.setDefaultTimeout(60_000)
  await context.addCookies([{ name: 'plaza_session', value: token, url, httpOnly: true, sameSite: 'Lax' }])
  await context.addInitScript({ path: probes })
  return context
}

/** A tab, as slow as asked for. */
export async function openTab(
  context: BrowserContext,
  slow: { cpu?: boolean; network?: boolean } = {},
): Promise<{ page: Page; cdp: CDPSession }> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  await slowDown(cdp, slow)
  return { page, cdp }
}

export async function slowDown(cdp: CDPSession, slow: { cpu?: boolean; network?: boolean }): Promise<void> {
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu ? SLOW_CPU : 1 })
  if (!slow.network) return
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', SLOW_4G)
}

/** Runs an expression in the page; the probes are there as `probes`. */
export const ask = <T>(page: Page, expression: string): Promise<T> => page.evaluate<T>(expression)
