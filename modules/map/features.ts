import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { BLOCK, FEATURES_MAX, NAME_LENGTH_MAX, NAMES_MAX, TILE_PX } from './limits.ts'
import { thingsOf, type Area, type Line, type Name } from './schemas.ts'
import type { MapSource } from './source.ts'

/** A square of tiles: its zoom and the tile in its north-western corner. */
export interface Block {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** Points in px of the square, x and y in turn. */
export type Points = readonly number[]

export interface NameSeen {
  readonly kind: Name
  readonly text: string
  readonly rank: number
  readonly points: Points
}

/** What lies in a square: outlines by what they are, as paths of SVG, and the names. */
export interface Ground {
  readonly areas: Map<Area, string[]>
  readonly lines: Map<Line, string[]>
  /** Lines in tunnels. */
  readonly tunnels: Map<Line, string[]>
  readonly names: NameSeen[]
}

/** Tiles on a side of a square at a zoom: the whole world where it has fewer. */
export const blockSize = (z: number): number => Math.min(BLOCK, 2 ** z)
/** What begins outside, such as the half of a wide line. */
const EDGE_PX = 24

/** Reads what lies in a square. Vector tiles are meant for twice our size, so those of one zoom less are read. */
export async function readGround(source: MapSource, { z, x, y }: Block): Promise<Ground> {
  const ground: Ground = { areas: new Map(), lines: new Map(), tunnels: new Map(), names: [] }
  const zoom = Math.min(Math.max(z - 1, source.minZoom), source.maxZoom)
  const scale = 2 ** (z - zoom)
  const size = blockSize(z)
  const last = (from: number) => Math.floor((from + size - 1) / scale)
  let room = FEATURES_MAX
  for (let ty = Math.floor(y / scale); ty <= last(y); ty++)
    for (let tx = Math.floor(x / scale); tx <= last(x); tx++) {
      const bytes = await source.tile(zoom, tx, ty)
      if (!bytes) continue
      const place = { left: (tx * scale - x) * TILE_PX, top: (ty * scale - y) * TILE_PX, size: scale * TILE_PX }
      room -= readTile(ground, new VectorTile(new PbfReader(bytes)), { ...place, z, edge: size * TILE_PX }, room)
      // Others have their turn between tiles.
      await new Promise(setImmediate)
    }
  return ground
}

interface Frame {
  readonly left: number
  readonly top: number
  /** Px of the vector tile and of the square. */
  readonly size: number
  readonly edge: number
  readonly z: number
}

function readTile(ground: Ground, tile: VectorTile, frame: Frame, room: number): number {
  let seen = 0
  for (const layer of Object.values(tile.layers))
    for (let i = 0; i < layer.length && seen < room; i++) {
      const feature = layer.feature(i)
      const things = thingsOf(layer.name, feature.properties, frame.z)
      if (things.length === 0) continue
      const parts = partsInSight(feature, frame)
      if (parts.length === 0) continue
      seen++
      for (const thing of things) {
        if (thing.as === 'area' && feature.type === 3) push(ground.areas, thing.kind, parts, 'Z')
        // Piers and squares are roads with an area.
        if (thing.as === 'line' && feature.type === 3) push(ground.areas, 'square', parts, 'Z')
        if (thing.as === 'line' && feature.type === 2)
          push(thing.under ? ground.tunnels : ground.lines, thing.kind, parts, '')
        if (thing.as !== 'name' || ground.names.length >= NAMES_MAX) continue
        const { kind, rank } = thing
        const text = thing.text.slice(0, NAME_LENGTH_MAX)
        for (const points of feature.type === 3 ? [] : parts) ground.names.push({ kind, rank, text, points })
      }
    }
  return seen
}

/** The parts of a thing of which something is in the square; of an area all or none, as holes belong to it. */
function partsInSight(feature: VectorTileFeature, { left, top, size, edge }: Frame): Points[] {
  const unit = size / feature.extent
  const inSight: boolean[] = []
  const parts = feature.loadGeometry().map(points => {
    let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity]
    const flat = points.flatMap(point => {
      const [px, py] = [left + point.x * unit, top + point.y * unit]
      west = Math.min(west, px)
      east = Math.max(east, px)
      north = Math.min(north, py)
      south = Math.max(south, py)
      return [px, py]
    })
    inSight.push(west < edge + EDGE_PX && east > -EDGE_PX && north < edge + EDGE_PX && south > -EDGE_PX)
    return flat
  })
  if (feature.type === 3) return inSight.includes(true) ? parts : []
  return parts.filter((_, i) => inSight[i])
}

const tenth = (n: number) => Math.round(n * 10) / 10

function push<K>(into: Map<K, string[]>, kind: K, parts: readonly Points[], end: string): void {
  const paths = into.get(kind) ?? []
  into.set(kind, paths)
  for (const points of parts) {
    let path = `M${tenth(points[0] ?? 0)} ${tenth(points[1] ?? 0)}`
    for (let i = 2; i < points.length; i += 2) path += `L${tenth(points[i] ?? 0)} ${tenth(points[i + 1] ?? 0)}`
    paths.push(path + end)
  }
}
