import { CHROMIUM_ARGS } from '@plaza/testkit'
import { chromium, type Browser } from 'playwright-core'

/** A story looks at each page for a moment: to optimize its scripts, or to draw in a process apart, costs more than it brings. */
const SHORT_LIVED = ['--js-flags=--no-opt --no-maglev', '--in-process-gpu']

/** Starts this Chromium without a window, with more switches if need be. Each context of it is a device of its own. */
export function openChromium(path: string, more: readonly string[] = []): Promise<Browser> {
  return launch(path, [...SHORT_LIVED, ...more])
}

/** The same as people have it, where how fast it is matters. */
export const openFullChromium = (path: string): Promise<Browser> => launch(path, [])

const launch = (path: string, more: readonly string[]): Promise<Browser> =>
  chromium.launch({ executablePath: path, headless: true, args: [...CHROMIUM_ARGS, ...more] })
