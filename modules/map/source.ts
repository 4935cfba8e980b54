import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { gunzip } from 'node:zlib'
import { Compression, PMTiles, TileType, type Source } from 'pmtiles'
import { SOURCE_BYTES_MAX } from './limits.ts'

/** A file of vector tiles (PMTiles 3, https://docs.protomaps.com/pmtiles/), read in parts. */
export interface MapSource {
  /** Another one for another file. */
  readonly version: string
  /** Degrees: west, south, east, north. */
  readonly bounds: readonly [number, number, number, number]
  readonly center: readonly [number, number]
  readonly minZoom: number
  readonly maxZoom: number
  /** Who made it, as plain text. */
  readonly attribution: string
  /** A tile as Mapbox Vector Tile 2.1, or undefined where there is none. */
  tile(z: number, x: number, y: number): Promise<Uint8Array | undefined>
  close(): Promise<void>
}

const ATTRIBUTION_LENGTH_MAX = 300
const OSM = '© OpenStreetMap contributors'
const HEADER_BYTES = 127

/** Opens a map file. Throws with a sentence where it is none, or one of pictures. */
export async function openSource(path: string): Promise<MapSource> {
  const file = await open(path, 'r')
  try {
    const tiles = new PMTiles(reader(path, file), undefined, (packed, compression) => unpack(packed, compression))
    const header = await tiles.getHeader()
    if (header.tileType !== TileType.Mvt) throw new Error(`${path} holds no vector tiles (MVT)`)
    const { size, mtimeMs } = await file.stat()
    const head = Buffer.alloc(HEADER_BYTES)
    await file.read(head, 0, HEADER_BYTES, 0)
    const version = createHash('sha256').update(head).update(`${size} ${mtimeMs}`).digest('hex').slice(0, 16)
    const { attribution } = (await tiles.getMetadata()) as { attribution?: unknown }
    return {
      version,
      bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
      center: [header.centerLon, header.centerLat],
      minZoom: header.minZoom,
      maxZoom: header.maxZoom,
      attribution: plain(attribution) || OSM,
      tile: async (z, x, y) => {
        const found = await tiles.getZxy(z, x, y)
        return found && new Uint8Array(found.data)
      },
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

const reader = (path: string, file: FileHandle): Source => ({
  getKey: () => path,
  async getBytes(offset, length) {
    const bytes = Buffer.alloc(length)
    const { bytesRead } = await file.read(bytes, 0, length, offset)
    return { data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytesRead) }
  },
})

function unpack(packed: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  if (compression === Compression.None || compression === Compression.Unknown) return Promise.resolve(packed)
  if (compression !== Compression.Gzip) return Promise.reject(new Error('a map is read unpacked or with gzip'))
  return new Promise((resolve, reject) =>
    gunzip(Buffer.from(packed), { maxOutputLength: SOURCE_BYTES_MAX }, (error, bytes) =>
      error ? reject(error) : resolve(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)),
    ),
  )
}

/** Makers of maps write a link: its words are shown. */
const plain = (text: unknown): string =>
  typeof text === 'string'
    ? text
        .replace(/<[^>]*>/g, '')
        .replaceAll('&copy;', '©')
        .replaceAll('&amp;', '&')
        .trim()
        .slice(0, ATTRIBUTION_LENGTH_MAX)
    : ''
