import { existsSync } from 'node:fs'
import type { Browser } from 'playwright-core'

/** It does the same with less, but shows no notifications. */
const SHELL = '/usr/bin/chromium-headless-shell'
const WHOLE = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
]

/**
 * What Playwright switches off, as only the last such list counts, and then the suggestions under the address: they are
 * pages of the browser's own, drawn anew at each navigation for a quarter of its cost.
 */
const DISABLED = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxPopup',
]

/** Without a window, a graphics card, or calls to anybody. */
export const CHROMIUM_ARGS: readonly string[] = [
  `--disable-features=${DISABLED.join(',')}`,
  '--disable-gpu',
  '--disable-quic',
  // A process for each site, as every desktop has it: a shell without a window would not.
  '--site-per-process',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The Chromium of this machine, if there is one: the one that is named, or where systems put it. */
export function findChromium(named?: string): string | undefined {
  if (named !== undefined) return existsSync(named) ? named : undefined
  return [SHELL, ...WHOLE].find(path => existsSync(path))
}

/** As `findChromium`, but one with windows. */
export function findWholeChromium(named?: string): string | undefined {
  const found = findChromium(named)
  return found?.endsWith('headless-shell') ? WHOLE.find(path => existsSync(path)) : found
}

/** What Chromium says where it gets no sandbox of its own: as the superuser, or without user namespaces. */
const NO_SANDBOX = /No usable sandbox|Running as root without --no-sandbox/

/** Whether a Chromium did not start because this machine gives it no sandbox. */
export const isNoSandbox = (error: unknown): boolean => NO_SANDBOX.test(String(error))

/** Whether this Chromium starts here with its own sandbox. Throws where it does not start for another reason. */
export async function hasSandbox(path: string): Promise<boolean> {
  try {
    await (await openChromium(path, { sandbox: true })).close()
    return true
  } catch (error) {
    if (isNoSandbox(error)) return false
    throw error
  }
}

/**
 * Starts this Chromium without a window. Each context of it is a device of its own. `sandbox`: the browser's own, which keeps
 * a page that broke out of its process away from the machine; it does not start for the superuser.
 */
export async function openChromium(
  path: string,
  { sandbox, more = [] }: { sandbox: boolean; more?: readonly string[] },
): Promise<Browser> {
  // It takes a while to load, and most who look for a Chromium never start one.
  const { chromium } = await import('playwright-core')
  const args = [...CHROMIUM_ARGS, ...(sandbox ? [] : ['--no-sandbox']), ...more]
  return chromium.launch({ executablePath: path, headless: true, chromiumSandbox: sandbox, args })
}
