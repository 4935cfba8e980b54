import { perCity, type City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DrawnTile } from './draw.ts'
import { Drawer } from './drawer.ts'
import { blockSize, type Block } from './features.ts'
import { KEPT_BYTES_MAX, WAITING_MAX, ZOOM_MAX } from './limits.ts'
import type { Theme } from './looks.ts'
import { openSource, type MapSource } from './source.ts'

/** The map of a city and where its drawn tiles are kept. */
export interface CityMap {
  readonly source: MapSource
  readonly drawer: Drawer
  /** A folder of its own; what is in it can be drawn again. */
  readonly folder: string
}

export interface TileWish extends Block {
  readonly theme: Theme
}

const chosen = perCity((): { map?: CityMap; drawing: Map<string, Promise<DrawnTile[]>>; line: Promise<unknown> } => ({
  drawing: new Map(),
  line: Promise.resolve(),
}))

/**
 * Door: the map that this city shows, a file of vector tiles, and a folder for what is drawn of it. Without one, places are
 * shown without a map. Throws with a sentence where the file is no map.
 */
export async function useMap(city: City, file: string, folder: string): Promise<void> {
  const map = { source: await openSource(file), drawer: new Drawer(file), folder }
  chosen(city).map = map
  city.onStop(async () => {
    await map.drawer.close()
    await map.source.close()
  })
}

export const mapOf = (city: City): CityMap | undefined => chosen(city).map

/**
 * A tile as WebP, drawn when it is first asked for, with its neighbours. Undefined where the map has none; refuses
 * (`too_many_requests`) when too many others wait to be drawn.
 */
export async function tileOf(city: City, wish: TileWish): Promise<Buffer | undefined> {
  const { map } = chosen(city)
  if (!map || !isInside(map.source, wish)) return undefined
  const kept = await readFile(fileOf(map, wish)).catch(() => undefined)
  if (kept) return kept
  const tiles = await drawOnce(city, map, wish)
  return tiles.find(({ x, y }) => x === wish.x && y === wish.y)?.bytes
}

/** Whether a tile shows something that the file knows. */
export function isInside({ bounds, minZoom }: MapSource, { z, x, y }: Block): boolean {
  if (z < minZoom + 1 || z > ZOOM_MAX) return false
  const [west, south, east, north] = bounds
  const longitude = (at: number) => (at / 2 ** z) * 360 - 180
  const latitude = (at: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * at) / 2 ** z))) * 180) / Math.PI
  return longitude(x) < east && longitude(x + 1) > west && latitude(y) > south && latitude(y + 1) < north
}

function drawOnce(city: City, map: CityMap, { theme, z, x, y }: TileWish): Promise<DrawnTile[]> {
  const state = chosen(city)
  const size = blockSize(z)
  const block = { z, x: x - (x % size), y: y - (y % size) }
  const key = [theme, z, block.x, block.y].join('/')
  const under = state.drawing.get(key)
  if (under) return under
  if (state.drawing.size >= WAITING_MAX) throw new Refusal('too_many_requests', { retryMs: 1_000 })
  const drawn = state.line.then(async () => {
    const tiles = await map.drawer.draw({ theme, block })
    for (const tile of tiles) await keep(map, { theme, z, x: tile.x, y: tile.y }, tile.bytes)
    return tiles
  })
  state.drawing.set(key, drawn)
  state.line = drawn.catch(() => {}).then(() => state.drawing.delete(key))
  return drawn
}

const fileOf = ({ source, folder }: CityMap, { theme, z, x, y }: TileWish): string =>
  join(folder, source.version, theme, String(z), String(x), `${y}.webp`)

async function keep(map: CityMap, wish: TileWish, bytes: Buffer): Promise<void> {
  const file = fileOf(map, wish)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(`${file}.part`, bytes)
  await rename(`${file}.part`, file)
}

/** Chore: forgets tiles of other files, and when there are too many, those that were drawn first. */
export async function sweepTiles(city: City): Promise<void> {
  const { map } = chosen(city)
  if (!map) return
  const versions = await readdir(map.folder).catch(() => [])
  for (const version of versions)
    if (version !== map.source.version) await rm(join(map.folder, version), { recursive: true, force: true })
  const own = join(map.folder, map.source.version)
  const names = await readdir(own, { recursive: true }).catch(() => [])
  const files: { path: string; bytes: number; at: number }[] = []
  for (const name of names.filter(one => one.endsWith('.webp'))) {
    const path = join(own, name)
    const { size, mtimeMs } = await stat(path)
    files.push({ path, bytes: size, at: mtimeMs })
  }
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0)
  for (const { path, bytes } of files.toSorted((a, b) => a.at - b.at)) {
    if (total <= KEPT_BYTES_MAX) break
    await rm(path, { force: true })
    total -= bytes
  }
}
