import type { MapShown } from '@plaza/contract'
import { project, TILE_PX, unproject } from '@plaza/mercator'

/** What is looked at: the middle in degrees, and how near. */
export interface Sight {
  readonly lat: number
  readonly lon: number
  /** Zoom of Web Mercator; between whole ones tiles are drawn larger or smaller. */
  readonly zoom: number
}

export interface Tile {
  readonly key: string
  readonly z: number
  readonly x: number
  readonly y: number
  /** Px in the window. */
  readonly left: number
  readonly top: number
  readonly size: number
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)

/** As near as the map goes, with its middle on the map. */
export function within({ bounds, minZoom, maxZoom }: MapShown, sight: Sight): Sight {
  const [west = -180, south = -85, east = 180, north = 85] = bounds
  return {
    lat: clamp(sight.lat, south, north),
    lon: clamp(sight.lon, west, east),
    zoom: clamp(sight.zoom, minZoom, maxZoom),
  }
}

/** Where a place stands in a window of this size. */
export function placed(sight: Sight, width: number, height: number, at: { lat: number; lon: number }) {
  const middle = point(sight, sight.zoom)
  const { x, y } = point(at, sight.zoom)
  return { left: x - middle.x + width / 2, top: y - middle.y + height / 2 }
}

/** The sight after the map was pushed by so many px. */
export function pushed(sight: Sight, dx: number, dy: number): Sight {
  const { x, y } = point(sight, sight.zoom)
  const { latitude, longitude } = unproject({ x: x - dx, y: y - dy }, sight.zoom)
  return { lat: latitude, lon: longitude, zoom: sight.zoom }
}

/** Nearer or farther; what lies so many px from the middle stays where it is. */
export function zoomed(map: MapShown, sight: Sight, zoom: number, dx = 0, dy = 0): Sight {
  const to = within(map, { ...sight, zoom }).zoom
  const there = pushed(sight, -dx, -dy)
  return pushed({ ...there, zoom: to }, dx, dy)
}

/** The tiles in sight, those of the map alone. */
export function tilesIn(map: MapShown, sight: Sight, width: number, height: number): Tile[] {
  const z = clamp(Math.round(sight.zoom), map.minZoom, map.maxZoom)
  const size = TILE_PX * 2 ** (sight.zoom - z)
  const middle = point(sight, sight.zoom)
  const [left, top] = [middle.x - width / 2, middle.y - height / 2]
  const [west = -180, south = -85, east = 180, north = 85] = map.bounds
  const first = point({ lat: north, lon: west }, z)
  const last = point({ lat: south, lon: east }, z)
  const from = (near: number, end: number) => Math.max(Math.floor(near / size), Math.floor(end / TILE_PX))
  const to = (near: number, end: number) => Math.min(Math.floor(near / size), Math.floor(end / TILE_PX))
  const tiles: Tile[] = []
  for (let y = from(top, first.y); y <= to(top + height, last.y); y++)
    for (let x = from(left, first.x); x <= to(left + width, last.x); x++)
      tiles.push({ key: `${z}/${x}/${y}`, z, x, y, left: x * size - left, top: y * size - top, size })
  return tiles
}

const point = ({ lat, lon }: { lat: number; lon: number }, zoom: number) =>
  project({ latitude: lat, longitude: lon }, zoom)
