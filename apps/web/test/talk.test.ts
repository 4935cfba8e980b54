import type { ChatEvent } from '@plaza/contract'
import { expect, test } from 'vitest'
import { readHash } from '../src/talk/thumbhash.ts'
import { byMonth, localMinute, usualTimes } from '../src/talk/times.ts'
import { placeOf } from '../src/talk/places.ts'
import { barsOf, waveOf } from '../src/talk/waves.ts'
import { passedOn } from '../src/talk/passed-on.ts'
import { event } from './world.ts'

test('usual times are to come, in order of the day, and Monday is never today', () => {
  const evening = new Date(2026, 10, 30, 21, 0).getTime() // a Monday
  expect(usualTimes(evening).map(one => one.key)).toEqual(['talk.when.hour', 'talk.when.tomorrow', 'talk.when.monday'])
  const monday = usualTimes(evening).find(one => one.key === 'talk.when.monday')!
  expect(new Date(monday.at)).toEqual(new Date(2026, 11, 7, 9))
  expect(usualTimes(new Date(2026, 10, 29, 8).getTime()).map(one => one.key)).toContain('talk.when.evening')
  expect(localMinute(new Date(2026, 0, 2, 3, 4).getTime())).toBe('2026-01-02T03:04')
})

test('things stand by their months, newest first', () => {
  const [march, april] = [new Date(2026, 2, 31).getTime(), new Date(2026, 3, 1).getTime()]
  expect(byMonth([{ at: april }, { at: march }, { at: march - 1 }]).map(one => one.items.length)).toEqual([1, 2])
})

test('a place is two numbers on the earth', () => {
  expect(placeOf('41.1496, -8.6109')).toEqual({ lat: 41.1496, lon: -8.6109 })
  expect(placeOf('41.1496 -8.6109')).toEqual({ lat: 41.1496, lon: -8.6109 })
  for (const wrong of ['', '41', '91, 0', '0, 181', 'a, b', '1, 2, 3']) expect(placeOf(wrong)).toBeUndefined()
})

test('a wave has its loud and its quiet parts wherever they are, however long it is', () => {
  const loud = [...Array.from({ length: 300 }, () => 10), ...Array.from({ length: 300 }, () => 200)]
  const bars = barsOf(
    Uint8Array.from(atob(waveOf(loud).replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0)),
  )
  expect(bars[0]).toBeLessThan(0.2)
  expect(bars.at(-1)).toBe(1)
  expect(barsOf(new Uint8Array())).toHaveLength(bars.length)
  expect(waveOf([])).toBe('')
})

test('a thumbhash tells its shape and its mean colour', () => {
  // One that is grey and square: light 32 of 63, no colour, 3 waves each way.
  const grey = Uint8Array.from([
    0x20 | ((32 & 3) << 6),
    (32 >> 2) | ((32 & 15) << 4),
    32 >> 4,
    0x03 | 0x80,
    0x80,
    0,
    0,
    0,
    0,
    0,
  ])
  const { mean, ratio } = readHash(grey)
  expect(mean[0]).toBeCloseTo(0.51, 1)
  expect(Math.abs(mean[1])).toBeLessThan(0.05)
  expect(Math.abs(mean[2])).toBeLessThan(0.05)
  expect(ratio).toBeGreaterThan(1)
})

test('what is passed on says what can be said again: words without mentions, files by their ids', () => {
  const said = (part: Partial<ChatEvent>) => passedOn(event(part), 'c2')
  expect(said({ b: { text: '@Bo hello', mentions: ['bo'] } })).toEqual({ c: 'c2', k: 'text', b: { text: '@Bo hello' } })
  const items = [{ file: 'aa', w: 3, h: 2, bytes: 9 }]
  expect(said({ k: 'picture', b: { items, text: 'Look' } })).toEqual({
    c: 'c2',
    k: 'picture',
    b: { items: [{ file: 'aa' }], text: 'Look' },
  })
  expect(said({ k: 'voice', b: { file: 'aa', ms: 5, wave: 'x', bytes: 1 } })).toEqual({
    c: 'c2',
    k: 'voice',
    b: { file: 'aa' },
  })
  expect(said({ k: 'record', q: 7, b: { title: 'Trip', lines: [] } })).toEqual({
    c: 'c2',
    k: 'record',
    b: { from: 'c1', qs: [7], title: 'Trip' },
  })
})
