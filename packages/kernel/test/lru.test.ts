import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Lru } from '../src/index.ts'

test('it never gives a wrong value, and always what was used within the last `max` entries', () => {
  const step = fc.record({ key: fc.integer({ min: 0, max: 12 }), value: fc.option(fc.integer()) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), steps => {
      const lru = new Lru<number, number>(4)
      const truth = new Map<number, number>()
      const recent: number[] = []
      for (const { key, value } of steps) {
        if (value === null) {
          const got = lru.get(key)
          if (got !== undefined) expect(got).toBe(truth.get(key))
          if (recent.slice(-3).includes(key)) expect(got).toBe(truth.get(key))
        } else {
          lru.set(key, value)
          truth.set(key, value)
          recent.push(key)
        }
      }
    }),
  )
})

test('it stays small', () => {
  const lru = new Lru<number, number>(10)
  for (let i = 0; i < 1000; i++) lru.set(i, i)
  expect(Array.from({ length: 1000 }, (_, i) => lru.get(i)).filter(v => v !== undefined).length).toBeLessThanOrEqual(20)
})
