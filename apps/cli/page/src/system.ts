import type { SystemInfo } from '@plaza/program-wire'

/** The capsule, in px from the end and the top of the program's own area; the bar above it. */
const CAPSULE = { width: 87, height: 32, end: 10, top: 6 }
const BAR_PX = 44

/** What the program learns of its device: a phone of the size that the page draws. */
export function systemInfo({
  width,
  height,
  barless,
}: {
  width: number
  height: number
  barless: boolean
}): SystemInfo {
  const left = width - CAPSULE.end - CAPSULE.width
  const top = barless ? CAPSULE.top : CAPSULE.top - BAR_PX
  const whole = { left: 0, right: width, top: 0, bottom: height, width, height }
  const { width: wide, height: high } = CAPSULE
  return {
    windowWidth: width,
    windowHeight: height,
    screenWidth: width,
    screenHeight: height + (barless ? 0 : BAR_PX),
    pixelRatio: devicePixelRatio,
    statusBarHeight: 0,
    safeArea: whole,
    language: 'en',
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    fontSizeSetting: 16,
    brand: 'Plaza',
    model: 'Web',
    system: 'Web 1.0',
    platform: 'devtools',
    SDKVersion: '3.7.0',
    version: '8.0.50',
    capsule: { left, right: left + wide, top, bottom: top + high, width: wide, height: high },
    networkType: 'wifi',
  }
}
