import type { Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { api } from './call.ts'

/** What the machine, its window and the program are: answered from what the host told. */
export function systemApis(program: Program): Record<string, unknown> {
  const { boot } = program
  const windowInfo = (): Dict => {
    const { pixelRatio, screenWidth, screenHeight, windowWidth, windowHeight, statusBarHeight, safeArea } =
      program.system
    return {
      pixelRatio,
      screenWidth,
      screenHeight,
      windowWidth,
      windowHeight,
      statusBarHeight,
      safeArea,
      screenTop: screenHeight - windowHeight,
    }
  }
  const device = (): Dict => {
    const { brand, model, system, platform } = program.system
    return { abi: '', deviceAbi: '', benchmarkLevel: -1, brand, model, system, platform, cpuType: '', memorySize: '0' }
  }
  const base = (): Dict => {
    const { SDKVersion, language, version, theme, fontSizeSetting } = program.system
    const host = { env: 'plaza', appId: '' }
    return {
      SDKVersion,
      enableDebug: false,
      host,
      language,
      version,
      theme,
      fontSizeSetting,
      fontSizeScaleFactor: fontSizeSetting / 16,
    }
  }
  const setting = (): Dict => ({
    bluetoothEnabled: false,
    locationEnabled: true,
    wifiEnabled: true,
    deviceOrientation: 'portrait',
  })
  const authorized = (): Dict => ({
    albumAuthorized: 'authorized',
    bluetoothAuthorized: 'denied',
    cameraAuthorized: 'authorized',
    locationAuthorized: 'authorized',
    locationReducedAccuracy: false,
    microphoneAuthorized: 'authorized',
    notificationAuthorized: 'authorized',
    phoneCalendarAuthorized: 'denied',
  })
  const all = (): Dict => ({ ...device(), ...windowInfo(), ...base(), ...setting(), ...authorized() })
  const account = (): Dict => {
    const { appId, envVersion, version } = boot.account
    return { miniProgram: { appId, envVersion, version: envVersion === 'release' ? version : '' }, plugin: {} }
  }
  const ext = (): Dict => ({ ...boot.extConfig })
  return {
    getSystemInfoSync: all,
    getSystemInfo: api(program, 'getSystemInfo', all),
    getSystemInfoAsync: api(program, 'getSystemInfoAsync', all),
    getWindowInfo: windowInfo,
    getDeviceInfo: device,
    getAppBaseInfo: base,
    getSystemSetting: setting,
    getAppAuthorizeSetting: authorized,
    getAccountInfoSync: account,
    getExtConfigSync: ext,
    getExtConfig: api(program, 'getExtConfig', () => ({ extConfig: ext() })),
    getLaunchOptionsSync: () => program.app.launchOptions,
    getEnterOptionsSync: () => program.app.enter,
    getApiCategory: () => 'default',
    getRendererUserAgent: api(program, 'getRendererUserAgent', () => ({ userAgent: 'Plaza' })),
    getSkylineInfoSync: () => ({ isSupported: false, version: '', reason: 'not supported' }),
    getSkylineInfo: api(program, 'getSkylineInfo', () => ({
      isSupported: false,
      version: '',
      reason: 'not supported',
    })),
    getDeviceBenchmarkInfo: api(program, 'getDeviceBenchmarkInfo', () => ({ benchmarkLevel: -1, modelLevel: 0 })),
    getMenuButtonBoundingClientRect: () => ({ ...program.system.capsule }),
    getNetworkType: api(program, 'getNetworkType', () => ({
      networkType: program.system.networkType,
      hasSystemProxy: false,
    })),
    getBatteryInfoSync: () => ({ level: 100, isCharging: true, isLowPowerModeEnabled: false }),
    getExptInfoSync: () => ({}),
    checkIsOpenAccessibility: api(program, 'checkIsOpenAccessibility', () => ({ open: false })),
    getPerformance: () => ({
      getEntries: () => [],
      getEntriesByName: () => [],
      getEntriesByType: () => [],
      setBufferSize: () => undefined,
      createObserver: () => ({ observe: () => undefined, disconnect: () => undefined, supportedEntryTypes: [] }),
    }),
  }
}
