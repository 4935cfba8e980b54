import sharp from 'sharp'
import { blockSize, readGround, type Block, type Ground } from './features.ts'
import { drawNames } from './labels.ts'
import { DENSITY, TILE_PX } from './limits.ts'
import { AREA_ORDER, LOOKS, ROAD_ORDER, widthOf, type Look, type Theme } from './looks.ts'
import type { Line } from './schemas.ts'
import type { MapSource } from './source.ts'

export interface DrawnTile {
  readonly x: number
  readonly y: number
  /** WebP, TILE_PX times DENSITY pixels on a side. */
  readonly bytes: Buffer
}

const WEBP = { quality: 85, effort: 0 } as const
const CASING_PX = 1.4

/** Draws the tiles of a square together, so that their names and lines meet. */
export async function drawBlock(source: MapSource, theme: Theme, block: Block): Promise<DrawnTile[]> {
  const size = blockSize(block.z)
  const side = TILE_PX * DENSITY
  const svg = svgOf(await readGround(source, block), LOOKS[theme], block.z, size * TILE_PX)
  const picture = await sharp(Buffer.from(svg), { unlimited: true })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const raw = { width: picture.info.width, height: picture.info.height, channels: picture.info.channels }
  const tiles: DrawnTile[] = []
  for (let j = 0; j < size; j++)
    for (let i = 0; i < size; i++) {
      const bytes = await sharp(picture.data, { raw })
        .extract({ left: i * side, top: j * side, width: side, height: side })
        .webp(WEBP)
        .toBuffer()
      tiles.push({ x: block.x + i, y: block.y + j, bytes })
    }
  return tiles
}

/** A square as SVG 1.1: areas from below to above, then lines, then names. */
export function svgOf(ground: Ground, look: Look, z: number, edge: number): string {
  const areas = AREA_ORDER.map(kind => {
    const paths = ground.areas.get(kind)
    return paths ? `<path fill="${look.areas[kind]}" fill-rule="evenodd" d="${paths.join('')}"/>` : ''
  })
  const stroke = (kind: Line, width: number, colour: string, more = '', from = ground.lines) => {
    const paths = width > 0 ? from.get(kind) : undefined
    if (!paths) return ''
    return `<path stroke="${colour}" stroke-width="${width.toFixed(1)}" ${more} d="${paths.join('')}"/>`
  }
  const line = (kind: Line, more = '', from = ground.lines) =>
    stroke(kind, widthOf(kind, z), look.lines[kind], more, from)
  const roads = [
    ...ROAD_ORDER.map(kind => line(kind, 'stroke-opacity=".45"', ground.tunnels)),
    ...ROAD_ORDER.map(kind =>
      kind === 'path' ? '' : stroke(kind, widthOf(kind, z) && widthOf(kind, z) + CASING_PX, look.casing),
    ),
    ...ROAD_ORDER.map(kind => line(kind, kind === 'path' ? 'stroke-dasharray="4 2"' : '')),
  ]
  const others = [
    line('rail', 'stroke-dasharray="3 3" stroke-opacity=".5"', ground.tunnels),
    line('rail'),
    line('ferry', 'stroke-dasharray="6 5"'),
    line('border', 'stroke-dasharray="8 3 2 3"'),
  ]
  const pixels = edge * DENSITY
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}" viewBox="0 0 ${edge} ${edge}">
<rect width="${edge}" height="${edge}" fill="${look.land}"/>${areas.join('')}
<g fill="none" stroke-linejoin="round" stroke-linecap="round">${line('stream')}${roads.join('')}${others.join('')}</g>
${drawNames(ground.names, look, edge)}</svg>`
}
