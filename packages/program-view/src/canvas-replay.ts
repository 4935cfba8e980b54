import { isRecord, list, num, text } from './values.ts'

type Load = (src: string) => Promise<CanvasImageSource | null>
type Pen = CanvasRenderingContext2D

const ACTIONS_MAX = 50_000

/** Methods of a canvas that a list of commands may name, with numbers and texts only. */
const METHODS = new Set(
  (
    'save restore beginPath closePath moveTo lineTo rect arc arcTo quadraticCurveTo bezierCurveTo ellipse fill stroke clip fillRect ' +
    'strokeRect clearRect fillText strokeText scale rotate translate transform setTransform'
  ).split(' '),
)

const VALUES = new Set(
  (
    'lineWidth lineCap lineJoin miterLimit lineDashOffset globalAlpha globalCompositeOperation font textAlign textBaseline ' +
    'shadowOffsetX shadowOffsetY shadowBlur shadowColor fillStyle strokeStyle direction'
  ).split(' '),
)

/**
 * Draws a list of commands, each `{ method, args }` or `{ set, value }`. Styles may be colours,
 * `{ gradient: 'linear' | 'radial', args: number[], stops: [offset, colour][] }` or `{ pattern: src, repetition }`.
 */
export async function replay(pen: Pen, actions: readonly unknown[], load: Load): Promise<void> {
  for (const action of actions.slice(0, ACTIONS_MAX)) {
    if (!isRecord(action)) continue
    const { method, set } = action
    const args = list(action['args'])
    if (typeof set === 'string' && VALUES.has(set)) await setValue(pen, set, action['value'], load)
    else if (method === 'drawImage') await drawImage(pen, args, load)
    else if (method === 'setLineDash') pen.setLineDash(list(args[0]).map(value => num(value)))
    else if (typeof method === 'string' && METHODS.has(method)) call(pen, method, args)
  }
}

function call(pen: Pen, name: string, args: readonly unknown[]): void {
  const plain = args.map(value => (typeof value === 'boolean' || typeof value === 'string' ? value : num(value)))
  const method = (pen as unknown as Record<string, (...args: readonly unknown[]) => void>)[name]
  try {
    method?.apply(pen, plain)
  } catch {
    // A radius below nothing, or another place a canvas has no answer to: this one command draws nothing.
  }
}

async function setValue(pen: Pen, name: string, value: unknown, load: Load): Promise<void> {
  const style = isRecord(value) ? await styleOf(pen, value, load) : value
  if (style === null) return
  Object.assign(pen, { [name]: style })
}

async function styleOf(
  pen: Pen,
  value: Record<string, unknown>,
  load: Load,
): Promise<CanvasGradient | CanvasPattern | null> {
  if (typeof value['pattern'] === 'string') {
    const image = await load(value['pattern'])
    return image ? pen.createPattern(image, text(value['repetition'], 'repeat')) : null
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = list(value['args']).map(at => num(at))
  const gradient =
    value['gradient'] === 'linear' ? pen.createLinearGradient(a, b, c, d) : pen.createRadialGradient(a, b, c, d, e, f)
  for (const stop of list(value['stops'])) {
    const [offset, color] = list(stop)
    try {
      gradient.addColorStop(num(offset), text(color))
    } catch {
      // Not a colour: a gradient without it.
    }
  }
  return gradient
}

async function drawImage(pen: Pen, [src, ...numbers]: readonly unknown[], load: Load): Promise<void> {
  const image = typeof src === 'string' ? await load(src) : null
  if (!image) return
  const at = numbers.map(value => num(value))
  if (at.length >= 8)
    pen.drawImage(image, ...(at.slice(0, 8) as [number, number, number, number, number, number, number, number]))
  else if (at.length >= 4) pen.drawImage(image, ...(at.slice(0, 4) as [number, number, number, number]))
  else pen.drawImage(image, at[0] ?? 0, at[1] ?? 0)
}
