import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideTake, shareOut, type LockedEnvelope } from '../rules.ts'

const envelope = (shares: readonly number[], takers: readonly string[] = []): LockedEnvelope => ({
  id: 'e',
  state: takers.length === shares.length ? 'empty' : 'open',
  shares: shares.map(String),
  takers,
  expires_at: 1_000,
})

test('whoever comes in whatever order, each takes one share, in order, until none is left', () => {
  const people = fc.array(fc.constantFrom('anna', 'bo', 'carla', 'dirk', 'eve', 'fay'), { maxLength: 30 })
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 }),
      people,
      (shares, comers) => {
        let row = envelope(shares)
        const took = new Map<string, bigint>()
        for (const person of comers) {
          const decision = decideTake({ envelope: 'e', person }, row, 0)
          if (took.has(person)) expect(decision).toEqual({ ok: false, reason: 'taken' })
          else if (took.size === shares.length) expect(decision).toEqual({ ok: false, reason: 'empty' })
          else {
            expect(decision).toMatchObject({ ok: true, amount: BigInt(shares[took.size]!) })
            if (!decision.ok) return
            expect(decision.write.place).toBe(took.size + 1)
            took.set(person, decision.amount)
            expect(row.takers).not.toContain(person)
            row = decision.row
          }
        }
        expect(row.takers).toEqual([...took.keys()])
      },
    ),
  )
})

test('after its time an envelope gives nothing, and an unknown one never did', () => {
  expect(decideTake({ envelope: 'e', person: 'anna' }, envelope([5]), 1_000)).toEqual({ ok: false, reason: 'over' })
  expect(decideTake({ envelope: 'e', person: 'anna' }, { ...envelope([5]), state: 'returned' }, 0)).toEqual({
    ok: false,
    reason: 'over',
  })
  expect(decideTake({ envelope: 'e', person: 'anna' }, undefined, 0)).toEqual({ ok: false, reason: 'not_found' })
})

const bound = { id: 'e', conversation: 'c', currency: 'EUR', createdAt: 1 }

test('equal shares must be equal, and no share is above the maximum or below one', async () => {
  expect((await shareOut({ kind: 'equal', total: 300n, count: 3 }, bound)).shares).toEqual([100n, 100n, 100n])
  await expect(shareOut({ kind: 'equal', total: 301n, count: 3 }, bound)).rejects.toMatchObject({
    code: 'envelope_uneven',
  })
  await expect(shareOut({ kind: 'lucky', total: 2n, count: 3 }, bound)).rejects.toMatchObject({
    code: 'envelope_amount',
  })
  await expect(shareOut({ kind: 'one', total: 20_001n, count: 1 }, bound)).rejects.toMatchObject({
    code: 'envelope_amount',
    facts: { least: '1', most: '20000' },
  })
  const lucky = await shareOut({ kind: 'lucky', total: 5_000n, count: 10 }, bound)
  expect(lucky.shares.reduce((sum, share) => sum + share)).toBe(5_000n)
  expect(lucky.seal).toMatch(/^2\.[0-9a-f]{64}$/)
})
