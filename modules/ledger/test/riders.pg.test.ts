import { prepared, sql, uuidArray } from '@plaza/db'
import { expect, test } from 'vitest'
import { addRider, transfer, verifyLedger, type Decision } from '../index.ts'
import { bank } from './bank.ts'

interface Pot {
  readonly id: string
  readonly shares: readonly number[]
  readonly takers: readonly string[]
}
interface Grab {
  readonly pot: string
  readonly taker: string
}

/** Next share for whoever comes, once for each: what envelopes do, in a dozen lines. */
function grab({ taker }: Grab, pot: Pot | undefined): Decision<Pot, Grab> {
  if (!pot) return { ok: false, reason: 'no_such_pot' }
  if (pot.takers.includes(taker)) return { ok: false, reason: 'already_taken' }
  const share = pot.shares[pot.takers.length]
  if (share === undefined) return { ok: false, reason: 'all_gone' }
  return {
    ok: true,
    amount: BigInt(share),
    row: { ...pot, takers: [...pot.takers, taker] },
    write: { pot: pot.id, taker },
  }
}

test('a rider decides the amount under its own lock: every share goes once, and a refused taker leaves theirs', async () => {
  const people = Array.from({ length: 40 }, (_, i) => `p${i}`)
  await using made = await bank(people)
  const { city } = made
  await city.db.run(
    sql`create table pot (id uuid primary key, shares integer[] not null, takers uuid[] not null default '{}')`,
  )
  addRider<Grab, Pot, Grab>(city, {
    name: 'pots.grab',
    lock: {
      query: prepared(
        'pots_lock',
        `select id, shares, takers from pot where id = any($1::uuid[]) order by id for update`,
      ),
      values: requests => [uuidArray([...new Set(requests.map(request => request.pot))])],
      keyOf: pot => pot.id,
    },
    keyOf: request => request.pot,
    decide: grab,
    write: {
      query: prepared(
        'pots_take',
        `update pot set takers = pot.takers || taken.takers
        from (select pot, array_agg(taker order by at) as takers
          from unnest($1::uuid[], $2::uuid[]) with ordinality as t(pot, taker, at) group by pot) as taken
        where pot.id = taken.pot`,
      ),
      values: grabs => [uuidArray(grabs.map(one => one.pot)), uuidArray(grabs.map(one => one.taker))],
    },
  })
  const pot = city.newId()
  await made.open('pot', { kind: 'escrow' })
  await made.fund('pot', 55)
  await city.db.run(sql`insert into pot (id, shares) values (${pot}, ${[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]})`)
  // The first three cannot receive: frozen.
  const ids = new Map(people.map(name => [name, city.newId()]))
  const tap = (name: string) =>
    transfer(city, {
      id: ids.get(name) as string,
      from: made.id('pot'),
      to: made.id(name),
      rider: { name: 'pots.grab', request: { pot, taker: made.id(name) } },
    })
  await city.db.run(sql`update ledger.account set credit_frozen = true where id = ${made.id('p0')}`)
  const verdicts = await Promise.all([...people, ...people.slice(0, 20)].map(tap))
  expect(verdicts[0]).toMatchObject({ code: 'frozen' })
  const won = verdicts.slice(0, 40).filter(verdict => verdict.ok)
  expect(won.map(verdict => (verdict.ok ? verdict.transfer.amount : 0n))).toEqual([
    1n,
    2n,
    3n,
    4n,
    5n,
    6n,
    7n,
    8n,
    9n,
    10n,
  ])
  expect(verdicts.slice(1, 11).every(verdict => verdict.ok)).toBe(true)
  expect(verdicts.slice(41, 51).every(verdict => verdict.code === 'exists')).toBe(true)
  expect(verdicts[11]).toEqual({ ok: false, code: 'rider', reason: 'all_gone' })
  expect(await tap('p3')).toMatchObject({ code: 'exists', transfer: { amount: 3n } })
  ids.set('p3', city.newId())
  expect(await tap('p3')).toEqual({ ok: false, code: 'rider', reason: 'already_taken' })
  const { takers } = await city.db.one<Pot>(sql`select takers from pot`)
  expect(takers).toEqual(people.slice(1, 11).map(name => made.id(name)))
  expect(await made.balance('pot')).toBe(0)
  expect((await verifyLedger(city.db)).faults).toEqual([])
})

test('a rider that only writes gets all accepted rows of a batch in one statement', async () => {
  await using made = await bank(['anna', 'bo'])
  const { city } = made
  await city.db.run(sql`create table payment (id uuid primary key, statement integer)`)
  let statements = 0
  addRider<string, never, string>(city, {
    name: 'wallet.payment',
    write: {
      query: prepared('payment_insert', `insert into payment select id, $2::integer from unnest($1::uuid[]) as id`),
      values: ids => [uuidArray(ids), ++statements],
    },
  })
  await made.fund('anna', 30)
  const pay = (id: string) => made.pay('anna', 'bo', 1, { id, rider: { name: 'wallet.payment', request: id } })
  const ids = Array.from({ length: 40 }, () => city.newId())
  const verdicts = await Promise.all(ids.map(pay))
  const paid = ids.filter((_, i) => verdicts[i]?.ok)
  expect(paid).toHaveLength(30)
  expect(await Promise.all(ids.map(pay))).toMatchObject(
    verdicts.map(verdict => ({ code: verdict.ok ? 'exists' : 'insufficient' })),
  )
  const rows = await city.db.rows<{ id: string; statement: number }>(sql`select id, statement from payment order by id`)
  expect(rows.map(row => row.id)).toEqual([...paid].sort())
  expect(new Set(rows.map(row => row.statement)).size).toBe(1)
})

test('a rider that throws fails its own order, and neither the others nor those after it', async () => {
  await using made = await bank(['anna', 'bo'])
  addRider<string, never, string>(made.city, {
    name: 'test.thrower',
    decide() {
      throw new Error('a fault of ours')
    },
  })
  await made.fund('anna', 50)
  const bad = () => made.pay('anna', 'bo', 1, { rider: { name: 'test.thrower', request: '' } })
  const [one, two, three] = await Promise.allSettled([made.pay('anna', 'bo', 1), bad(), made.pay('anna', 'bo', 2)])
  expect([one.status, two.status, three.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await made.pay('anna', 'bo', 3)).toMatchObject({ code: 'ok' })
  expect(await made.balance('bo')).toBe(6)
})
