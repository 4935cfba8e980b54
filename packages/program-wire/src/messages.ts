import type { Manifest, StyleSheets, WindowConfig } from './manifest.ts'

/** What the host knows at the start of a program. Times are ms since 1970, lengths CSS px. */
export interface Boot {
  readonly manifest: Manifest
  /** Logic and styles of the packages that the first page needs, main package first. Checked against the manifest by the host. */
  readonly packages: readonly PackageText[]
  readonly launch: Launch
  /** The person's whole storage of this program: key to JSON text of `{ type, data }` as `wx.getStorageSync` gives it back. */
  readonly storage: Readonly<Record<string, string>>
  readonly system: SystemInfo
  readonly account: {
    readonly appId: string
    readonly envVersion: 'develop' | 'trial' | 'release'
    readonly version: string
  }
  /** `scope.*` that were asked before: granted or refused. */
  readonly settings: Readonly<Record<string, boolean>>
  readonly extConfig?: Readonly<Record<string, unknown>>
}

export interface PackageText {
  readonly root: string
  readonly logic: string
  readonly styles: StyleSheets
}

/** Where a program was opened from, as `App.onLaunch` and `onShow` get it. */
export interface Launch {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly scene: number
  readonly shareTicket?: string
  readonly referrerInfo: { readonly appId?: string; readonly extraData?: unknown }
  /** Pages to open again below and on top, for a program that was ended while it rested. The last is on top. */
  readonly resume?: readonly { readonly path: string; readonly query: Readonly<Record<string, string>> }[]
}

/** What `getSystemInfoSync`, `getWindowInfo`, `getDeviceInfo` and `getAppBaseInfo` are made of. */
export interface SystemInfo {
  readonly windowWidth: number
  readonly windowHeight: number
  readonly screenWidth: number
  readonly screenHeight: number
  readonly pixelRatio: number
  readonly statusBarHeight: number
  readonly safeArea: { left: number; right: number; top: number; bottom: number; width: number; height: number }
  readonly language: string
  readonly theme: 'light' | 'dark'
  readonly fontSizeSetting: number
  readonly brand: string
  readonly model: string
  readonly system: string
  readonly platform: string
  readonly SDKVersion: string
  readonly version: string
  /** The capsule, in px of the frame, for `getMenuButtonBoundingClientRect`. */
  readonly capsule: { left: number; right: number; top: number; bottom: number; width: number; height: number }
  readonly networkType: 'wifi' | '4g' | 'unknown' | 'none'
}

/** Host to frame. Everything travels on one MessagePort that the host gives with `{ plaza: 'program' }`. */
export type ToFrame =
  | { t: 'boot'; boot: Boot }
  /** Answer to `call`: `res` is what `success` gets; `errMsg` whole (`login:fail auth deny`), `errno` where documented. */
  | { t: 'reply'; id: number; ok: true; res?: unknown }
  | { t: 'reply'; id: number; ok: false; errMsg: string; errno?: number }
  /** Something happened: see `HostEvent`. */
  | { t: 'event'; event: HostEvent }
  /** Answer to `asset`: the bytes, or null when there are none for this program. */
  | { t: 'asset'; id: number; bytes: ArrayBuffer | null; type: string }
  | { t: 'ping'; n: number }
  /** The window of the program changed. */
  | { t: 'system'; system: SystemInfo }

export type HostEvent =
  | { name: 'show'; launch: Launch }
  | { name: 'hide' }
  /** The person goes back; `delta` pages. */
  | { name: 'back'; delta: number }
  /** A tab of the host's bar was tapped. */
  | { name: 'tab'; index: number }
  /** "Share" in the menu: answered by a call `shareMessage` with what `onShareAppMessage` returned. */
  | { name: 'share'; from: 'menu'; webViewUrl?: string }
  /** "Star this page" in the menu: answered by a call `addToFavorites` with what `onAddToFavorites` returned. */
  | { name: 'favorite'; webViewUrl?: string }
  | { name: 'network'; isConnected: boolean; networkType: string }
  /** Progress, headers, chunks and messages of a running request, download, upload or socket. */
  | { name: 'task'; task: string; kind: string; detail: unknown }
  | { name: 'theme'; theme: 'light' | 'dark' }
  | { name: 'update'; ready: boolean }
  /** Messages of a `web-view` that the host shows over a page. */
  | { name: 'webview'; page: number; kind: 'load' | 'error' | 'message'; detail: unknown }
  | { name: 'memory'; level: number }
  | { name: 'copied' | 'capture' }

