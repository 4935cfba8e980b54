import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Limit } from '../types.ts'
import { giveBack, spend, windowStart, type Usage } from '../velocity.ts'

const at = (text: string) => Date.parse(text)
const limit = (more: Partial<Limit>): Limit => ({ name: 'l', side: 'out', window: 'day', ...more })

test('windows begin where the calendar says, in the zone of the limit', () => {
  const now = at('2026-11-22T23:30:00Z') // a Sunday
  const starts = (['day', 'week', 'month', 'year'] as const).map(window => windowStart(limit({ window }), now))
  expect(starts.map(start => new Date(start).toISOString())).toEqual([
    '2026-11-22T00:00:00.000Z',
    '2026-11-16T00:00:00.000Z',
    '2026-11-01T00:00:00.000Z',
    '2026-01-01T00:00:00.000Z',
  ])
  const kyiv = (['day', 'week'] as const).map(window => windowStart(limit({ window, offsetMinutes: 120 }), now))
  expect(kyiv).toEqual([at('2026-11-22T22:00:00Z'), at('2026-11-22T22:00:00Z')])
  expect(windowStart(limit({ window: 'ever' }), now)).toBe(0)
})

test('what is spent and not given back never passes the limit, in any window', () => {
  const step = fc.record({
    amount: fc.integer({ min: 1, max: 60 }),
    hours: fc.integer({ min: 0, max: 9 }),
    back: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), steps => {
      const limits = [limit({ amountMax: 100n, countMax: 6 })]
      let usage: Usage = {}
      let now = at('2026-03-01T00:00:00Z')
      const kept: { at: number; amount: number }[] = []
      for (const { amount, hours, back } of steps) {
        now += hours * 3_600_000
        const day = windowStart(limits[0] as Limit, now)
        const today = kept.filter(one => one.at >= day)
        const fits = today.reduce((sum, one) => sum + one.amount, 0) + amount <= 100 && today.length < 6
        const payment = { amount: BigInt(amount), code: 'gift', side: 'out' } as const
        const spent = spend(limits, usage, payment, now)
        expect('usage' in spent).toBe(fits)
        if (!('usage' in spent)) continue
        usage = spent.usage
        kept.push({ at: now, amount: back ? 0 : amount })
        if (back) usage = giveBack(limits, usage, { ...payment, countedAt: now }, now)
      }
    }),
  )
})

test('a limit counts its own side and codes only', () => {
  const limits = [limit({ amountMax: 10n, codes: ['gift'] })]
  const pay = (code: string, side: 'in' | 'out') => spend(limits, {}, { amount: 11n, code, side }, 0)
  expect(pay('gift', 'out')).toEqual({ reached: 'l' })
  expect(pay('rent', 'out')).toEqual({ usage: {} })
  expect(pay('gift', 'in')).toEqual({ usage: {} })
})
