import type { PageNode } from '../backend.ts'
import type { Caller } from '../caller-base.ts'
import { isDict, plain, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { api, type Api } from './call.ts'
import { canvasToFile } from './canvas.ts'

/** Methods of the old drawing context that are only recorded: a name and its arguments, as the 2d context of the web has them. */
const RECORDED = (
  'arc arcTo beginPath bezierCurveTo clearRect clip closePath fill fillRect fillText lineTo moveTo quadraticCurveTo rect ' +
  'restore rotate save scale setTransform stroke strokeRect strokeText transform translate ellipse drawImage reset'
).split(' ')

/** Setters of the old context, to the properties they stand for. */
const SETTERS: Readonly<Record<string, string>> = {
  setFillStyle: 'fillStyle',
  setStrokeStyle: 'strokeStyle',
  setLineWidth: 'lineWidth',
  setLineCap: 'lineCap',
  setLineJoin: 'lineJoin',
  setMiterLimit: 'miterLimit',
  setGlobalAlpha: 'globalAlpha',
  setTextAlign: 'textAlign',
  setTextBaseline: 'textBaseline',
  setGlobalCompositeOperation: 'globalCompositeOperation',
}

const PROPERTIES = [
  ...Object.values(SETTERS),
  'font',
  'shadowBlur',
  'shadowColor',
  'shadowOffsetX',
  'shadowOffsetY',
  'lineDashOffset',
]

/**
 * The drawing context of before canvas 2d. Records actions and sends them with `draw`: `{ method, args }`, or `{ set, value }` for a
 * property. Gradients are `{ gradient: 'linear' | 'radial', args, stops }`, patterns `{ pattern, repetition }`. `view` replays them.
 */
export function canvasContext(program: Program, node: PageNode | (() => PageNode | undefined)): Dict {
  const find = typeof node === 'function' ? node : () => node
  let actions: unknown[] = []
  const act = (method: string, args: readonly unknown[]) => void actions.push({ method, args: plain(args) })
  const set = (name: string, value: unknown) => void actions.push({ set: name, value: plain(value) })
  const gradient = (kind: string, args: readonly unknown[]) => {
    const stops: unknown[] = []
    return { gradient: kind, args, stops, addColorStop: (at: number, color: string) => void stops.push([at, color]) }
  }
  const values: Dict = { font: '10px sans-serif' }
  const context: Dict = {
    setFontSize: (size: number) => {
      values['font'] = String(values['font']).replace(/[\d.]+px/, `${size}px`)
      set('font', values['font'])
    },
    setShadow: (x: number, y: number, blur: number, color: string) => {
      set('shadowOffsetX', x)
      set('shadowOffsetY', y)
      set('shadowBlur', blur)
      set('shadowColor', color)
    },
    setLineDash: (pattern: unknown, offset?: number) => {
      act('setLineDash', [pattern])
      if (typeof offset === 'number') set('lineDashOffset', offset)
    },
    createLinearGradient: (...args: readonly unknown[]) => gradient('linear', args),
    createRadialGradient: (...args: readonly unknown[]) => gradient('radial', args),
    createCircularGradient: (x: number, y: number, r: number) => gradient('radial', [x, y, 0, x, y, r]),
    createPattern: (image: unknown, repetition: unknown) => ({ pattern: String(image), repetition }),
    measureText: (text: unknown) => ({ width: measure(String(text), String(values['font'])) }),
    clearActions: () => void (actions = []),
    getActions: () => actions.splice(0),
    draw: (first?: unknown, second?: unknown) => {
      const reserve = first === true
      const done = typeof first === 'function' ? first : second
      const sent = actions
      actions = []
      const target = find()
      if (!target) return
      const drawn = () => {
        if (typeof done === 'function') program.errors.guard('draw', done.bind(undefined, { errMsg: 'drawCanvas:ok' }))
      }
      program.invoke(target.id, 'draw', { actions: sent, reserve }).then(drawn, () => undefined)
    },
  }
  for (const name of RECORDED) context[name] = (...args: readonly unknown[]) => act(name, args)
  for (const [setter, name] of Object.entries(SETTERS)) context[setter] = (value: unknown) => (context[name] = value)
  for (const name of PROPERTIES) {
    Object.defineProperty(context, name, {
      get: () => values[name],
      set: (value: unknown) => {
        values[name] = value
        set(name, value)
      },
      enumerable: true,
    })
  }
  return context
}

/** Width of a text: measured where the Worker can, else by the usual widths of letters. */
function measure(text: string, font: string): number {
  if (typeof OffscreenCanvas !== 'undefined') {
    const context = new OffscreenCanvas(1, 1).getContext('2d')
    if (context) {
      context.font = font
      return context.measureText(text).width
    }
  }
  const size = Number(/([\d.]+)px/.exec(font)?.[1] ?? 10)
  return [...text].reduce((sum, char) => sum + size * (char.charCodeAt(0) > 0xff ? 1 : 0.55), 0)
}

/** The canvas that an old id names, in a component or on the page that is on top. */
export function findCanvas(program: Program, id: unknown, component: unknown): PageNode | undefined {
  const caller = isDict(component) && '_$' in component ? (component as Caller) : program.router.top?.caller
  const shadow = caller?._$.getShadowRoot()
  if (!shadow) return undefined
  const page = caller && program.pageOf(caller._$)
  for (const node of program.context.nodes.values()) {
    if (node.tag !== 'canvas' || !node.element) continue
    if (node.attributes['canvasId'] !== id && node.element.id !== id) continue
    if (node.element.ownerShadowRoot === shadow || (!component && program.pageOf(node.element) === page)) return node
  }
  return undefined
}

export function canvasApis(program: Program): Record<string, unknown> {
  const ask = (name: string, method: string): ((options?: unknown, component?: unknown) => unknown) => {
    return (options, component) => {
      const run: Api = api(program, name, async data => {
        const canvas = data['canvas']
        if (canvas && method === 'toTempFile') return canvasToFile(program, canvas, data)
        const node = findCanvas(program, data['canvasId'], component)
        if (!node) throw new Error('fail canvas is not found')
        const { success: _s, fail: _f, complete: _c, canvas: _canvas, ...args } = data
        const answer = await program.invoke(node.id, method, plain(args))
        if (!isDict(answer)) throw new Error('fail canvas is empty')
        if (method === 'toTempFile' && answer['bytes'] !== undefined)
          return program.host.call('keepTemp', { bytes: answer['bytes'], type: answer['type'] })
        return answer
      })
      return run(options)
    }
  }
  return {
    createCanvasContext: (id: unknown, component?: unknown) =>
      canvasContext(program, () => findCanvas(program, id, component)),
    canvasToTempFilePath: ask('canvasToTempFilePath', 'toTempFile'),
    canvasGetImageData: ask('canvasGetImageData', 'getImageData'),
    canvasPutImageData: ask('canvasPutImageData', 'putImageData'),
    drawCanvas: api(program, 'drawCanvas', ({ canvasId, actions, reserve }) => {
      findCanvas(program, canvasId, undefined)?.invoke('draw', { actions, reserve: reserve === true })
    }),
  }
}
