import { divide } from '@plaza/fair'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test('what does not divide goes to the first, a unit each', () => {
  expect([...divide([{ amount: 5_000n, people: ['a', 'b', 'c'] }])]).toEqual([
    ['a', 1_667n],
    ['b', 1_667n],
    ['c', 1_666n],
  ])
})

test('over several items the odd units go round', () => {
  const people = ['a', 'b']
  const owed = divide([1n, 3n, 5n, 7n].map(amount => ({ amount, people })))
  expect([...owed.values()]).toEqual([8n, 8n])
})

test('nothing is lost, and who shares the same pays the same but for a unit', () => {
  const item = fc.record({
    amount: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    people: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }),
  })
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 20 }), items => {
      const sum = [...divide(items).values()].reduce((all, part) => all + part, 0n)
      expect(sum).toBe(items.reduce((all, one) => all + one.amount, 0n))
    }),
  )
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.integer({ min: 1, max: 100 }), (amount, count) => {
      const parts = [...divide([{ amount, people: Array.from({ length: count }, (_, i) => `p${i}`) }]).values()]
      expect((parts[0] as bigint) - (parts.at(-1) as bigint)).toBeLessThanOrEqual(1n)
    }),
  )
})
