import type { ChatEvent } from '@plaza/contract'
import { expect, test } from 'vitest'
import { DEFAULTS, isQuiet, isZone, judge, type Standing } from '../rules.ts'

const NOON = Date.UTC(2026, 5, 1, 12)
const said = (more: Partial<ChatEvent> = {}): ChatEvent => ({
  c: 'c',
  q: 5,
  n: 5,
  f: 'anna',
  id: 'id',
  k: 'text',
  b: { text: 'hi' },
  at: NOON,
  ...more,
})
const bo: Standing = {
  person: 'bo',
  mute: false,
  rule: 'all',
  readQ: 4,
  joinedQ: 0,
  setting: DEFAULTS,
  looks: false,
}
const at = { now: NOON + 3_000, ageMaxMs: 3_600_000 }

test('everybody who could read it and did not is called; each reason against it is told by the first', () => {
  expect(judge(said(), bo, at)).toBe('call')
  expect(judge(said({ f: 'bo' }), bo, at)).toBe('own')
  expect(judge(said(), { ...bo, joinedQ: 5 }, at)).toBe('not_theirs')
  expect(judge(said({ b: { text: 'hi', silent: true } }), bo, at)).toBe('silent')
  expect(judge(said(), { ...bo, readQ: 5, mute: true }, at)).toBe('read')
  expect(judge(said(), bo, { ...at, now: NOON + 3_600_001 })).toBe('old')
  expect(judge(said(), { ...bo, looks: true, mute: true }, at)).toBe('looks')
  expect(judge(said(), { ...bo, mute: true }, at)).toBe('muted')
  expect(judge(said(), { ...bo, rule: 'nothing' }, at)).toBe('rule')
  const quiet = { from: 11 * 60, until: 13 * 60, zone: 'UTC' }
  expect(judge(said(), { ...bo, setting: { ...DEFAULTS, quiet } }, at)).toBe('quiet')
})

test('a chat that calls by name does so for a mention, for everybody, and for an answer', () => {
  const named = { ...bo, rule: 'mentions' as const }
  expect(judge(said(), named, at)).toBe('rule')
  expect(judge(said({ b: { text: '@bo', mentions: ['bo'] } }), named, at)).toBe('call')
  expect(judge(said({ b: { text: '@all', mentions: ['all'] } }), named, at)).toBe('call')
  expect(judge(said({ re: 3 }), named, { ...at, answered: 'bo' })).toBe('call')
  expect(judge(said({ re: 3 }), named, { ...at, answered: 'cleo' })).toBe('rule')
})

test('quiet hours are of their zone, may reach over midnight, and are none when they begin as they end', () => {
  const quiet = (from: number, until: number, zone = 'UTC') => ({ quiet: { from: from * 60, until: until * 60, zone } })
  const hour = (h: number) => Date.UTC(2026, 5, 1, h)
  expect([21, 22, 3, 6, 7].map(h => isQuiet(quiet(22, 7), hour(h)))).toEqual([false, true, true, true, false])
  expect([12, 13, 14].map(h => isQuiet(quiet(13, 14), hour(h)))).toEqual([false, true, false])
  // Half past five in Kolkata when it is midnight in Greenwich.
  expect(isQuiet(quiet(5, 6, 'Asia/Kolkata'), hour(0))).toBe(true)
  expect(isQuiet(quiet(9, 9), hour(9))).toBe(false)
  expect([isZone('Europe/Madrid'), isZone('Mars/Olympus')]).toEqual([true, false])
})
