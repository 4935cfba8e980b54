import { TILE_PX } from '@plaza/mercator'
import type { Assets } from './types.ts'
import { clamp } from './values.ts'

export interface Sight {
  /** Px of the world's map at this scale that lie at the corner of the canvas. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly scale: number
}

interface Tile {
  image: HTMLImageElement | null
  letGo: () => void
}

const TILES_KEPT_MAX = 200
const DEEPEST = 18
const QUIET = '#eef1ee'
const QUIET_DARK = '#22262a'
const GRID = '#e0e4e0'
const GRID_DARK = '#2c3136'
const GRID_CELLS = 4

/** Tiles of the city's own map, asked of the host; where there are none, a quiet grid. */
export function createTiles(assets: Assets, changed: () => void) {
  const tiles = new Map<string, Tile>()

  function tile(z: number, x: number, y: number): Tile {
    const key = `${z}/${x}/${y}`
    const known = tiles.get(key)
    if (known) {
      tiles.delete(key)
      tiles.set(key, known)
      return known
    }
    const made: Tile = { image: null, letGo: () => {} }
    tiles.set(key, made)
    made.letGo = assets.use(`plaza:tile/${key}`, '', url => {
      if (!url) return
      const image = new Image()
      image.addEventListener('load', () => {
        made.image = image
        changed()
      })
      image.src = url
    })
    for (const [old, { letGo }] of tiles) {
      if (tiles.size <= TILES_KEPT_MAX) break
      tiles.delete(old)
      letGo()
    }
    return made
  }

  return {
    draw(pen: CanvasRenderingContext2D, sight: Sight, dark: boolean): void {
      const z = clamp(Math.round(sight.scale), 0, DEEPEST)
      const size = TILE_PX * 2 ** (sight.scale - z)
      const count = 2 ** z
      pen.fillStyle = dark ? QUIET_DARK : QUIET
      pen.fillRect(0, 0, sight.width, sight.height)
      for (let y = Math.floor(sight.top / size); y * size < sight.top + sight.height; y += 1) {
        for (let x = Math.floor(sight.left / size); x * size < sight.left + sight.width; x += 1) {
          if (y < 0 || y >= count) continue
          const { image } = tile(z, ((x % count) + count) % count, y)
          const left = x * size - sight.left
          const top = y * size - sight.top
          if (image) pen.drawImage(image, left, top, size + 0.5, size + 0.5)
          else grid(pen, left, top, size, dark)
        }
      }
    },
    dropped() {
      for (const { letGo } of tiles.values()) letGo()
    },
  }
}

function grid(pen: CanvasRenderingContext2D, left: number, top: number, size: number, dark: boolean): void {
  pen.strokeStyle = dark ? GRID_DARK : GRID
  pen.lineWidth = 1
  pen.beginPath()
  for (let line = 0; line < GRID_CELLS; line += 1) {
    const at = (line * size) / GRID_CELLS
    pen.moveTo(left + at, top)
    pen.lineTo(left + at, top + size)
    pen.moveTo(left, top + at)
    pen.lineTo(left + size, top + at)
  }
  pen.stroke()
}
