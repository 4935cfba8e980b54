import { CHROMIUM_ARGS } from '@plaza/testkit'
import { chromium, type Browser } from 'playwright-core'

/** Starts this Chromium without a window, with more switches if need be. Each context of it is a device of its own. */
export function openChromium(path: string, more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: path, headless: true, args: [...CHROMIUM_ARGS, ...more] })
}
