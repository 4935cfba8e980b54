import { str } from './plain.ts'
/**
 * Constructors and functions that reach a network, a disk or another context. They go before program code runs: the policy of the
 * frame already forbids what they do, this only takes away the tools.
 */
const TAKEN = [
  'fetch', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'EventSource', 'WebTransport', 'importScripts', 'indexedDB', 'caches',
  'BroadcastChannel', 'Worker', 'SharedWorker', 'MessageChannel', 'MessagePort', 'RTCPeerConnection', 'RTCDataChannel',
  'Notification', 'FontFace', 'fonts', 'cookieStore', 'navigator', 'WorkerNavigator', 'location', 'WorkerLocation', 'postMessage', 'close',
  'onmessage', 'onmessageerror', 'addEventListener', 'removeEventListener', 'dispatchEvent', 'Request', 'Response', 'Headers',
  'CacheStorage', 'Cache', 'IDBFactory', 'IDBDatabase', 'webkitIndexedDB', 'webkitRequestFileSystem', 'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemURL', 'webkitResolveLocalFileSystemSyncURL', 'FileSystemHandle', 'StorageManager', 'Lock', 'LockManager',
  'ServiceWorkerRegistration', 'PushManager', 'SyncManager', 'USB', 'HID', 'Serial', 'scheduler', 'isSecureContext', 'origin', 'name',
  'reportError', 'queryLocalFonts', 'Bun', 'Deno',
] // prettier-ignore

/** Takes them from the global and from what it inherits; what cannot be taken is covered by undefined. */
export function takeAway(global: object): void {
  for (const name of TAKEN) {
    // Methods of every event target stay where they are, and are only covered here.
    for (
      let at: object | null = global;
      at && !Object.hasOwn(at, 'dispatchEvent') && at !== Object.prototype;
      at = Object.getPrototypeOf(at) as object | null
    ) {
      if (Object.hasOwn(at, name)) Reflect.deleteProperty(at, name)
    }
    if (name in global) {
      Reflect.defineProperty(global, name, { value: undefined, configurable: true, writable: true })
    }
  }
}

/**
 * `Function('return this')()` is how old libraries find the global; the frame's policy forbids making code of text, so a stand-in
 * gives just that and nothing else. `instanceof Function` goes on working.
 */
export function standInFunction(global: { Function: FunctionConstructor }): void {
  const real = global.Function
  function StandIn(...args: readonly unknown[]): () => unknown {
    const body = str(args.at(-1))
    if (/^\s*return this;?\s*$/.test(body)) return () => global
    throw new EvalError('Code cannot be made of text in a mini program')
  }
  StandIn.prototype = real.prototype as unknown
  global.Function = StandIn as unknown as FunctionConstructor
}
