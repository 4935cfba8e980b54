import { CHROMIUM_ARGS as ARGS, findChromium as find, findWholeChromium as findWhole } from '@plaza/program-crawl'

/** Without a window, a graphics card, or calls to anybody; nor a sandbox of its own, which tests in a container cannot have. */
export const CHROMIUM_ARGS: readonly string[] = [...ARGS, '--no-sandbox']

/** The Chromium of this machine, if there is one: `CHROMIUM_PATH`, or where systems put it. */
export const findChromium = (): string | undefined => find(process.env['CHROMIUM_PATH'])

/** One that shows notifications, which a shell without windows does not. */
export const findWholeChromium = (): string | undefined => findWhole(process.env['CHROMIUM_PATH'])
