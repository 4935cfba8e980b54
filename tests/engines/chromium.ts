import { CHROMIUM_ARGS } from '@plaza/testkit'
import { chromium, type Page } from 'playwright-core'
import { COOKIE, KEY_EVERY_MS, WINDOW, type Driver } from './driver.ts'

/** With what only this one can do, for the story. */
export interface ChromiumDriver extends Driver {
  readonly page: Page
}

/** Chromium by playwright. */
export async function openChromiumDriver(path: string): Promise<ChromiumDriver> {
  const browser = await chromium.launch({ executablePath: path, headless: true, args: [...CHROMIUM_ARGS] })
  const context = await browser.newContext({ viewport: WINDOW, locale: 'en-GB' })
  const page = await context.newPage()
  return {
    page,
    name: `Chromium ${browser.version()}`,
    signIn: (url, value) =>
      context.addCookies([{ name: COOKIE, value, url, httpOnly: true, sameSite: 'Lax' }]).then(() => undefined),
    open: url => page.goto(url).then(() => undefined),
    run: expression => page.evaluate(`(async () => await (${expression}))()`),
    type: text => page.keyboard.type(text, { delay: KEY_EVERY_MS }),
    click: (x, y) => page.mouse.click(x, y),
    [Symbol.asyncDispose]: () => browser.close(),
  }
}
