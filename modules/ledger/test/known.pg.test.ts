import { sql } from '@plaza/db'
import { SeededDice, TestClock, uuidv7 } from '@plaza/kernel'
import { testCity, type TestCity } from '@plaza/testkit'
import { expect, test } from 'vitest'
import * as door from '../index.ts'
import { bank, type Bank, type BankOptions } from './bank.ts'

// What a batcher remembers, while another process writes in the same shard: it may be wrong, and no verdict is.

/** A bank whose batcher remembers anna and bo, and a second process beside it. */
async function twoProcesses(options: BankOptions = {}): Promise<Bank & { other: TestCity }> {
  const made = await bank(['anna', 'bo', 'carl'], options)
  const { clock } = options
  const other = await testCity({ modules: [door.ledger], databaseUrl: made.city.db.url, ...(clock ? { clock } : {}) })
  await made.fund('anna', 100)
  await made.pay('anna', 'bo', 10)
  return {
    ...made,
    other,
    async [Symbol.asyncDispose]() {
      await other[Symbol.asyncDispose]()
      await made[Symbol.asyncDispose]()
    },
  }
}

const order = (account: string) => ({ account, reason: 'lost phone', order: '1', by: 'o' })
const inOrder = async ({ city }: Bank) => expect((await door.verifyLedger(city.db)).faults).toEqual([])

test('money that another process moved is seen: neither spent twice nor refused', async () => {
  await using made = await twoProcesses()
  const { other, city } = made
  const move = (from: string, to: string, amount: bigint) =>
    door.transfer(other, { id: other.newId(), from: made.id(from), to: made.id(to), amount })
  expect(await move('anna', 'carl', 85n)).toMatchObject({ code: 'ok' })
  expect(await made.pay('anna', 'bo', 6)).toMatchObject({ code: 'insufficient' })
  expect(await made.pay('anna', 'bo', 5)).toMatchObject({ code: 'ok' })
  expect(await move('carl', 'anna', 40n)).toMatchObject({ code: 'ok' })
  expect(await made.pay('anna', 'bo', 40)).toMatchObject({ code: 'ok' })
  for (let i = 0; i < 20; i++) {
    const from = i % 2 === 0 ? city : other
    expect(
      await door.transfer(from, { id: city.newId(), from: made.id('bo'), to: made.id('anna'), amount: 1n }),
    ).toMatchObject({
      code: 'ok',
    })
  }
  expect(await made.balance('anna')).toBe(20)
  await inOrder(made)
})

test('a freeze and its end by another process count at once, though they are no journal rows', async () => {
  await using made = await twoProcesses()
  expect(await door.freeze(made.other, order(made.id('anna')), { debit: true })).toBe('ok')
  expect(await made.pay('anna', 'bo', 1)).toMatchObject({ code: 'frozen' })
  expect(await made.pay('anna', 'bo', 1)).toMatchObject({ code: 'frozen' })
  expect(await door.freeze(made.other, order(made.id('anna')), { debit: false })).toBe('ok')
  expect(await made.pay('anna', 'bo', 1)).toMatchObject({ code: 'ok' })
  await door.changeAccount(made.other, order(made.id('bo')), { ceiling: 12n })
  expect(await made.pay('anna', 'bo', 5)).toMatchObject({ code: 'above_ceiling' })
  await door.changeAccount(made.other, order(made.id('bo')), { ceiling: 20n })
  expect(await made.pay('anna', 'bo', 5)).toMatchObject({ code: 'ok' })
  await inOrder(made)
})

test("a plan's new limits count from the next batch on", async () => {
  await using made = await twoProcesses()
  const { other } = made
  const limit = (countMax: number) => [{ name: 'day', side: 'out', window: 'day', countMax }] as const
  await door.setPlan(other, 'tier', limit(2))
  await door.changeAccount(other, order(made.id('anna')), { plan: 'tier' })
  expect(await made.pay('anna', 'bo', 1)).toMatchObject({ code: 'ok' })
  expect(await made.pay('anna', 'bo', 1)).toMatchObject({ code: 'ok' })
  expect(await made.pay('anna', 'bo', 1)).toMatchObject({ code: 'limit_reached', reason: 'day' })
  await door.setPlan(other, 'tier', limit(3))
  expect(await made.pay('anna', 'bo', 1)).toMatchObject({ code: 'ok' })
  expect(await made.pay('anna', 'bo', 1)).toMatchObject({ code: 'limit_reached' })
})

test('an id that this process never saw is found, also by a payment that would be refused', async () => {
  await using made = await twoProcesses()
  const { other } = made
  const wanted = { id: other.newId(), from: made.id('anna'), to: made.id('bo'), amount: 60n }
  expect(await door.transfer(other, wanted)).toMatchObject({ code: 'ok' })
  // Anna has 30 left: alone for its amount this would be refused.
  expect(await made.pay('anna', 'bo', 1)).toMatchObject({ code: 'ok' })
  expect(await door.transfer(made.city, wanted)).toMatchObject({ code: 'exists' })
  expect(await door.transfer(made.city, { ...wanted, amount: 61n })).toMatchObject({ code: 'exists_different' })
  expect(await door.transfer(made.city, { ...wanted, from: made.id('carl') })).toMatchObject({
    code: 'exists_different',
  })
  await inOrder(made)
})

