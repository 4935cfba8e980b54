import { project } from '@plaza/mercator'
import { PbfWriter } from 'pbf'
import { zxyToTileId } from 'pmtiles'

type At = readonly [lon: number, lat: number]
export interface SmallThing {
  readonly layer: string
  readonly properties: Readonly<Record<string, string | number>>
  /** A point, a line, or a closed ring. */
  readonly shape: 'point' | 'line' | 'ring'
  readonly places: readonly At[]
}

const EXTENT = 4_096
const TILE_PX = 256
const HEADER_BYTES = 127
const SHAPES = { point: 1, line: 2, ring: 3 } as const
const E7 = 10_000_000

/** A map of one zoom (PMTiles 3, unpacked): each thing is in every tile that its bounds touch. */
export function smallMap(zoom: number, bounds: readonly [At, At], things: readonly SmallThing[]): Buffer {
  const [[west, south], [east, north]] = bounds
  const [first, last] = [tileAt([west, north], zoom), tileAt([east, south], zoom)]
  const tiles: { id: number; bytes: Buffer }[] = []
  for (let y = Math.floor(first.y); y <= Math.floor(last.y); y++)
    for (let x = Math.floor(first.x); x <= Math.floor(last.x); x++)
      tiles.push({ id: zxyToTileId(zoom, x, y), bytes: tileOf(things, zoom, x, y) })
  tiles.sort((a, b) => a.id - b.id)
  return pack(tiles, zoom, [west, south, east, north])
}

function tileAt([longitude, latitude]: At, zoom: number): { x: number; y: number } {
  const { x, y } = project({ latitude, longitude }, zoom)
  return { x: x / TILE_PX, y: y / TILE_PX }
}

/** Mapbox Vector Tile 2.1, one layer for each thing's layer. */
function tileOf(things: readonly SmallThing[], zoom: number, x: number, y: number): Buffer {
  const tile = new PbfWriter()
  for (const layer of new Set(things.map(one => one.layer)))
    tile.writeMessage(
      3,
      (_, pbf) =>
        writeLayer(
          pbf,
          things.filter(one => one.layer === layer),
          zoom,
          x,
          y,
        ),
      undefined,
    )
  return Buffer.from(tile.finish())
}

function writeLayer(pbf: PbfWriter, things: readonly SmallThing[], zoom: number, x: number, y: number): void {
  const keys: string[] = []
  const values: (string | number)[] = []
  const index = <T>(list: T[], one: T) => (list.includes(one) ? list.indexOf(one) : list.push(one) - 1)
  pbf.writeVarintField(15, 2)
  pbf.writeStringField(1, things[0]?.layer ?? '')
  for (const thing of things)
    pbf.writeMessage(
      2,
      (_, feature) => {
        const tags = Object.entries(thing.properties).flatMap(([key, value]) => [
          index(keys, key),
          index(values, value),
        ])
        feature.writePackedVarint(2, tags)
        feature.writeVarintField(3, SHAPES[thing.shape])
        feature.writePackedVarint(4, commandsOf(thing, zoom, x, y))
      },
      undefined,
    )
  for (const key of keys) pbf.writeStringField(3, key)
  for (const value of values)
    pbf.writeMessage(
      4,
      (_, one) => (typeof value === 'string' ? one.writeStringField(1, value) : one.writeDoubleField(3, value)),
      undefined,
    )
  pbf.writeVarintField(5, EXTENT)
}

function commandsOf({ shape, places }: SmallThing, zoom: number, x: number, y: number): number[] {
  let [cx, cy] = [0, 0]
  const zigzag = (n: number) => (n << 1) ^ (n >> 31)
  const steps = places.map(place => {
    const at = tileAt(place, zoom)
    const [px, py] = [Math.round((at.x - x) * EXTENT), Math.round((at.y - y) * EXTENT)]
    const step = [zigzag(px - cx), zigzag(py - cy)]
    ;[cx, cy] = [px, py]
    return step
  })
  const [start = [], ...rest] = steps
  const lines = rest.length > 0 ? [(rest.length << 3) | 2, ...rest.flat()] : []
  return [(1 << 3) | 1, ...start, ...lines, ...(shape === 'ring' ? [(1 << 3) | 7] : [])]
}

function pack(tiles: readonly { id: number; bytes: Buffer }[], zoom: number, bounds: readonly number[]): Buffer {
  const directory = new PbfWriter()
  directory.writeVarint(tiles.length)
  for (const [i, { id }] of tiles.entries()) directory.writeVarint(id - (tiles[i - 1]?.id ?? 0))
  for (const _ of tiles) directory.writeVarint(1)
  for (const { bytes } of tiles) directory.writeVarint(bytes.length)
  let offset = 0
  for (const { bytes } of tiles) {
    directory.writeVarint(offset + 1)
    offset += bytes.length
  }
  const root = Buffer.from(directory.finish())
  const metadata = Buffer.from(JSON.stringify({ attribution: '<a href="https://example.org">&copy; Nobody</a>' }))
  const header = Buffer.alloc(HEADER_BYTES)
  header.write('PMTiles', 0, 'latin1')
  header.writeUInt8(3, 7)
  const data = HEADER_BYTES + root.length + metadata.length
  const longs = [HEADER_BYTES, root.length, HEADER_BYTES + root.length, metadata.length, data, 0, data, offset]
  for (const [i, long] of [...longs, tiles.length, tiles.length, tiles.length].entries())
    header.writeBigUInt64LE(BigInt(long), 8 + 8 * i)
  header.set([1, 1, 1, 1, zoom, zoom], 96) // clustered, nothing packed, vector tiles, both zooms
  for (const [i, degrees] of bounds.entries()) header.writeInt32LE(Math.round(degrees * E7), 102 + 4 * i)
  header.writeUInt8(zoom, 118)
  const [west = 0, south = 0, east = 0, north = 0] = bounds
  header.writeInt32LE(Math.round(((west + east) / 2) * E7), 119)
  header.writeInt32LE(Math.round(((south + north) / 2) * E7), 123)
  return Buffer.concat([header, root, metadata, ...tiles.map(({ bytes }) => bytes)])
}

/** A harbour that is nowhere, off the coast where no land is: water, a street, a park and a quarter, each with its name. */
export const harbourMap = (): Buffer => {
  const [lon, lat] = HARBOUR
  const at = (east: number, north: number): At => [lon + east / 1_000, lat + north / 1_000]
  return smallMap(
    14,
    [at(-20, -20), at(20, 20)],
    [
      {
        layer: 'water',
        properties: { class: 'ocean' },
        shape: 'ring',
        places: [at(-20, -20), at(-20, -3), at(20, -1), at(20, -20)],
      },
      {
        layer: 'landuse',
        properties: { class: 'park' },
        shape: 'ring',
        places: [at(2, 2), at(2, 6), at(7, 6), at(7, 2)],
      },
      { layer: 'transportation', properties: { class: 'primary' }, shape: 'line', places: [at(-18, 1), at(18, 1)] },
      {
        layer: 'transportation_name',
        properties: { class: 'primary', name: 'Harbour Street' },
        shape: 'line',
        places: [at(-18, 1), at(18, 1)],
      },
      {
        layer: 'place',
        properties: { class: 'suburb', name: 'Old Harbour', rank: 1 },
        shape: 'point',
        places: [at(-2, 4)],
      },
    ],
  )
}
export const HARBOUR: At = [-20, 40]
