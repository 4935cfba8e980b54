import { createContext, runInContext, type Context } from 'node:vm'
import { build } from 'esbuild'
import type { Boot, FromWorker, Launch, Manifest, PackageText, StyleSheets, ToWorker } from '@plaza/program-wire'
import { FakeView, bootOf } from './fake-view.ts'

/** What the compiler gives, as far as a host needs it. */
export interface Built {
  readonly manifest: Manifest
  readonly files: ReadonlyMap<string, Uint8Array>
}

let bundle: Promise<string> | undefined

/** The runtime as it is shipped: one script. */
export function logicBundle(): Promise<string> {
  bundle ??= build({
    stdin: {
      contents: `import { startLogic } from './index.ts'; startLogic(self)`,
      resolveDir: new URL('../src', import.meta.url).pathname,
      loader: 'ts',
    },
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
  }).then(result => result.outputFiles[0]!.text)
  return bundle
}

/** Text of one package of a compiled program. */
export function packageText(built: Built, root: string): PackageText {
  const part = built.manifest.packages.find(each => each.root === root)
  if (!part) throw new Error(`There is no package ${root}`)
  const text = (name: string) => new TextDecoder().decode(built.files.get(name))
  return { root, logic: text(part.logic), styles: JSON.parse(text(part.styles)) as StyleSheets }
}

export interface Played {
  readonly view: FakeView
  readonly context: Context
  send(message: ToWorker): void
  /** Waits until nothing more is to be expected: a few turns of timers. */
  settle(ms?: number): Promise<void>
  /** Stops its clocks: what the program left running must not run into the next. */
  end(): void
}

/** Boots a compiled program in a global of its own, with a view and a host that are played. */
export async function play(
  built: Built,
  launch: Partial<Launch> = {},
  options: { answers?: FakeView['answers']; boot?: Partial<Boot>; roots?: readonly string[] } = {},
): Promise<Played> {
  const listeners: Record<string, ((event: Record<string, unknown>) => void)[]> = {}
  const blobs = new Map<string, string>()
  let count = 0
  const send = (message: ToWorker) => {
    for (const listener of listeners['message'] ?? []) listener({ data: structuredClone(message) })
  }
  const answers = {
    loadPackage: ({ root }: Record<string, unknown>) => packageText(built, String(root)),
    ...options.answers,
  }
  const view = new FakeView(send, answers)
  class TextBlob {
    readonly text: string
    constructor(parts: readonly string[]) {
      this.text = parts.join('')
    }
  }
  const timers = new Set<NodeJS.Timeout>()
  let isEnded = false
  const timed =
    (start: (work: () => void, ms?: number) => NodeJS.Timeout) =>
    (work: (...args: readonly unknown[]) => void, ms?: number, ...args: readonly unknown[]) => {
      const timer = start(() => void (isEnded || work(...args)), ms)
      timers.add(timer)
      return timer[Symbol.toPrimitive]()
    }
  const sandbox: Record<string, unknown> = {
    setTimeout: timed(setTimeout), clearTimeout, setInterval: timed(setInterval), clearInterval, queueMicrotask, TextDecoder, TextEncoder, performance, crypto, atob, btoa,
    structuredClone, Blob: TextBlob, fetch: () => undefined, XMLHttpRequest: () => undefined, WebSocket: () => undefined,
    URL: {
      createObjectURL: (blob: TextBlob) => {
        const url = `blob:${++count}`
        blobs.set(url, blob.text)
        return url
      },
      revokeObjectURL: (url: string) => blobs.delete(url),
    },
    postMessage: (message: FromWorker) => view.receive(structuredClone(message)),
    addEventListener: (type: string, listener: (event: Record<string, unknown>) => void) => (listeners[type] ??= []).push(listener),
    importScripts: (url: string) => runInContext(blobs.get(url) ?? '', context, { filename: url }),
    OffscreenCanvas: FakeCanvas,
  } // prettier-ignore
  const context = createContext(sandbox)
  sandbox['self'] = runInContext('globalThis', context)
  runInContext(await logicBundle(), context, { filename: 'logic.js' })
  const roots = options.roots ?? ['']
  send({
    t: 'boot',
    boot: bootOf(
      built.manifest,
      roots.map(root => packageText(built, root)),
      launch,
      options.boot,
    ),
  })
  const settle = async (ms = 5) => {
    for (let turn = 0; turn < 4; turn++) await new Promise(resolve => setTimeout(resolve, ms / 4))
  }
  await settle()
  const end = () => {
    isEnded = true
    for (const timer of timers) clearTimeout(timer)
  }
  return { view, context, send, settle, end }
}

/** A canvas that takes every command and draws nothing. */
class FakeCanvas {
  width: number
  height: number
  constructor(width: number, height: number) {
    this.width = width
    this.height = height
  }
  getContext(): unknown {
    const values: Record<string | symbol, unknown> = {}
    return new Proxy(values, {
      get: (target, key) => {
        if (key in target) return target[key]
        if (key === 'measureText') return (text: string) => ({ width: text.length * 8 })
        if (key === 'getImageData')
          return (_x: number, _y: number, w: number, h: number) => ({
            data: new Uint8ClampedArray(w * h * 4),
            width: w,
            height: h,
          })
        if (/^create.*Gradient$/.test(String(key))) return () => ({ addColorStop: () => undefined })
        return typeof key === 'symbol' || key === 'then' ? undefined : () => undefined
      },
    })
  }
}
