import { expect, test } from 'vitest'
import { next, type Standing } from '../rules.ts'

const ringing = (more: Partial<Standing>): Standing => ({
  state: 'ringing',
  by: 'anna',
  present: ['anna'],
  answers: [null],
  ...more,
})

test('a call rings until somebody comes, and is over when nobody can any more', () => {
  expect(next(ringing({}))).toEqual({ state: 'ringing' })
  expect(next(ringing({ present: ['anna', 'bo'], answers: ['joined'] }))).toEqual({ state: 'live' })
  expect(next(ringing({ present: ['anna', 'anna'] }))).toEqual({ state: 'ringing' })
  expect(next(ringing({ present: [] }))).toEqual({ state: 'ended', why: 'cancelled' })
  expect(next(ringing({ answers: ['declined'] }))).toEqual({ state: 'ended', why: 'declined' })
  expect(next(ringing({ answers: ['busy'] }))).toEqual({ state: 'ended', why: 'busy' })
  expect(next(ringing({ answers: ['busy', 'missed'] }))).toEqual({ state: 'ended', why: 'missed' })
  expect(next(ringing({ answers: ['busy', 'declined', 'missed'] }))).toEqual({ state: 'ended', why: 'declined' })
  expect(next(ringing({ answers: ['declined', null] }))).toEqual({ state: 'ringing' })
})

test('a call that was taken ends when one is left, unless it still rings for somebody', () => {
  const live = (more: Partial<Standing>) => next(ringing({ state: 'live', ...more }))
  expect(live({ present: ['bo', 'carl'], answers: ['joined', 'joined'] })).toEqual({ state: 'live' })
  expect(live({ present: ['bo'], answers: ['joined', null] })).toEqual({ state: 'live' })
  expect(live({ present: ['bo'], answers: ['joined', 'declined'] })).toEqual({ state: 'ended', why: 'hung_up' })
  expect(live({ present: [], answers: ['joined', null] })).toEqual({ state: 'ended', why: 'hung_up' })
  expect(next(ringing({ state: 'ended' }))).toEqual({ state: 'ended' })
})
