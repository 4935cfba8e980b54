import type { PageNode } from '../backend.ts'
import { FRAME_MS } from '../limits.ts'
import { isDict, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { inert } from './call.ts'
import type { Files } from './files.ts'
import { toBase64 } from './text.ts'

type Frame = (time: number) => void
type Heard = (this: unknown, event: unknown) => void

/** Pictures that a canvas draws are fetched and unpacked in the Worker. */
interface Picture {
  src: string
  width: number
  height: number
  onload: Heard | null
  onerror: Heard | null
  readonly complete: boolean
}

const bitmaps = new WeakMap<object, ImageBitmap>()
const filesOf = new WeakMap<Program, Files>()

/** Told once: where pictures are read from. */
export function canvasesRead(program: Program, files: Files): void {
  filesOf.set(program, files)
}

/** `createImage()` and `new Image()` of a canvas. */
export function createImage(program: Program): Picture {
  let src = ''
  let isComplete = false
  const listeners: Record<string, Heard[]> = {}
  const image = {
    width: 0,
    height: 0,
    onload: null as Picture['onload'],
    onerror: null as Picture['onerror'],
    get complete() {
      return isComplete
    },
    get naturalWidth() {
      return bitmaps.get(image)?.width ?? 0
    },
    get naturalHeight() {
      return bitmaps.get(image)?.height ?? 0
    },
    get src() {
      return src
    },
    set src(address: string) {
      src = address
      isComplete = false
      load(program, src).then(
        bitmap => {
          bitmaps.set(image, bitmap)
          image.width ||= bitmap.width
          image.height ||= bitmap.height
          isComplete = true
          tell('load', image.onload)
        },
        () => tell('error', image.onerror),
      )
    },
    addEventListener: (type: string, listener: Heard) => (listeners[type] ??= []).push(listener),
    removeEventListener: (type: string, listener: Heard) => {
      listeners[type] = (listeners[type] ?? []).filter(each => each !== listener)
    },
  }
  const tell = (type: 'load' | 'error', own: Heard | null) => {
    for (const listener of [own, ...(listeners[type] ?? [])]) {
      if (typeof listener === 'function')
        program.errors.guard(`Image on${type}`, () => listener.call(image, { type, target: image, errMsg: type }))
    }
  }
  return image
}

async function load(program: Program, src: string): Promise<ImageBitmap> {
  const data = /^data:([^;,]*)[^,]*;base64,(.*)$/s.exec(src)
  if (data) {
    const bytes = Uint8Array.from(atob(data[2]!), char => char.charCodeAt(0))
    return createImageBitmap(new Blob([bytes], { type: data[1] ?? 'image/png' }))
  }
  const bytes = await filesOf.get(program)!.fetch(src)
  return createImageBitmap(new Blob([bytes]))
}

/** Drawing functions take our pictures where the engine wants bitmaps. */
function teach(context: Dict): Dict {
  for (const name of ['drawImage', 'createPattern']) {
    const own = context[name]
    if (typeof own !== 'function') continue
    const draw = own as (...args: readonly unknown[]) => unknown
    context[name] = (image: unknown, ...rest: readonly unknown[]) => {
      const real = sourceOf(image)
      if (real) return draw.call(context, real, ...rest)
      return undefined
    }
  }
  return context
}

function sourceOf(image: unknown): unknown {
  if (!isDict(image) && typeof image !== 'object') return image
  return bitmaps.get(image as object) ?? realCanvas.get(image as object) ?? (isPicture(image) ? undefined : image)
}

function isPicture(image: unknown): boolean {
  return isDict(image) && 'naturalWidth' in image && 'onload' in image
}

const realCanvas = new WeakMap<object, OffscreenCanvas>()

/** The real canvas behind one that a program holds; undefined while the view has not given it. */
export function offscreenOf(canvas: unknown): OffscreenCanvas | undefined {
  return typeof canvas === 'object' && canvas !== null ? realCanvas.get(canvas) : undefined
}

/**
 * A canvas as programs want it at once, though the view gives the real one a moment later: until then a canvas of the Worker's own is
 * drawn on, and what was drawn is carried over.
 */
export function canvasNode(program: Program, node: PageNode): Dict {
  if (typeof OffscreenCanvas === 'undefined') return blank()
  const size = { width: 300, height: 150 }
  const canvas = wrap(program, new OffscreenCanvas(size.width, size.height))
  program.takeCanvas(node.id, (given, width, height) => {
    const real = given as OffscreenCanvas | null
    if (!real) return
    adopt(canvas, real, width, height)
  })
  return canvas
}

/** `wx.createOffscreenCanvas`. */
export function offscreenCanvas(program: Program, given: readonly unknown[]): Dict {
  if (typeof OffscreenCanvas === 'undefined') return blank()
  const [first, second] = given
  const options = isDict(first) ? first : { width: first, height: second }
  return wrap(
    program,
    new OffscreenCanvas(Number(options['width'] ?? 300) || 300, Number(options['height'] ?? 150) || 150),
  )
}

/** Where the engine has no canvas for Workers, drawing does nothing and breaks nothing. */
function blank(): Dict {
  return {
    width: 300,
    height: 150,
    getContext: () => inert(),
    createImage: () => ({}),
    requestAnimationFrame: () => 0,
    cancelAnimationFrame: () => undefined,
  }
}

interface State {
  real: OffscreenCanvas
  kind: string | undefined
  readonly contexts: Map<string, Dict>
}

const states = new WeakMap<object, State>()

function wrap(program: Program, first: OffscreenCanvas): Dict {
  const state: State = { real: first, kind: undefined, contexts: new Map() }
  const canvas = {
    get width() {
      return state.real.width
    },
    set width(value: number) {
      state.real.width = value
    },
    get height() {
      return state.real.height
    },
    set height(value: number) {
      state.real.height = value
    },
    getContext: (kind: string, options?: unknown) =>
      contextOf(canvas, state, kind === 'experimental-webgl' ? 'webgl' : kind, options),
    createImage: () => createImage(program),
    createImageData: (width: number, height: number) => new ImageData(width, height),
    createPath2D: (path?: Path2D) => new Path2D(path),
    requestAnimationFrame: (work: Frame) => frame(program, work),
    cancelAnimationFrame: (id: number) => cancel(id),
    toDataURL: (type?: string) => dataUrl(state.real, type),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    style: {},
  }
  states.set(canvas, state)
  realCanvas.set(canvas, first)
  return canvas
}

function contextOf(canvas: object, state: State, kind: string, options: unknown): Dict | null {
  const known = state.contexts.get(kind)
  if (known) return known
  const context = (state.real as unknown as { getContext(kind: string, options?: unknown): Dict | null }).getContext(
    kind,
    options,
  )
  if (!context) return null
  state.kind = kind
  const facade = kind === '2d' ? mirror(() => state.real, canvas) : context
  state.contexts.set(kind, facade)
  return facade
}

/** A 2d context that draws on whichever canvas is the real one now. */
function mirror(real: () => OffscreenCanvas, canvas: object): Dict {
  const taught = new WeakMap<OffscreenCanvas, Dict>()
  const target = (): Dict => {
    const now = real()
    let context = taught.get(now)
    if (!context) taught.set(now, (context = teach(now.getContext('2d') as unknown as Dict)))
    return context
  }
  return new Proxy(
    {},
    {
      get: (_self, key: string) => {
        if (key === 'canvas') return canvas
        const context = target()
        const value = context[key]
        return typeof value === 'function' ? (value as (...args: readonly unknown[]) => unknown).bind(context) : value
      },
      set: (_self, key: string, value: unknown) => {
        target()[key] = value
        return true
      },
      has: (_self, key) => key in target(),
    },
  )
}

function adopt(canvas: Dict, real: OffscreenCanvas, width: number, height: number): void {
  const state = states.get(canvas)
  if (!state) return
  const before = state.real
  const wasSized = before.width !== 300 || before.height !== 150
  real.width = wasSized ? before.width : Math.max(1, Math.round(width))
  real.height = wasSized ? before.height : Math.max(1, Math.round(height))
  if (state.kind === '2d') {
    const from = before.getContext('2d')
    const to = real.getContext('2d')
    if (to && from) {
      if (before.width > 0 && before.height > 0) to.drawImage(before, 0, 0)
      to.setTransform(from.getTransform())
      for (const key of [
        'fillStyle',
        'strokeStyle',
        'lineWidth',
        'font',
        'textAlign',
        'textBaseline',
        'globalAlpha',
        'lineCap',
        'lineJoin',
      ] as const) {
        ;(to as unknown as Dict)[key] = from[key]
      }
    }
  }
  state.real = real
  realCanvas.set(canvas, real)
  if (state.kind !== undefined && state.kind !== '2d') state.contexts.delete(state.kind)
}

function frame(program: Program, work: Frame): number {
  const run = () => program.errors.guard('requestAnimationFrame', () => work(performance.now()))
  const own = (globalThis as unknown as { requestAnimationFrame?: (work: () => void) => number }).requestAnimationFrame
  return own ? own(run) : (setTimeout(run, FRAME_MS) as unknown as number)
}

function cancel(id: number): void {
  const own = (globalThis as unknown as { cancelAnimationFrame?: (id: number) => void }).cancelAnimationFrame
  if (own) own(id)
  else clearTimeout(id)
}

/** Only an empty picture can be given at once: the engine packs pictures later. */
function dataUrl(_canvas: OffscreenCanvas, type = 'image/png'): string {
  return `data:${type};base64,${toBase64(new ArrayBuffer(0))}`
}

/** `wx.canvasToTempFilePath` of a 2d canvas: the wanted part, scaled, packed and kept. */
export async function canvasToFile(program: Program, canvas: unknown, options: Dict): Promise<Dict> {
  const real = offscreenOf(canvas)
  if (!real) throw new Error('fail canvas is empty')
  const number = (key: string, otherwise: number) => (typeof options[key] === 'number' ? options[key] : otherwise)
  const [x, y] = [number('x', 0), number('y', 0)]
  const [width, height] = [number('width', real.width - x), number('height', real.height - y)]
  const [destWidth, destHeight] = [number('destWidth', width), number('destHeight', height)]
  const out = new OffscreenCanvas(Math.max(1, Math.round(destWidth)), Math.max(1, Math.round(destHeight)))
  out.getContext('2d')?.drawImage(real, x, y, width, height, 0, 0, out.width, out.height)
  const type = options['fileType'] === 'jpg' ? 'image/jpeg' : 'image/png'
  const blob = await out.convertToBlob({ type, quality: number('quality', 1) })
  const bytes = await blob.arrayBuffer()
  return program.host.call('keepTemp', { bytes, type })
}

export { cancel as cancelFrame, frame as requestFrame }
