import type { MakerProgram } from '@plaza/contract'
import { expect, test } from 'vitest'
import { byVersion, daysUntil, returned, versionSums, type Numbers } from '../src/makers/figures.ts'
import { coordinatesOf, isDomain, keywordsOf, mayGoBack, mayRelease, sharesFor } from '../src/makers/rules.ts'

const program = (change: Partial<MakerProgram>): MakerProgram => ({
  appId: 'wx0000000000000001',
  team: 'team',
  role: 'owner',
  profile: {
    names: { en: 'Tides' },
    abouts: { en: 'Tides' },
    category: 'tools',
    licences: [],
    domains: {},
    scopes: {},
    templates: [],
    keywords: [],
    pages: [],
    places: [],
  },
  serial: 0,
  createdAt: 0,
  ...change,
})
const released = { id: 'one', version: '1.0.0', at: 0 }
const day = (change: Partial<Numbers['days'][number]>): Numbers['days'][number] => ({
  day: '2026-11-28',
  versionId: 'one',
  version: '1.0.0',
  opens: 10,
  people: 8,
  errors: 1,
  payments: 0,
  ...change,
})

test('the first release is for everybody; later a share only grows', () => {
  expect(sharesFor(program({}), 'one')).toEqual([100])
  expect(sharesFor(program({ released }), 'two')).toEqual([1, 5, 10, 25, 50, 100])
  const grey = { id: 'two', version: '1.1.0', percent: 25 }
  expect(sharesFor(program({ released, grey }), 'two')).toEqual([50, 100])
})

test('only what was approved is released, and only what was released is gone back to', () => {
  const version = { id: 'two', version: '1.1.0', state: 'approved', approved: true } as const
  expect(mayRelease(program({ released }), version)).toBe(true)
  expect(mayRelease(program({ released, stopped: true }), version)).toBe(false)
  expect(mayRelease(program({ released }), { ...version, approved: false })).toBe(false)
  expect(mayGoBack(program({ released }), version)).toBe(false)
  expect(mayGoBack(program({ released }), { ...version, state: 'old' })).toBe(true)
  const grey = { id: 'two', version: '1.1.0', percent: 25 }
  const one = { id: 'one', version: '1.0.0', state: 'released', approved: true } as const
  expect(mayGoBack(program({ released }), one)).toBe(false)
  expect(mayGoBack(program({ released, grey }), one)).toBe(true)
})

test.each([
  ['https://api.example.com', 'request', true],
  ['https://api.example.com:8443', 'request', true],
  ['https://api.example.com/', 'request', true],
  ['wss://live.example.com', 'socket', true],
  ['wss://live.example.com', 'request', false],
  ['http://api.example.com', 'request', false],
  ['https://api.example.com/path', 'request', false],
  ['https://10.0.0.1', 'request', false],
  ['https://[::1]', 'request', false],
  ['https://localhost', 'request', false],
  ['https://printer.local', 'request', false],
  ['https://user@api.example.com', 'request', false],
  ['api.example.com', 'request', false],
])('a domain of a profile: %s as %s', (line, kind, is) => expect(isDomain(line, kind)).toBe(is))

test('coordinates and keywords as people type them', () => {
  expect(coordinatesOf('43.46, -3.80')).toEqual({ lat: 43.46, lon: -3.8 })
  expect(coordinatesOf('43.46')).toBeUndefined()
  expect(coordinatesOf('143, 3')).toBeUndefined()
  expect(keywordsOf(' sea, tide，海 ; sea,')).toEqual(['sea', 'tide', '海'])
})

test('days of versions become layers, and the oldest of many share one', () => {
  const days = daysUntil(Date.UTC(2026, 10, 29, 12), 2)
  expect(days).toEqual(['2026-11-28', '2026-11-29'])
  const ids = ['a', 'b', 'c', 'd', 'e', 'f']
  const numbers = ids.map((id, i) => day({ versionId: id, version: `1.${i}.0`, opens: i + 1 }))
  const layers = byVersion(numbers, days, { of: one => one.opens, rest: 'others' })
  expect(layers.map(one => one.name)).toEqual(['1.5.0', '1.4.0', '1.3.0', '1.2.0', 'others'])
  expect(layers.at(-1)?.values).toEqual([3, undefined])
})

test('a version in one line: times of days that had more openings count more', () => {
  const [one] = versionSums([
    day({ opens: 30, openMs: { p50: 400, p95: 1000 } }),
    day({ day: '2026-11-29', opens: 10, errors: 2, openMs: { p50: 800, p95: 2000 } }),
  ])
  expect(one).toEqual({ version: '1.0.0', opens: 40, errors: 3, payments: 0, p50: 500, p95: 1250 })
})

test('who came again is a share of those who came; of too few it is not known', () => {
  const retention: Numbers['retention'] = [
    { day: '2026-11-28', people: 20, day1: 5 },
    { day: '2026-11-29', people: '<5', day1: '<5' },
  ]
  const days = ['2026-11-27', '2026-11-28', '2026-11-29']
  expect(returned({ days: [], retention }, days, 'day1')).toEqual([undefined, 25, undefined])
})
