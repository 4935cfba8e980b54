import { sql } from '@plaza/db'
import { SeededDice, seconds, systemClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { stepsOf, type Crossing } from '../across.ts'
import * as door from '../index.ts'
import { batcherOf } from '../shards.ts'
import { bank, type Bank } from './bank.ts'

const SHARDS = 4

async function fourShards(): Promise<Bank> {
  const made = await bank([], { shards: SHARDS })
  const { city } = made
  for (let shard = 0; shard < SHARDS; shard++) {
    for (const name of ['anna', 'bo'])
      await made.open(`${name}${shard}`, { id: door.inShard(city.newId(), shard, SHARDS) })
    await made.fund(`anna${shard}`, 1_000)
  }
  return made
}

const total = async (made: Bank) => {
  const { sum } = await made.city.db.one<{ sum: bigint }>(
    sql`select sum(posted)::bigint as sum from ledger.account where kind = 'wallet'`,
  )
  return Number(sum)
}

test('money crosses between shards once, however often it is asked', async () => {
  await using made = await fourShards()
  const told = { id: made.city.newId(), code: 'gift', meta: { note: 'far' } }
  const first = await made.pay('anna0', 'bo3', 300, told)
  expect(first).toMatchObject({ code: 'ok', transfer: { from: made.id('anna0'), peer: made.id('bo3'), amount: 300n } })
  const again = await Promise.all(Array.from({ length: 5 }, () => made.pay('anna0', 'bo3', 300, told)))
  expect(again.map(verdict => verdict.code)).toEqual(Array.from({ length: 5 }, () => 'exists'))
  expect(await made.pay('anna0', 'bo3', 301, told)).toMatchObject({ code: 'exists_different' })
  expect([await made.balance('anna0'), await made.balance('bo3')]).toEqual([700, 300])
  expect(await made.try({ kind: 'reverse', transfer: told.id, from: made.id('bo3') })).toMatchObject({
    code: 'not_found',
  })
  expect((await door.verifyLedger(made.city.db)).faults).toEqual([])
})

test('either side may refuse, and then nothing is left behind', async () => {
  await using made = await fourShards()
  const { city } = made
  expect(await made.pay('anna0', 'bo1', 1_001)).toMatchObject({ code: 'insufficient' })
  await door.freeze(city, { account: made.id('bo1'), reason: 'x', order: '1', by: 'o' }, { credit: true })
  const id = city.newId()
  expect(await made.pay('anna0', 'bo1', 10, { id })).toMatchObject({ code: 'frozen' })
  await door.freeze(city, { account: made.id('bo1'), reason: 'x', order: '2', by: 'o' }, { credit: false })
  // The other side's refusal was final for this id.
  expect(await made.pay('anna0', 'bo1', 10, { id })).toMatchObject({ code: 'frozen' })
  expect(await made.pay('anna0', 'bo1', 10)).toMatchObject({ code: 'ok' })
  expect(await made.pay('anna0', city.newId(), 10)).toMatchObject({ code: 'not_found' })
  const [from, to] = [made.id('anna0'), made.id('bo1')]
  expect(await made.try({ kind: 'hold', from, to, amount: 5n })).toMatchObject({ code: 'cross_shard' })
  expect(await made.pay('anna0', 'bo1', 1, { also: sql`select 1` })).toMatchObject({ code: 'cross_shard' })
  const chained = await door.transferAll(city, [
    { id: city.newId(), from, to: made.id('bo0'), amount: 1n },
    { id: city.newId(), from: to, to: made.id('anna1'), amount: 1n },
  ])
  expect(chained.map(verdict => verdict.code)).toEqual(['cross_shard', 'chain_failed'])
  expect(await door.balances(city, [from])).toMatchObject([{ posted: 990n, heldOut: 0n }])
  expect((await door.verifyLedger(city.db)).faults).toEqual([])
})

test.each([1, 2, 3])('a crossing whose driver died after step %i is driven to its end by the chore', async last => {
  await using made = await fourShards()
  const { city } = made
  await made.pay('anna1', 'bo2', 1) // opens the transit accounts
  const crossing: Crossing = {
    id: city.newId(),
    from: made.id('anna0'),
    to: made.id('bo2'),
    amount: '250',
    currency: 'EUR',
    code: 'transfer',
    ref: null,
    effectiveAt: null,
    meta: null,
  }
  const steps = stepsOf(crossing, SHARDS, city.clock.now())
  const way = [
    [steps.home, steps.out],
    [steps.away, steps.into],
    [steps.home, steps.take],
  ] as const
  for (const [shard, draft] of way.slice(0, last))
    expect(await batcherOf(city, shard).add({ drafts: [draft] })).toMatchObject([{ code: 'ok' }])
  expect(await made.balance('bo2')).toBe(1)
  city.skip(seconds(10))
  await city.settle()
  expect([await made.balance('anna0'), await made.balance('bo2')]).toEqual([750, 251])
  expect(await made.pay('anna0', 'bo2', 250, { id: crossing.id })).toMatchObject({ code: 'exists' })
  expect(await made.balance('bo2')).toBe(251)
  expect((await door.verifyLedger(city.db)).faults).toEqual([])
})

test('a storm over four shards keeps every cent, with the chore driving beside the callers', async () => {
  await using made = await bank([], { shards: SHARDS, clock: systemClock })
  const { city } = made
  const dice = new SeededDice(11)
  const names = Array.from({ length: 12 }, (_, i) => `p${i}`)
  for (const name of names) await made.open(name)
  for (const name of names) await made.fund(name, 100)
  expect(await total(made)).toBe(1_200)
  let done = false
  const chores = (async () => {
    while (!done) {
      // Every crossing that is open counts as left behind: two drive it at once.
      await city.db.run(
        sql`update ledger.crossing set created_at = created_at - interval '1 hour' where state = 'open'`,
      )
      await city.db.run(sql`update jobs.chore set next_at = to_timestamp(0)`)
      await city.settle()
    }
  })()
  const verdicts = await Promise.all(
    Array.from({ length: 300 }, () => made.pay(dice.pick(names), dice.pick(names), 1 + dice.below(40))),
  )
  done = true
  await chores
  expect(new Set(verdicts.map(verdict => verdict.code))).toEqual(new Set(['ok', 'insufficient', 'same_account']))
  await city.settle()
  expect(await total(made)).toBe(1_200)
  expect(await city.db.rows(sql`select from ledger.crossing where state = 'open'`)).toEqual([])
  expect(await city.db.rows(sql`select from ledger.account where held_out <> 0 or held_in <> 0`)).toEqual([])
  expect((await door.verifyLedger(city.db)).faults).toEqual([])
})
