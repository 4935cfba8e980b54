import { expect, test } from 'vitest'
import { daysBetween, lineTime, listTime } from '../src/engine/time.ts'

const at = (text: string) => new Date(text).getTime()
const now = at('2026-03-12T12:00:00')

test('days are counted by midnights', () => {
  expect(daysBetween(at('2026-03-11T23:59:00'), at('2026-03-12T00:01:00'))).toBe(1)
  expect(daysBetween(at('2026-03-12T00:01:00'), now)).toBe(0)
})

test('the list tells the hour, then the day, then the date', () => {
  expect(listTime(at('2026-03-12T08:05:00'), now, 'en')).toBe('08:05')
  expect(listTime(at('2026-03-11T23:00:00'), now, 'en')).toBe('Yesterday')
  expect(listTime(at('2026-03-09T10:00:00'), now, 'en')).toBe('Mon')
  expect(listTime(at('2026-01-02T10:00:00'), now, 'en')).toBe('Jan 2')
  expect(listTime(at('2025-12-31T10:00:00'), now, 'en')).toBe('12/31/2025')
})

test('what is to come is told as well', () => {
  expect(lineTime(at('2026-03-13T09:00:00'), now, 'en')).toBe('Tomorrow 09:00')
  expect(lineTime(at('2026-03-16T09:00:00'), now, 'en')).toBe('Mar 16 09:00')
})

test('in every language', () => {
  expect(listTime(at('2026-03-11T23:00:00'), now, 'zh')).toBe('昨天')
  expect(listTime(at('2026-03-11T23:00:00'), now, 'es')).toBe('Ayer')
  expect(lineTime(at('2026-03-11T23:00:00'), now, 'es')).toBe('Ayer 23:00')
})
