import { ApiFault } from '../host.ts'
import { bytesOf, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { api, hostApi, inert, unsupported, type Api } from './call.ts'
import { canvasContext } from './canvas-legacy.ts'
import { fromBase64, toBase64 } from './text.ts'

/** Names that the host does with the documented options. */
const BY_HOST = (
  'login checkSession authorize getSetting openSetting getUserInfo getUserProfile requestPayment requestMerchantTransfer requestSubscribeMessage ' +
  'requirePrivacyAuthorize getPrivacySetting openPrivacyContract showShareMenu hideShareMenu updateShareMenu ' +
  'setClipboardData getClipboardData chooseImage chooseMedia chooseVideo chooseMessageFile previewImage previewMedia ' +
  'openDocument getImageInfo compressImage getLocation getFuzzyLocation chooseLocation openLocation chooseAddress ' +
  'choosePoi chooseInvoiceTitle openCustomerServiceChat startLocationUpdate stopLocationUpdate scanCode makePhoneCall vibrateShort vibrateLong ' +
  'getBatteryInfo getScreenBrightness setKeepScreenOn openEmbeddedMiniProgram navigateBackMiniProgram exitMiniProgram restartMiniProgram'
).split(' ')

export function hostApis(program: Program): Record<string, Api> {
  return Object.fromEntries(BY_HOST.map(name => [name, hostApi(program, name)]))
}

/** `wx.onX` and `wx.offX` for what the documentation lists; events that never come are simply never told. */
export function listeners(program: Program, names: readonly string[]): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const name of names) {
    out[`on${name}`] = (listener: (...args: readonly unknown[]) => void) => program.bus.on(name, listener)
    out[`off${name}`] = (listener?: (...args: readonly unknown[]) => void) => program.bus.off(name, listener)
  }
  return out
}

/** Small things: updates, logs, coding, permissions to watch, clouds that are not there. */
export function miscApis(program: Program): Record<string, unknown> {
  const update = {
    onCheckForUpdate: (told: (res: Dict) => void) =>
      setTimeout(() => program.errors.guard('onCheckForUpdate', () => told({ hasUpdate: false })), 0),
    onUpdateReady: (told: () => void) => program.bus.on('UpdateReady', told),
    onUpdateFailed: (told: () => void) => program.bus.on('UpdateFailed', told),
    applyUpdate: () => program.host.tell('applyUpdate'),
  }
  const log =
    (level: 'debug' | 'log' | 'info' | 'warn' | 'error') =>
    (...args: readonly unknown[]) =>
      program.post({ t: 'log', level, text: args.map(String).join(' ') })
  const logger = { debug: log('debug'), log: log('log'), info: log('info'), warn: log('warn'), error: log('error') }
  const realtime = {
    ...logger,
    setFilterMsg: () => undefined,
    addFilterMsg: () => undefined,
    in: () => realtime,
    tag: () => realtime,
  }
  program.host.task((_kind, detail) => program.bus.emit('LocationChange', detail), 'location')
  return {
    getUpdateManager: () => update,
    getLogManager: () => logger,
    getRealtimeLogManager: () => realtime,
    reportEvent: (eventId: unknown, data: unknown) => program.host.tell('reportEvent', { eventId, data }),
    reportAnalytics: (eventId: unknown, data: unknown) => program.host.tell('reportEvent', { eventId, data }),
    reportMonitor: () => undefined,
    reportPerformance: () => undefined,
    setEnableDebug: api(program, 'setEnableDebug', () => undefined),
    arrayBufferToBase64: (bytes: unknown) => toBase64(bytesOf(bytes) ?? new ArrayBuffer(0)),
    base64ToArrayBuffer: (text: unknown) => fromBase64(String(text)),
    getRandomValues: api(program, 'getRandomValues', ({ length }) => ({
      randomValues: crypto.getRandomValues(new Uint8Array(Math.min(65_536, Number(length) || 0))).buffer,
    })),
    requestIdleCallback: (work: (deadline: Dict) => void) =>
      setTimeout(
        () => program.errors.guard('requestIdleCallback', () => work({ timeRemaining: () => 10, didTimeout: false })),
        1,
      ),
    cancelIdleCallback: (id: number) => clearTimeout(id),
    saveImageToPhotosAlbum: hostApi(program, 'saveImageToPhotosAlbum'),
    saveVideoToPhotosAlbum: hostApi(program, 'saveVideoToPhotosAlbum'),
    saveFileToDisk: hostApi(program, 'saveFileToDisk'),
    onNeedPrivacyAuthorization: () => undefined,
    cloud: cloud(program),
    env: { USER_DATA_PATH: 'wxfile://usr' },
    createRewardedVideoAd: () => ad(),
    createInterstitialAd: () => ad(),
    createWorker: () => inert(),
    getUserCryptoManager: () => inert(),
    getNFCAdapter: () => inert(),
    createUDPSocket: () => inert(),
    createTCPSocket: () => inert(),
    createInferenceSession: () => inert(),
    createVKSession: () => inert(),
    createBLEPeripheralServer: unsupported(program, 'createBLEPeripheralServer'),
    createCacheManager: () => inert(),
    createGlobalPayment: () => inert(),
    getXrFrameSystem: () => inert(),
    isVKSupport: () => false,
    isBluetoothDevicePaired: unsupported(program, 'isBluetoothDevicePaired'),
    canAddSecureElementPass: unsupported(program, 'canAddSecureElementPass'),
    worklet: worklet(),
    router: { addRouteBuilder: () => undefined, removeRouteBuilder: () => undefined, getRouteContext: () => undefined },
    createContext: () => canvasContext(program, () => undefined),
    getChatForwardMaterials: unsupported(program, 'getChatForwardMaterials'),
    preloadAssets: api(program, 'preloadAssets', () => undefined),
    preloadWebview: api(program, 'preloadWebview', () => undefined),
    preloadSkylineView: api(program, 'preloadSkylineView', () => undefined),
    openUrl: unsupported(program, 'openUrl'),
    checkIsAddedToMyMiniProgram: api(program, 'checkIsAddedToMyMiniProgram', () => ({ added: false })),
    setVisualEffectOnCapture: api(program, 'setVisualEffectOnCapture', () => undefined),
    setInnerAudioOption: api(program, 'setInnerAudioOption', () => undefined),
    getAvailableAudioSources: api(program, 'getAvailableAudioSources', () => ({ audioSources: [] })),
  }
}

