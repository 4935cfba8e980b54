import { systemClock } from '@plaza/kernel'
import { testCity } from '@plaza/testkit'
import { expect, test } from 'vitest'
import * as door from '../index.ts'
import type { Transfer, Verdict } from '../index.ts'
import { bank, type Bank } from './bank.ts'

/** A bank with two processes on the same database: every race is run through both. */
async function twoProcesses(
  names: readonly string[],
  work: (made: Bank, post: (t: Transfer) => Promise<Verdict>) => Promise<void>,
) {
  await using made = await bank(names, { clock: systemClock })
  await using other = await testCity({ modules: [door.ledger], databaseUrl: made.city.db.url, clock: systemClock })
  let turn = 0
  await work(made, transfer => door.transfer(turn++ % 2 ? other : made.city, transfer))
  expect((await door.verifyLedger(made.city.db)).faults).toEqual([])
}

const codes = (verdicts: readonly Verdict[]) => {
  const counts: Record<string, number> = {}
  for (const { code } of verdicts) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

test('an overdraft storm spends exactly what is there', () =>
  twoProcesses(['anna', 'bo'], async (made, post) => {
    await made.fund('anna', 1_000)
    const [from, to] = [made.id('anna'), made.id('bo')]
    const verdicts = await Promise.all(
      Array.from({ length: 600 }, () => post({ id: made.city.newId(), from, to, amount: 7n })),
    )
    expect(codes(verdicts)).toEqual({ ok: 142, insufficient: 458 })
    expect(await made.balance('anna')).toBe(6)
  }))

test('six holds of 1,000 on 5,000: exactly five, and a capture storm takes each once', () =>
  twoProcesses(['anna', 'shop'], async (made, post) => {
    await made.fund('anna', 5_000)
    const [from, to] = [made.id('anna'), made.id('shop')]
    const ids = Array.from({ length: 6 }, () => made.city.newId())
    const holds = await Promise.all(ids.map(id => post({ kind: 'hold', id, from, to, amount: 1_000n })))
    expect(codes(holds)).toEqual({ ok: 5, insufficient: 1 })
    const open = ids.filter((_, i) => holds[i]?.ok)
    const captures = await Promise.all(
      [...open, ...open, ...open].map((hold, i) =>
        post(
          i % 3 === 0
            ? { kind: 'void', id: made.city.newId(), hold }
            : { kind: 'capture', id: made.city.newId(), hold, amount: 1_000n },
        ),
      ),
    )
    expect(codes(captures)).toEqual({ ok: 5, hold_spent: 10 })
    const taken = captures.filter(verdict => verdict.ok && verdict.transfer.kind === 'capture').length
    expect([await made.balance('anna'), await made.balance('shop')]).toEqual([5_000 - taken * 1_000, taken * 1_000])
  }))

test('once a freeze was answered, nothing leaves any more', () =>
  twoProcesses(['anna', 'bo'], async (made, post) => {
    await made.fund('anna', 1_000)
    const [from, to] = [made.id('anna'), made.id('bo')]
    let frozenAt = Number.POSITIVE_INFINITY
    const late: Verdict[] = []
    const spenders = Array.from({ length: 20 }, async () => {
      for (let i = 0; i < 30; i++) {
        const began = performance.now()
        const verdict = await post({ id: made.city.newId(), from, to, amount: 1n })
        if (began > frozenAt) late.push(verdict)
      }
    })
    await new Promise(resolve => setTimeout(resolve, 15))
    await door.freeze(made.city, { account: from, reason: 'lost phone', order: '1', by: 'anna' }, { debit: true })
    frozenAt = performance.now()
    const left = await made.balance('anna')
    await Promise.all(spenders)
    expect(await made.balance('anna')).toBe(left)
    expect(codes(late)).toEqual(late.length > 0 ? { frozen: late.length } : {})
  }))

test('a hold is either captured or expired, never both', () =>
  twoProcesses(['anna', 'shop'], async (made, post) => {
    await made.fund('anna', 1_000)
    const [from, to] = [made.id('anna'), made.id('shop')]
    for (let round = 0; round < 5; round++) {
      const expiresAt = Date.now() + 30
      const asked = Array.from({ length: 20 }, () => made.city.newId())
      const answers = await Promise.all(asked.map(id => post({ kind: 'hold', id, from, to, amount: 1n, expiresAt })))
      // On a slow machine a hold may be over before it is made: then there is none.
      const ids = asked.filter((_, i) => answers[i]?.ok)
      await new Promise(resolve => setTimeout(resolve, expiresAt - Date.now() - 2))
      const [verdicts] = await Promise.all([
        Promise.all(ids.map(hold => post({ kind: 'capture', id: made.city.newId(), hold }))),
        made.city.settle(),
      ])
      for (const { code } of verdicts) expect(['ok', 'hold_expired']).toContain(code)
    }
    await made.city.settle()
    const { balance, holds } = (await door.balanceWithHolds(made.city, from)) ?? {}
    expect([balance?.heldOut, holds]).toEqual([0n, []])
  }))

test('one id from many sides at once is one transfer', () =>
  twoProcesses(['anna', 'bo', 'carl'], async (made, post) => {
    await made.fund('anna', 100)
    const id = made.city.newId()
    const [from, bo, carl] = [made.id('anna'), made.id('bo'), made.id('carl')]
    const verdicts = await Promise.all(
      Array.from({ length: 40 }, (_, i) => post({ id, from, to: i % 4 ? bo : carl, amount: 10n })),
    )
    const count = codes(verdicts)
    expect(count['ok']).toBe(1)
    expect((count['exists'] ?? 0) + (count['exists_different'] ?? 0)).toBe(39)
    expect(await made.balance('anna')).toBe(90)
    // Also when nothing but the id is the same.
    const strangers = await Promise.all([
      post({ id, from: bo, to: carl, amount: 1n }),
      post({ id, from: made.id('source'), to: carl, amount: 1n }),
    ])
    expect(strangers.map(verdict => verdict.code)).toEqual(['exists_different', 'exists_different'])
  }))

test('payments in circles neither deadlock nor lose a cent', () =>
  twoProcesses(['a', 'b', 'c', 'd', 'e'], async (made, post) => {
    const names = ['a', 'b', 'c', 'd', 'e']
    for (const name of names) await made.fund(name, 100)
    const verdicts = await Promise.all(
      Array.from({ length: 1_000 }, (_, i) =>
        post({
          id: made.city.newId(),
          from: made.id(names[i % 5] as string),
          to: made.id(names[(i + 1 + (i % 4)) % 5] as string),
          amount: BigInt(1 + (i % 9)),
        }),
      ),
    )
    expect(Object.keys(codes(verdicts)).sort()).toEqual(['insufficient', 'ok'].filter(code => codes(verdicts)[code]))
    const sum = await Promise.all(names.map(name => made.balance(name)))
    expect(sum.reduce((all, one) => all + one, 0)).toBe(500)
  }))

test('a full queue says busy at once', async () => {
  await using made = await bank(['anna'])
  const verdicts = await Promise.all(
    Array.from({ length: 10_050 }, () =>
      door.transfer(made.city, { id: made.city.newId(), from: made.id('source'), to: made.id('anna'), amount: 1n }),
    ),
  )
  expect(codes(verdicts)).toEqual({ ok: 10_000, busy: 50 })
})
