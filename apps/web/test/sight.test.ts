import { describe, expect, test } from 'vitest'
import { placed, pushed, tilesIn, within, zoomed, type Sight } from '../src/map/sight.ts'

const map = {
  version: '0123456789abcdef',
  bounds: [7.36, 43.69, 7.48, 43.78],
  center: [7.42, 43.735],
  minZoom: 9,
  maxZoom: 18,
  attribution: 'test',
}
const sight: Sight = { lat: 43.735, lon: 7.42, zoom: 15 }
const [WIDTH, HEIGHT] = [400, 300]

describe('what of the map is in sight', () => {
  test('tiles cover the window and nothing outside the map', () => {
    const tiles = tilesIn(map, sight, WIDTH, HEIGHT)
    expect(Math.min(...tiles.map(({ left }) => left))).toBeLessThanOrEqual(0)
    expect(Math.max(...tiles.map(({ left, size }) => left + size))).toBeGreaterThanOrEqual(WIDTH)
    expect(new Set(tiles.map(({ key }) => key)).size).toBe(tiles.length)
    const far = tilesIn(map, { ...sight, zoom: 9 }, 4_000, 4_000)
    expect(far.length).toBeLessThanOrEqual(4)
  })

  test('the middle is in the middle, and a push moves it by so many px', () => {
    expect(placed(sight, WIDTH, HEIGHT, sight)).toEqual({ left: WIDTH / 2, top: HEIGHT / 2 })
    const at = placed(pushed(sight, 30, -20), WIDTH, HEIGHT, sight)
    expect(at.left).toBeCloseTo(WIDTH / 2 + 30, 3)
    expect(at.top).toBeCloseTo(HEIGHT / 2 - 20, 3)
  })

  test('what lies under the fingers stays there while they spread', () => {
    const [dx, dy] = [90, -40]
    const under = pushed(sight, -dx, -dy)
    const at = placed(zoomed(map, sight, 16.3, dx, dy), WIDTH, HEIGHT, under)
    expect(at.left).toBeCloseTo(WIDTH / 2 + dx, 3)
    expect(at.top).toBeCloseTo(HEIGHT / 2 + dy, 3)
  })

  test('no sight leaves the map or its zooms', () => {
    expect(within(map, { lat: 10, lon: 100, zoom: 30 })).toEqual({ lat: 43.69, lon: 7.48, zoom: 18 })
    expect(zoomed(map, sight, 1).zoom).toBe(9)
  })
})
