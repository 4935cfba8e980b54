import type { SystemInfo } from '@plaza/program-wire'
import { language } from '../i18n.ts'
import { theme } from '../ui/look.ts'

/** The interface that programs may count on, as they compare it. */
const SDK_VERSION = '3.7.0'
/** The capsule, in px from the end and the top of the program's own area. */
const CAPSULE = { width: 87, height: 32, end: 10, top: 6 }
export const BAR_PX = 44

const LANGUAGES = { en: 'en', es: 'es', zh: 'zh_CN' } as const

/** What a program learns of this device: its area, the language, and nothing that would tell two people apart. */
export function systemInfo(area: { width: number; height: number; barless: boolean }): SystemInfo {
  const { width, height } = area
  const left = width - CAPSULE.end - CAPSULE.width
  const top = area.barless ? CAPSULE.top : CAPSULE.top - BAR_PX
  return {
    windowWidth: Math.round(width),
    windowHeight: Math.round(height),
    screenWidth: Math.round(width),
    screenHeight: Math.round(height + (area.barless ? 0 : BAR_PX)),
    pixelRatio: devicePixelRatio,
    statusBarHeight: 0,
    safeArea: { left: 0, right: width, top: 0, bottom: height, width, height },
    language: LANGUAGES[language()],
    theme: isDark() ? 'dark' : 'light',
    fontSizeSetting: Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize)),
    brand: 'Plaza',
    model: 'Web',
    system: 'Web 1.0',
    platform: 'android',
    SDKVersion: SDK_VERSION,
    version: '8.0.50',
    capsule: {
      left,
      right: left + CAPSULE.width,
      top,
      bottom: top + CAPSULE.height,
      width: CAPSULE.width,
      height: CAPSULE.height,
    },
    networkType: navigator.onLine ? 'wifi' : 'none',
  }
}

/** The look chosen in the settings, else the system's. */
export function isDark(): boolean {
  const chosen = theme()
  return chosen === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark'
}
