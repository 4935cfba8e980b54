import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideGift, mustMakeSense, type LockedPromotion, type PromotionWish } from '../promotions/rules.ts'

const promotion = (more: Partial<LockedPromotion> = {}): LockedPromotion => ({
  id: 'p',
  state: 'open',
  budget: 1_000n,
  most: 100n,
  given: 0n,
  perPerson: 2,
  startsAt: 10,
  endsAt: 20,
  had: {},
  ...more,
})
const ask = (person: string, number: number, amount = 50n) => ({ promotion: 'p', person, number, amount })

test('whoever comes in whatever order, the budget is never passed and nobody has more than their shares', () => {
  const comers = fc.array(
    fc.record({
      person: fc.constantFrom('anna', 'bo', 'carla', 'dirk'),
      number: fc.integer({ min: 1, max: 4 }),
      amount: fc.bigInt({ min: 1n, max: 100n }),
    }),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(comers, fc.bigInt({ min: 100n, max: 600n }), (all, budget) => {
      let row = promotion({ budget })
      const had = new Map<string, number>()
      let given = 0n
      for (const { person, number, amount } of all) {
        const decision = decideGift(ask(person, number, amount), row, 15)
        if (!decision.ok) continue
        row = decision.row
        given += amount
        had.set(person, (had.get(person) ?? 0) + 1)
        expect(number).toBe(had.get(person))
      }
      expect(given).toBe(row.given)
      expect(given <= budget).toBe(true)
      expect([...had.values()].every(count => count <= 2)).toBe(true)
    }),
  )
})

test.each([
  [ask('anna', 1), undefined, 15, 'not_found'],
  [ask('anna', 1), promotion({ had: { anna: 1 } }), 15, 'taken'],
  [ask('anna', 3), promotion(), 15, 'taken'],
  [ask('anna', 2), promotion(), 15, 'skipped'],
  [ask('anna', 1), promotion(), 9, 'early'],
  [ask('anna', 1), promotion(), 20, 'over'],
  [ask('anna', 1), promotion({ state: 'ended' }), 15, 'over'],
  [ask('anna', 1), promotion({ given: 901n }), 15, 'empty'],
])('%o is refused in its order', (request, row, nowMs, reason) => {
  expect(decideGift(request, row, nowMs)).toEqual({ ok: false, reason })
})

const wish: PromotionWish = {
  id: 'p',
  payer: 'a',
  currency: 'EUR',
  title: 'Harbour week',
  budget: 1_000n,
  min: 10n,
  max: 100n,
  perPerson: 1,
  startsAt: 10,
  endsAt: 20,
}

test.each<[string, Partial<PromotionWish>]>([
  ['title', { title: '' }],
  ['title', { title: 'x'.repeat(61) }],
  ['min', { min: 0n }],
  ['max', { max: 9n }],
  ['budget', { budget: 99n }],
  ['budget', { budget: 10n ** 15n }],
  ['perPerson', { perPerson: 0 }],
  ['perPerson', { perPerson: 101 }],
  ['endsAt', { endsAt: 10 }],
  ['endsAt', { endsAt: 5 }],
  ['endsAt', { endsAt: 400 * 86_400_000 }],
  ['guests', { guests: [] }],
  ['guests', { guests: Array<string>(5_001).fill('g') }],
])('a promotion with a wrong %s is refused: %o', (field, wrong) => {
  expect(() => mustMakeSense(wish, 0)).not.toThrow()
  expect(() => mustMakeSense({ ...wish, ...wrong }, 0)).toThrow(
    expect.objectContaining({ code: 'bad_input', facts: { field } }),
  )
})
