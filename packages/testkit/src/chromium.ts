import { existsSync } from 'node:fs'

/** A shell without windows first: it does the same with less. */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
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
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  // A process for each site, as every desktop has it: a shell without a window would not.
  '--site-per-process',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The Chromium of this machine, if there is one: `CHROMIUM_PATH`, or where systems put it. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined) return existsSync(named) ? named : undefined
  return PLACES.find(path => existsSync(path))
}
