import type { NameSeen, Points } from './features.ts'
import { NAME_LOOKS, type Look } from './looks.ts'
import { outlineOf, type Outline } from './outlines.ts'

/** Px around a name that stay free. */
const AIR = 4
/** The same name is not written again nearer than this. */
const AGAIN_PX = 260
/** A street is straight as long as it turns less, in radians. */
const STRAIGHT = 0.25
const HALO_PX = 2.6
/** From the base line to the middle of small letters, of the size. */
const MIDDLE = 0.35
const DOT_PX = 3
const LINES_OF_SPOT = 1.2

interface Spot {
  readonly x: number
  readonly y: number
  /** Radians. */
  readonly turn: number
}

interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The names of a square as SVG, those first that matter most, each where there is room for it in the square. */
export function drawNames(names: readonly NameSeen[], look: Look, edge: number): string {
  const taken: Box[] = []
  const written = new Map<string, Spot[]>()
  const order = names.toSorted((a, b) => NAME_LOOKS[a.kind].first - NAME_LOOKS[b.kind].first || a.rank - b.rank)
  let halos = ''
  let words = ''
  for (const name of order) {
    const { px } = NAME_LOOKS[name.kind]
    const outline = outlineOf(name.text)
    if (!outline) continue
    const width = outline.width * px
    const spot = spotFor(name, width)
    const before = written.get(name.text) ?? []
    if (!spot || before.some(one => Math.hypot(one.x - spot.x, one.y - spot.y) < AGAIN_PX)) continue
    const box = boxOf(spot, width, px)
    if (box.left < 0 || box.top < 0 || box.right > edge || box.bottom > edge) continue
    if (taken.some(one => meet(one, box))) continue
    taken.push(box)
    written.set(name.text, [...before, spot])
    const path = placed(outline, spot, px)
    const colour = look.names[name.kind]
    halos += `<g fill="none" stroke="${look.halo}" stroke-width="${HALO_PX / px}" stroke-linejoin="round" stroke-opacity=".85" ${path}`
    words += `<g fill="${colour}" ${path}`
    if (name.kind === 'spot')
      words += `<circle cx="${spot.x}" cy="${(spot.y - px * LINES_OF_SPOT + 1).toFixed(1)}" r="${DOT_PX}" fill="${colour}" stroke="${look.halo}"/>`
  }
  return halos + words
}

function spotFor({ kind, points }: NameSeen, width: number): Spot | undefined {
  const [x = 0, y = 0] = points
  if (points.length === 2) return { x, y: kind === 'spot' ? y + NAME_LOOKS.spot.px * LINES_OF_SPOT : y, turn: 0 }
  return alongLine(points, width)
}

/** The middle of the longest straight part of a line, where a name of this width fits. */
function alongLine(points: Points, width: number): Spot | undefined {
  let best: Spot | undefined
  let bestLength = width + AIR
  for (let start = 0; start + 3 < points.length; start += 2) {
    const [x0, y0] = [points[start] ?? 0, points[start + 1] ?? 0]
    let turnOf: number | undefined
    for (let end = start + 2; end + 1 < points.length; end += 2) {
      const [x1, y1] = [points[end] ?? 0, points[end + 1] ?? 0]
      const turn = Math.atan2(y1 - (points[end - 1] ?? 0), x1 - (points[end - 2] ?? 0))
      turnOf ??= turn
      if (Math.abs(Math.atan2(Math.sin(turn - turnOf), Math.cos(turn - turnOf))) > STRAIGHT) break
      const length = Math.hypot(x1 - x0, y1 - y0)
      if (length <= bestLength) continue
      bestLength = length
      best = { x: (x0 + x1) / 2, y: (y0 + y1) / 2, turn: upright(Math.atan2(y1 - y0, x1 - x0)) }
    }
  }
  return best
}

const upright = (turn: number): number =>
  turn > Math.PI / 2 ? turn - Math.PI : turn < -Math.PI / 2 ? turn + Math.PI : turn

function boxOf({ x, y, turn }: Spot, width: number, px: number): Box {
  const [cos, sin] = [Math.abs(Math.cos(turn)), Math.abs(Math.sin(turn))]
  const [half, high] = [(width * cos + px * sin) / 2 + AIR, (width * sin + px * cos) / 2 + AIR]
  return { left: x - half, top: y - high, right: x + half, bottom: y + high }
}

const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

const placed = ({ width, letters }: Outline, { x, y, turn }: Spot, px: number): string => {
  const degrees = ((turn * 180) / Math.PI).toFixed(2)
  const inside = letters.map(({ path, at }) => `<path transform="translate(${at.toFixed(3)})" d="${path}"/>`).join('')
  const at = `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${degrees}) scale(${px}) translate(${-width / 2} ${MIDDLE})`
  return `transform="${at}">${inside}</g>`
}
