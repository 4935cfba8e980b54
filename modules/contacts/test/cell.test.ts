import { around, cellAt, isCell, placesOf, type Cell } from '@plaza/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const points = fc.tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }))
const same = (a: Cell) => (b: Cell) => a.line === b.line && a.place === b.place

test('every point of the earth has a cell, and all cells around it are cells', () => {
  fc.assert(
    fc.property(points, ([lat, lon]) => {
      const cell = cellAt(lat, lon)
      expect(isCell(cell)).toBe(true)
      const cells = around(cell)
      expect(cells.every(isCell)).toBe(true)
      expect(cells.some(same(cell))).toBe(true)
      expect(new Set(cells.map(one => `${one.line} ${one.place}`)).size).toBe(cells.length)
    }),
  )
})

test('neighbours are neighbours from both sides, also across the line where dates change', () => {
  fc.assert(
    fc.property(points, ([lat, lon]) => {
      const cell = cellAt(lat, lon)
      for (const other of around(cell)) expect(around(other).some(same(cell))).toBe(true)
    }),
  )
  const [east, west] = [cellAt(10, 179.999), cellAt(10, -179.999)]
  expect(around(east).some(same(west))).toBe(true)
})

test('a cell is about a kilometre, and tells no more than that', () => {
  const metres = 111_320
  for (const lat of [0, 41.14, -60]) {
    const { line } = cellAt(lat, 0)
    const width = (360 / placesOf(line)) * metres * Math.cos((lat * Math.PI) / 180)
    expect(width).toBeGreaterThan(1_000)
    expect(width).toBeLessThan(1_250)
  }
  expect(cellAt(41.1401, -8.6109)).toEqual(cellAt(41.1449, -8.6101))
})
