import { BUILT_IN_COMPONENTS } from '@plaza/program-wire'
import type { Caller } from '../caller-base.ts'
import { isDict, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { createAnimation } from './animation.ts'
import { api, unsupported } from './call.ts'
import { canvasesRead, createImage, offscreenCanvas } from './canvas.ts'
import { canvasApis } from './canvas-legacy.ts'
import { Files, fileSystem } from './files.ts'
import { mediaApis } from './media.ts'
import { hostApis, listeners, miscApis } from './misc.ts'
import { networkApis } from './network.ts'
import { intersectionObserver, mediaQueryObserver } from './observers.ts'
import { SelectorQuery } from './query.ts'
import { loadSubpackage, routeApis } from './route.ts'
import { storageApis } from './storage.ts'
import { systemApis } from './system.ts'
import { uiApis } from './ui.ts'

/** Events that the runtime tells. */
const TOLD = (
  'AppShow AppHide Error UnhandledRejection PageNotFound ThemeChange WindowResize NetworkStatusChange MemoryWarning UserCaptureScreen ' +
  'LocationChange'
).split(' ')

/** Makes `wx`: what is built, and for the rest of the documented names functions that say they are not supported. */
export function makeWx(program: Program): Dict {
  const files = new Files(program)
  canvasesRead(program, files)
  let manager: Dict | undefined
  const getFileSystemManager = () => (manager ??= fileSystem(program, files))
  const built: Dict = {
    ...listeners(program, TOLD),
    ...hostApis(program),
    ...miscApis(program),
    ...mediaApis(program),
    ...canvasApis(program),
    ...systemApis(program),
    ...storageApis(program),
    ...uiApis(program),
    ...routeApis(program),
    ...networkApis(program, files),
    loadSubpackage: loadSubpackage(program),
    getFileSystemManager,
    createAnimation,
    createOffscreenCanvas: (...args: readonly unknown[]) => offscreenCanvas(program, args),
    createImage: () => createImage(program),
    createSelectorQuery: () => new SelectorQuery(program),
    createIntersectionObserver: (component: unknown, options?: unknown) =>
      intersectionObserver(program, isCaller(component) ? component : undefined, isDict(options) ? options : {}),
    createMediaQueryObserver: () => mediaQueryObserver(program),
    postMessageToReferrerPage: api(program, 'postMessageToReferrerPage', () => undefined),
  }
  for (const name of ['saveFile', 'getSavedFileList', 'removeSavedFile', 'getFileInfo']) {
    built[name] = (options: unknown) => (getFileSystemManager()[name] as (options: unknown) => unknown)(options)
  }
  const real = new Set(Object.keys(built))
  for (const name of program.boot.manifest.documented ?? []) {
    if (name in built) continue
    if (/^(on|off)[A-Z]/.test(name)) Object.assign(built, listeners(program, [name.replace(/^(on|off)/, '')]))
    else built[name] = name.endsWith('Sync') ? () => ({}) : unsupported(program, name)
  }
  built['canIUse'] = (schema: unknown) => canIUse(real, String(schema))
  return built
}

function isCaller(value: unknown): value is Caller {
  return isDict(value) && '_$' in value
}

/** Components that are drawn as empty boxes, and functions that answer but do nothing. */
const NOT_BUILT = new Set(
  (
    'live-player live-pusher ad ad-custom official-account voip-room channel-live channel-video camera store-home store-product ' +
    'functional-page-navigator open-data createRewardedVideoAd createInterstitialAd createWorker getUserCryptoManager getNFCAdapter ' +
    'createUDPSocket createTCPSocket createInferenceSession createVKSession createBLEPeripheralServer createCacheManager ' +
    'createGlobalPayment getXrFrameSystem isVKSupport createWebAudioContext createMediaAudioPlayer ' +
    'createVideoDecoder createMediaRecorder createMediaContainer cloud worklet createCameraContext createLivePlayerContext ' +
    'isBluetoothDevicePaired canAddSecureElementPass openUrl getChatForwardMaterials ' +
    'createLivePusherContext'
  ).split(' '),
)

/** Honest: true for what is built. Of attributes and options only the API or component they belong to is known. */
function canIUse(built: ReadonlySet<string>, schema: string): boolean {
  const name = schema.split('.')[0] ?? ''
  return !NOT_BUILT.has(name) && (built.has(name) || BUILT_IN_COMPONENTS.has(name))
}