/** Advertisements do not exist: they say that none came. */
function ad(): Dict {
  const listeners: Record<string, ((detail: Dict) => void)[]> = {}
  const fault = { errCode: 1004, errMsg: 'no advertisement' }
  const out: Dict = {
    load: () => Promise.reject(fault),
    show: () => Promise.reject(fault),
    destroy: () => undefined,
  }
  for (const name of ['Load', 'Error', 'Close']) {
    out[`on${name}`] = (listener: (detail: Dict) => void) => {
      ;(listeners[name] ??= []).push(listener)
      if (name === 'Error') setTimeout(() => listener(fault), 0)
    }
    out[`off${name}`] = () => (listeners[name] = [])
  }
  return out
}

/** Clouds of the other house are not here: every call fails as documented, and nothing throws. */
function cloud(program: Program): unknown {
  const fail = (name: string) =>
    api(program, `cloud.${name}`, () => {
      throw new ApiFault(`cloud.${name}:fail not supported`, -1)
    })
  const chain = (name: string): unknown =>
    new Proxy(() => undefined, {
      get: (_target, key) => {
        if (key === 'then' || typeof key === 'symbol') return undefined
        if (/^(get|add|update|set|remove|count|watch|end)$/.test(key)) return fail(`${name}.${key}`)
        return chain(`${name}.${key}`)
      },
      apply: () => chain(name),
    })
  const out: Dict = {
    init: () => undefined,
    database: () => chain('database'),
    DYNAMIC_CURRENT_ENV: Symbol('env'),
    CloudID: inert(),
  }
  for (const name of ['callFunction', 'uploadFile', 'downloadFile', 'deleteFile', 'getTempFileURL', 'callContainer'])
    out[name] = fail(name)
  for (const name of ['uploadFile', 'downloadFile']) {
    const run = out[name] as Api
    out[name] = (options: unknown) =>
      Object.assign(run(options) ?? {}, { abort: () => undefined, onProgressUpdate: () => undefined })
  }
  // `new wx.cloud.Cloud()` gives another of the same.
  out['Cloud'] = function Cloud(): Dict {
    return out
  }
  return out
}

/** The other renderer is absent; programs that ask for its values get plain ones. */
function worklet(): Dict {
  const shared = (value: unknown) => ({ value })
  const same = (value: unknown) => value
  return {
    shared,
    derived: (make: () => unknown) => ({ get value() { return make() } }),
    timing: same,
    spring: same,
    decay: same,
    sequence: same,
    repeat: same,
    delay: (_ms: unknown, value: unknown) => value,
    runOnUI: (work: unknown) => work,
    runOnJS: (work: unknown) => work,
    cancelAnimation: () => undefined,
    scrollViewContext: { scrollTo: () => undefined },
    Easing: inert(),
  } // prettier-ignore
}
