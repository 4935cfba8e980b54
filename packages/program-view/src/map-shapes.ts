import { metresToPx, project, type Place, type Point } from '@plaza/mercator'
import type { Sight } from './map-tiles.ts'
import { color, isRecord, list, num, bool } from './values.ts'

const SHAPES_MAX = 1_000
const POINTS_MAX = 20_000
const LINE_PX = 1
const DASH = [6, 6]

export function placeOf(value: unknown): Place | null {
  if (!isRecord(value)) return null
  const latitude = num(value['latitude'], Number.NaN)
  const longitude = num(value['longitude'], Number.NaN)
  return Number.isFinite(latitude) && Number.isFinite(longitude) ? { latitude, longitude } : null
}

/** Where a place is on the canvas. */
export function onCanvas(place: Place, sight: Sight): Point {
  const { x, y } = project(place, sight.scale)
  return { x: x - sight.left, y: y - sight.top }
}

/** `#RRGGBBAA`, as this format writes colours with their opacity, is CSS already. */
const ink = (value: unknown, otherwise: string) => color(value, otherwise)

export interface Shapes {
  readonly polyline: unknown
  readonly polygons: unknown
  readonly circles: unknown
}

/** Lines, areas and circles of a map. */
export function drawShapes(pen: CanvasRenderingContext2D, sight: Sight, shapes: Shapes): void {
  pen.lineJoin = 'round'
  pen.lineCap = 'round'
  for (const polygon of list(shapes.polygons).slice(0, SHAPES_MAX)) {
    if (!isRecord(polygon) || !trace(pen, sight, polygon['points'])) continue
    pen.closePath()
    pen.fillStyle = ink(polygon['fillColor'], 'transparent')
    pen.fill()
    stroke(pen, polygon['strokeColor'], num(polygon['strokeWidth'], LINE_PX))
  }
  for (const circle of list(shapes.circles).slice(0, SHAPES_MAX)) {
    const place = placeOf(circle)
    if (!place || !isRecord(circle)) continue
    const { x, y } = onCanvas(place, sight)
    pen.beginPath()
    pen.arc(x, y, Math.max(metresToPx(num(circle['radius']), place.latitude, sight.scale), 0), 0, 2 * Math.PI)
    pen.fillStyle = ink(circle['fillColor'], 'transparent')
    pen.fill()
    stroke(pen, circle['color'], num(circle['strokeWidth'], LINE_PX))
  }
  for (const line of list(shapes.polyline).slice(0, SHAPES_MAX)) {
    if (!isRecord(line)) continue
    const width = num(line['width'], LINE_PX)
    const border = num(line['borderWidth'])
    pen.setLineDash(bool(line['dottedLine']) ? DASH : [])
    if (border > 0 && trace(pen, sight, line['points'])) stroke(pen, line['borderColor'], width + 2 * border)
    if (trace(pen, sight, line['points'])) stroke(pen, line['color'] ?? list(line['colorList'])[0], width)
    pen.setLineDash([])
  }
}

function trace(pen: CanvasRenderingContext2D, sight: Sight, points: unknown): boolean {
  const places = list(points).slice(0, POINTS_MAX).map(placeOf)
  pen.beginPath()
  let started = false
  for (const place of places) {
    if (!place) continue
    const { x, y } = onCanvas(place, sight)
    if (started) pen.lineTo(x, y)
    else pen.moveTo(x, y)
    started = true
  }
  return started
}

function stroke(pen: CanvasRenderingContext2D, value: unknown, width: number): void {
  if (width <= 0) return
  pen.strokeStyle = ink(value, '#000')
  pen.lineWidth = width
  pen.stroke()
}

/** Is a point of the canvas on a line, within reach of a finger. */
export function hitsLine(point: Point, points: unknown, sight: Sight, reach: number): boolean {
  let before: Point | null = null
  for (const written of list(points).slice(0, POINTS_MAX)) {
    const place = placeOf(written)
    if (!place) continue
    const now = onCanvas(place, sight)
    if (before && distance(point, before, now) <= reach) return true
    before = now
  }
  return false
}

function distance(point: Point, from: Point, to: Point): number {
  const x = to.x - from.x
  const y = to.y - from.y
  const square = x * x + y * y
  const part = square ? Math.min(Math.max(((point.x - from.x) * x + (point.y - from.y) * y) / square, 0), 1) : 0
  return Math.hypot(point.x - from.x - part * x, point.y - from.y - part * y)
}
