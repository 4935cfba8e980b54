import { describe, expect, test } from 'vitest'
import { svgOf } from '../draw.ts'
import type { Ground, NameSeen } from '../features.ts'
import { drawNames } from '../labels.ts'
import { LOOKS } from '../looks.ts'
import { outlineOf } from '../outlines.ts'
import { thingsOf } from '../schemas.ts'

const EDGE = 1_024
const name = (text: string, points: number[], more: Partial<NameSeen> = {}): NameSeen => ({
  kind: 'road',
  rank: 0,
  text,
  points,
  ...more,
})
const count = (svg: string, part: string) => svg.split(part).length - 1

describe('what is drawn of a vector tile', () => {
  test.each([
    ['transportation', { class: 'primary' }, [{ as: 'line', kind: 'primary', under: false }]],
    ['transportation', { class: 'minor', brunnel: 'tunnel' }, [{ as: 'line', kind: 'minor', under: true }]],
    ['roads', { kind: 'highway', is_tunnel: true }, [{ as: 'line', kind: 'motorway', under: true }]],
    ['building', {}, [{ as: 'area', kind: 'building' }]],
    ['landuse', { kind: 'park' }, [{ as: 'area', kind: 'green' }]],
    ['landcover', { class: 'grass', subclass: 'garden' }, [{ as: 'area', kind: 'green' }]],
    ['landuse', { class: 'quarry' }, []],
    ['boundary', { admin_level: 8 }, []],
    ['places', { kind: 'locality', name: 'Porto' }, [{ as: 'name', kind: 'city', text: 'Porto', rank: 0 }]],
    ['constructor', { class: 'primary' }, []],
  ])('%s %o', (layer, properties, things) => {
    expect(thingsOf(layer, properties, 16)).toEqual(things)
  })

  test('a road of the Protomaps basemap brings its name, from the zoom where there is room', () => {
    const road = { kind: 'minor_road', name: 'Rua Nova' }
    expect(thingsOf('roads', road, 16)).toHaveLength(2)
    expect(thingsOf('roads', road, 14)).toHaveLength(1)
  })

  test('a spot has its name from its own zoom on', () => {
    expect(thingsOf('poi', { class: 'hospital', name: 'Santa Maria' }, 14)).toEqual([])
    expect(thingsOf('poi', { class: 'hospital', name: 'Santa Maria' }, 15)).toHaveLength(1)
  })
})

describe('names', () => {
  const look = LOOKS.light

  test('letters come from our own fonts: Latin, Cyrillic, Chinese; a name with others is left out', () => {
    for (const text of ['Praça Nova', 'Улица Мира', '人民路'])
      expect(outlineOf(text)?.letters).toHaveLength([...text].length)
    expect(outlineOf('שלום')).toBeUndefined()
  })

  test('a street is named along its longest straight part, once nearby, and only where the name fits', () => {
    const bent = name('Long Street', [0, 500, 20, 520, 700, 520, 710, 900])
    const svg = drawNames([bent, { ...bent, points: [0, 560, 700, 560] }], look, EDGE)
    expect(count(svg, 'rotate(0.00)')).toBe(2) // its halo and its letters
    expect(drawNames([name('A very long name of a street', [0, 0, 40, 40])], look, EDGE)).toBe('')
  })

  test('what runs to the left is still read from the left', () => {
    expect(drawNames([name('Back Lane', [600, 300, 100, 300])], look, EDGE)).toContain('rotate(0.00)')
  })

  test('where two want the same room, the larger place has it; nothing leaves the square', () => {
    const both = [name('Hamlet', [500, 500], { kind: 'quarter' }), name('Town', [505, 502], { kind: 'city' })]
    const svg = drawNames(both, look, EDGE)
    expect(svg).toContain(look.names.city)
    expect(svg).not.toContain(look.names.quarter)
    expect(drawNames([name('Edge', [2, 500], { kind: 'city' })], look, EDGE)).toBe('')
  })

  test('nothing of a name is markup', () => {
    const svg = drawNames([name('<script>', [500, 500], { kind: 'city' })], look, EDGE)
    expect(svg).not.toContain('<script')
  })
})

test('roads lie over areas, and edges under all roads', () => {
  const ground: Ground = {
    areas: new Map([['water', ['M0 0L9 0L9 9Z']]]),
    lines: new Map([['primary', ['M0 0L9 9']]]),
    tunnels: new Map(),
    names: [],
  }
  const { areas, casing, lines } = LOOKS.dark
  const svg = svgOf(ground, LOOKS.dark, 16, EDGE)
  const order = [areas.water, casing, lines.primary].map(colour => svg.indexOf(colour))
  expect(order).toEqual(order.toSorted((a, b) => a - b))
  expect(order[0]).toBeGreaterThan(0)
})
