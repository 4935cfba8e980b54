import { existsSync } from 'node:fs'
import { findChromium } from '@plaza/testkit'
import { openChromiumDriver } from './chromium.ts'
import type { Driver } from './driver.ts'
import { openFirefoxDriver } from './firefox.ts'
import { openWebkitDriver } from './webkit.ts'

export type Engine = 'chromium' | 'firefox' | 'webkit'
export const ENGINES: readonly Engine[] = ['chromium', 'firefox', 'webkit']

const FIREFOX = ['/usr/bin/firefox-esr', '/usr/bin/firefox']
const WEBKIT_DRIVER = ['/usr/bin/WebKitWebDriver']
const SCREEN = ['/usr/bin/Xvfb']
const MINI_BROWSER = ['x86_64', 'aarch64'].flatMap(machine =>
  ['4.1', '6.0', '4.0'].flatMap(version => [
    `/usr/lib/${machine}-linux-gnu/webkit2gtk-${version}/MiniBrowser`,
    `/usr/lib/${machine}-linux-gnu/webkitgtk-${version}/MiniBrowser`,
  ]),
)

const first = (paths: readonly string[]) => paths.find(path => existsSync(path))

/** Opens a browser of this engine; undefined when it is not installed. */
export async function openDriver(engine: Engine): Promise<Driver | undefined> {
  if (engine === 'chromium') {
    const path = findChromium()
    return path === undefined ? undefined : openChromiumDriver(path)
  }
  if (engine === 'firefox') {
    const path = first(FIREFOX)
    return path === undefined ? undefined : openFirefoxDriver(path)
  }
  const [driver, browser, screen] = [first(WEBKIT_DRIVER), first(MINI_BROWSER), first(SCREEN)]
  return driver && browser && screen ? openWebkitDriver({ driver, browser, screen }) : undefined
}

/** Debian packages that bring it. */
export const PACKAGES: Readonly<Record<Engine, string>> = {
  chromium: 'chromium',
  firefox: 'firefox-esr',
  webkit: 'webkit2gtk-driver xvfb',
}
