const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)

export interface Place {
  readonly latitude: number
  readonly longitude: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export const TILE_PX = 256
export const SCALE_LEAST = 3
export const SCALE_MOST = 20
const LATITUDE_MAX = 85.0511
const TURN = 360
const HALF_TURN = 180

/** Where a place lies on the whole map of the world at a scale, in px from its corner in the north-west. */
export function project({ latitude, longitude }: Place, scale: number): Point {
  const size = TILE_PX * 2 ** scale
  const sine = Math.sin((clamp(latitude, -LATITUDE_MAX, LATITUDE_MAX) * Math.PI) / HALF_TURN)
  return {
    x: ((longitude + HALF_TURN) / TURN) * size,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size,
  }
}

/** The place at a point of the map of the world. */
export function unproject({ x, y }: Point, scale: number): Place {
  const size = TILE_PX * 2 ** scale
  const latitude = (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / size))) * HALF_TURN) / Math.PI
  const longitude = ((((x / size) * TURN) % TURN) + TURN) % TURN
  return { latitude, longitude: longitude - HALF_TURN }
}

export interface Room {
  readonly width: number
  readonly height: number
  /** Top, right, bottom, left, in px. */
  readonly padding: readonly [number, number, number, number]
}

/** The centre and scale with which all places are in sight. */
export function fit(places: readonly Place[], { width, height, padding }: Room): (Place & { scale: number }) | null {
  if (places.length === 0) return null
  const points = places.map(place => project(place, 0))
  const xs = points.map(point => point.x)
  const ys = points.map(point => point.y)
  const [top, right, bottom, left] = padding
  const wide = Math.max(width - left - right, 1) / Math.max(Math.max(...xs) - Math.min(...xs), EPSILON)
  const high = Math.max(height - top - bottom, 1) / Math.max(Math.max(...ys) - Math.min(...ys), EPSILON)
  const scale = clamp(Math.log2(Math.min(wide, high)), SCALE_LEAST, FIT_MOST)
  const one = 2 ** scale
  const centre = {
    x: (Math.max(...xs) + Math.min(...xs)) / 2 + (right - left) / 2 / one,
    y: (Math.max(...ys) + Math.min(...ys)) / 2 + (bottom - top) / 2 / one,
  }
  return { ...unproject(centre, 0), scale }
}

const EPSILON = 1e-9
/** A single point is not shown nearer than streets. */
const FIT_MOST = 18

const METRES_A_PX = 156_543.033_92

/** Metres as px at a latitude. */
export function metresToPx(metres: number, latitude: number, scale: number): number {
  return metres / ((METRES_A_PX * Math.cos((latitude * Math.PI) / HALF_TURN)) / 2 ** scale)
}