test('an account that was opened after it was missed is found', async () => {
  await using made = await twoProcesses()
  const late = made.city.newId()
  const pay = () => door.transfer(made.city, { id: made.city.newId(), from: made.id('anna'), to: late, amount: 1n })
  expect(await pay()).toMatchObject({ code: 'not_found' })
  await door.openAccounts(made.other, [{ id: late, currency: 'EUR', kind: 'wallet' }])
  expect(await pay()).toMatchObject({ code: 'ok' })
})

test('a remembered hold that another process used up, or whose time is over, promises nothing', async () => {
  const clock = new TestClock(Date.UTC(2026, 10, 22))
  await using made = await twoProcesses({ clock })
  const { city, other } = made
  const hold = (expiresAt?: number) => ({
    kind: 'hold' as const,
    id: uuidv7(clock.now(), city.dice),
    from: made.id('anna'),
    to: made.id('bo'),
    amount: 20n,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  })
  const [taken, over, open] = [hold(), hold(clock.now() + 60_000), hold()]
  for (const one of [taken, over, open]) expect(await door.transfer(city, one)).toMatchObject({ code: 'ok' })
  const capture = (from: TestCity, { id }: { id: string }) =>
    door.transfer(from, { kind: 'capture', id: city.newId(), hold: id })
  expect(await capture(other, taken)).toMatchObject({ code: 'ok' })
  expect(await capture(city, taken)).toMatchObject({ code: 'hold_spent' })
  clock.skip(61_000)
  expect(await capture(city, over)).toMatchObject({ code: 'hold_expired' })
  expect(await capture(city, open)).toMatchObject({ code: 'ok' })
  // 90 less 20 and 20: all of it is free again.
  expect(await made.pay('anna', 'carl', 50)).toMatchObject({ code: 'ok' })
  expect(await made.pay('anna', 'carl', 1)).toMatchObject({ code: 'insufficient' })
  await inOrder(made)
})

test('accounts that come for the first time while batches are on their way are read beside them, and every cent is there', async () => {
  await using made = await twoProcesses()
  const { city, other } = made
  const dice = new SeededDice(30)
  const ids = Array.from({ length: 1_200 }, () => city.newId())
  await door.openAccounts(
    city,
    ids.map(id => ({ id, currency: 'EUR', kind: 'wallet', floor: 0n })),
  )
  await made.fund('anna', 1_000_000)
  await door.transfer(
    city,
    ids.map(to => ({ id: city.newId(), from: made.id('anna'), to, amount: 100n })),
  )
  const balances = new Map(ids.map(id => [id, 100n]))
  const any = (ids: readonly string[]) => ids[dice.below(ids.length)] as string
  /** Everybody has enough for whatever they are asked for, whichever comes first. */
  const storm = async (by: TestCity, ids: readonly string[], count: number) => {
    const verdicts = await Promise.all(
      Array.from({ length: count }, async () => {
        const [from, to] = [any(ids), any(ids)]
        if (from === to) return { ok: true as const }
        balances.set(from, (balances.get(from) as bigint) - 1n)
        balances.set(to, (balances.get(to) as bigint) + 1n)
        return door.transfer(by, { id: by.newId(), from, to, amount: 1n })
      }),
    )
    expect(verdicts.filter(verdict => !verdict.ok)).toEqual([])
  }
  // The other process knows none of these accounts; then both write at once, also for the same people.
  await storm(other, ids.slice(0, 900), 3_000)
  await Promise.all([storm(other, ids.slice(600), 600), storm(city, ids.slice(0, 700), 600)])
  await storm(other, ids, 1_000)
  const rows = await city.db.rows<{ id: string; posted: bigint }>(
    sql`select id, posted from ledger.account where id = any(${ids}::uuid[])`,
  )
  expect(new Map(rows.map(row => [row.id, row.posted]))).toEqual(balances)
  await inOrder(made)
})

test('a storm over two processes with ids asked at both: each once, and the books are in order', async () => {
  await using made = await twoProcesses()
  const { city, other } = made
  await made.fund('anna', 10_000)
  const wanted = Array.from({ length: 1_500 }, (_, i) => ({
    id: city.newId(),
    from: made.id(i % 3 === 0 ? 'bo' : 'anna'),
    to: made.id(i % 3 === 0 ? 'carl' : 'bo'),
    amount: 1n,
  }))
  const asked = wanted.flatMap(one => [door.transfer(city, one), door.transfer(other, one)])
  const verdicts = await Promise.all(asked)
  for (let i = 0; i < wanted.length; i++) {
    const [one, two] = [verdicts[2 * i], verdicts[2 * i + 1]]
    // Who was refused at one process may have been let in at the other, where more had come in by then.
    if (one?.ok && two?.ok) expect(new Set([one.code, two.code])).toEqual(new Set(['ok', 'exists']))
  }
  const { count } = await city.db.one<{ count: number }>(
    sql`select count(*)::integer as count from ledger.transfer where id = any(${wanted.map(one => one.id)}::uuid[])`,
  )
  expect(count).toBe(wanted.filter((_, i) => verdicts[2 * i]?.ok || verdicts[2 * i + 1]?.ok).length)
  expect(count).toBeGreaterThan(1_000)
  await inOrder(made)
})
