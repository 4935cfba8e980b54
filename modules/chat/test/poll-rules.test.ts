import type { PollBody } from '@plaza/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closedCopy, isOver, tallied } from '../poll-rules.ts'

const poll = (more: Partial<PollBody> = {}): PollBody => ({
  text: 'Which?',
  options: ['a', 'b', 'c'].map(text => ({ text, votes: 0 })),
  voters: 0,
  ...more,
})
const choices = fc.uniqueArray(fc.integer({ min: 0, max: 2 }))

test('counts made step by step are those of a count from the start', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('anna', 'bo', 'cy'), choices)), steps => {
      const now = new Map<string, number[]>()
      let body = poll()
      for (const [who, chosen] of steps) {
        body = tallied(body, now.get(who) ?? [], chosen)
        now.set(who, chosen)
      }
      const all = [...now.values()]
      expect(body.options.map(option => option.votes)).toEqual(
        [0, 1, 2].map(i => all.filter(one => one.includes(i)).length),
      )
      expect(body.voters).toBe(all.filter(one => one.length > 0).length)
    }),
  )
})

test('a poll is over when it was closed, when its time has come, and wherever it was passed on to', () => {
  expect(isOver(poll(), 5)).toBe(false)
  expect(isOver(poll({ endsAt: 6 }), 5)).toBe(false)
  expect(isOver(poll({ endsAt: 5 }), 5)).toBe(true)
  expect(isOver(poll({ closedAt: 4 }), 5)).toBe(true)
  expect(closedCopy(poll({ endsAt: 3 }), 5)).toMatchObject({ closedAt: 3, copy: true })
  expect(closedCopy(poll({ endsAt: 9 }), 5)).toMatchObject({ closedAt: 5 })
  expect(isOver(closedCopy(poll(), 5), 5)).toBe(true)
})