/** Frame to host. */
export type FromFrame =
  /** The runtime is loaded and a Worker waits: a frame can be kept warm in this state. */
  | { t: 'ready' }
  /** Something a program asks of its host. Anything may stand here: the host checks. */
  | { t: 'call'; id: number; api: string; args: unknown }
  | { t: 'asset'; id: number; src: string }
  /** The page stack as it is now; the last page is on top. */
  | { t: 'nav'; stack: readonly NavPage[]; tab: NavTab | null }
  /** The first frame of a page is on the screen. */
  | { t: 'painted'; page: number; path: string; nodes: number }
  | { t: 'log'; level: 'debug' | 'log' | 'info' | 'warn' | 'error'; text: string }
  /** An error that nobody in the program caught; `fatal` when its page cannot be shown. */
  | { t: 'error'; kind: 'script' | 'promise' | 'page' | 'load'; message: string; stack: string; fatal: boolean }
  | { t: 'pong'; n: number }
  /** The program broke a limit and was ended by the view. */
  | { t: 'ended'; why: 'operations' | 'nodes' | 'calls' | 'forged' | 'worker' }

export interface NavPage {
  readonly page: number
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly bar: NavBar
  /** Only one page may be there and nothing under it but the program's home: the host draws a house instead of an arrow. */
  readonly home: boolean
  /** `web-view` that covers this page. */
  readonly webView?: string
}

export interface NavBar {
  readonly title: string
  readonly background: string
  readonly front: 'black' | 'white'
  readonly custom: boolean
  readonly loading: boolean
  readonly window: WindowConfig
}

export interface NavTab {
  readonly index: number
  readonly visible: boolean
  readonly color: string
  readonly selectedColor: string
  readonly background: string
  readonly border: 'black' | 'white'
  readonly items: readonly {
    readonly text: string
    readonly icon?: string
    readonly selectedIcon?: string
    readonly badge?: string
    readonly dot: boolean
  }[]
}

/** View to Worker. */
export type ToWorker =
  | { t: 'boot'; boot: Boot }
  | Extract<ToFrame, { t: 'reply' | 'event' | 'ping' | 'system' }>
  | { t: 'ui'; events: readonly UiEvent[] }
  | { t: 'answer'; request: number; results: readonly unknown[] }
  | { t: 'observed'; observer: number; node: number; detail: unknown }
  | { t: 'canvas'; request: number; canvas: unknown; width: number; height: number }
  /** The page is on the screen after these operations; runs `ready` and `onReady`. */
  | { t: 'painted'; page: number }

/**
 * An event on a node, as components and bare elements make them: `tap`, `touchstart`, `input`, `change`, `scroll`, `model` … The view
 * tells one when the node or, for one that bubbles, a box around it listens. Always told, for the Worker itself: `plaza:navigate` (a
 * `navigator` was tapped: its attributes), `plaza:open` (a `button` with an `openType`: its attributes), and on the root node of a
 * page `pullDownRefresh`, `reachBottom`, `pageScroll` `{ scrollTop }` and `resize`; `pageScroll` only when the root listens for it.
 */
export interface UiEvent {
  readonly page: number
  readonly node: number
  readonly type: string
  readonly detail: unknown
  readonly bubbles: boolean
  readonly touches?: readonly TouchPoint[]
  readonly changedTouches?: readonly TouchPoint[]
  /** ms since the view began. */
  readonly timeStamp: number
  /** Of the target and the boxes around it that listen: node, offsetLeft and offsetTop within the page, in CSS px. */
  readonly offsets?: readonly (readonly [node: number, left: number, top: number])[]
}

export interface TouchPoint {
  readonly identifier: number
  readonly pageX: number
  readonly pageY: number
  readonly clientX: number
  readonly clientY: number
  /** For canvas: from its own corner. */
  readonly x?: number
  readonly y?: number
  readonly force?: number
}

/** Worker to view. */
export type FromWorker =
  | { t: 'ready' }
  | { t: 'ops'; ops: readonly unknown[] }
  /** Sheets of a package that was loaded later. */
  | { t: 'styles'; styles: StyleSheets }
  | Extract<FromFrame, { t: 'call' | 'nav' | 'log' | 'error' | 'pong' }>
