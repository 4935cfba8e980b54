import { sql } from '@plaza/db'
import { hours, minutes } from '@plaza/kernel'
import { expect, test } from 'vitest'
import * as door from '../index.ts'
import { bank } from './bank.ts'

const grounds = (account: string) => ({ account, reason: 'court', order: '17/2026', by: 'operator' })

test('money moves, a repeat changes nothing and other content under an id is told', async () => {
  await using made = await bank(['anna', 'bo'])
  await made.fund('anna', 1_000)
  const told = { id: made.city.newId(), code: 'gift', ref: 'r1', meta: { note: 'tea' } }
  const first = await made.pay('anna', 'bo', 300, told)
  expect(first).toMatchObject({ ok: true, code: 'ok', transfer: { n: 2n, fromBalance: 700n, toBalance: 300n } })
  expect(await made.pay('anna', 'bo', 300, told)).toEqual({ ...first, code: 'exists' })
  const others = [
    { code: 'loan' },
    { ref: 'r2' },
    { meta: { note: 'coffee' } },
    { from: made.id('source') },
    { effectiveAt: 5 },
  ]
  for (const other of others) {
    expect(await made.pay('anna', 'bo', 300, { ...told, ...other })).toEqual({ ok: false, code: 'exists_different' })
  }
  expect(await made.pay('anna', 'bo', 301, told)).toMatchObject({ code: 'exists_different' })
  expect([await made.balance('anna'), await made.balance('bo')]).toEqual([700, 300])
})

test('each refusal says why, and nothing happened', async () => {
  await using made = await bank(['anna', 'bo', 'gone'])
  await made.open('yen', { currency: 'JPY' })
  await made.open('full', { ceiling: 100n })
  await made.fund('anna', 1_000)
  const nobody = made.city.newId()
  expect(await made.pay('anna', 'bo', 1_001)).toMatchObject({ code: 'insufficient' })
  expect(await made.pay('anna', 'full', 101)).toMatchObject({ code: 'above_ceiling' })
  expect(await made.pay('anna', 'yen', 1)).toMatchObject({ code: 'ledger_mismatch' })
  expect(await made.pay('anna', 'anna', 1)).toMatchObject({ code: 'same_account' })
  expect(await made.pay('anna', nobody, 1)).toMatchObject({ code: 'not_found' })
  expect(await made.pay(nobody, 'anna', 1)).toMatchObject({ code: 'not_found' })
  for (const amount of [0, -5, 1e15 + 1])
    expect(await made.pay('anna', 'bo', amount)).toMatchObject({ code: 'bad_amount' })
  expect(await made.try({ kind: 'capture', hold: nobody })).toMatchObject({ code: 'not_found' })
  expect(await made.try({ kind: 'void', hold: nobody })).toMatchObject({ code: 'not_found' })
  expect(await made.try({ kind: 'reverse', transfer: nobody })).toMatchObject({ code: 'not_found' })
  await made.try({ kind: 'sweep', from: made.id('gone'), to: made.id('bo'), close: true })
  expect(await made.pay('anna', 'gone', 1)).toMatchObject({ code: 'closed' })
  expect(await made.balance('anna')).toBe(1_000)
  expect((await door.verifyLedger(made.city.db)).faults).toEqual([])
})

test('a frozen side stops, with reason and order number, and an unfrozen one goes on', async () => {
  await using made = await bank(['anna', 'bo'])
  const { city } = made
  await made.fund('anna', 1_000)
  const hold = city.newId()
  await made.try({ kind: 'hold', id: hold, from: made.id('anna'), to: made.id('bo'), amount: 100n })
  expect(await door.freeze(city, grounds(made.id('anna')), { debit: true })).toBe('ok')
  expect(await made.pay('anna', 'bo', 1)).toMatchObject({ code: 'frozen' })
  expect(await made.try({ kind: 'capture', hold })).toMatchObject({ code: 'frozen' })
  await made.fund('anna', 1)
  expect(await door.balances(city, [made.id('anna')])).toMatchObject([
    { debitFrozen: true, freezeReason: 'court', freezeOrder: '17/2026' },
  ])
  await door.freeze(city, grounds(made.id('bo')), { credit: true })
  await door.freeze(city, grounds(made.id('anna')), { debit: false })
  expect(await made.pay('anna', 'bo', 1)).toMatchObject({ code: 'frozen' })
  expect(await made.try({ kind: 'void', hold })).toMatchObject({ code: 'ok' })
  await door.freeze(city, grounds(made.id('bo')), { credit: false })
  expect(await made.pay('anna', 'bo', 1)).toMatchObject({ code: 'ok' })
  const acts = await city.db.rows(sql`select what, facts ->> 'order' as number from ledger.act order by account, n`)
  expect(acts).toHaveLength(4)
  expect(acts).toContainEqual({ what: 'debitFrozen', number: '17/2026' })
  expect(await door.changeAccount(city, grounds(made.id('anna')), { floor: 5_000n })).toBe('below_floor')
})

test('a hold keeps money, is taken in parts, and gives the rest back', async () => {
  await using made = await bank(['anna', 'shop'])
  await made.fund('anna', 1_000)
  const hold = made.city.newId()
  const capture = (amount: bigint | undefined, more = {}) =>
    made.try({ kind: 'capture', hold, ...(amount === undefined ? {} : { amount }), ...more })
  await made.try({ kind: 'hold', id: hold, from: made.id('anna'), to: made.id('shop'), amount: 800n })
  expect(await made.pay('anna', 'shop', 201)).toMatchObject({ code: 'insufficient' })
  expect(await capture(300n)).toMatchObject({
    code: 'ok',
    transfer: { fromBalance: 700n, fromHeld: 500n, toHeld: 500n },
  })
  expect(await capture(501n)).toMatchObject({ code: 'over_capture' })
  const seen = await door.balanceWithHolds(made.city, made.id('anna'))
  expect(seen).toMatchObject({
    balance: { posted: 700n, heldOut: 500n, available: 200n },
    holds: [{ id: hold, rest: 500n }],
  })
  expect(await capture(200n, { final: true })).toMatchObject({
    code: 'ok',
    transfer: { fromHeld: 0n, toBalance: 500n },
  })
  expect(await capture(undefined)).toMatchObject({ code: 'hold_spent' })
  expect(await made.try({ kind: 'void', hold })).toMatchObject({ code: 'hold_spent' })
  expect(await made.balance('anna')).toBe(500)
})

test('an expired hold counts no more from its moment on, and enters the journal once', async () => {
  await using made = await bank(['anna', 'shop'])
  const { city } = made
  await made.fund('anna', 100)
  const hold = city.newId()
  const [from, to] = [made.id('anna'), made.id('shop')]
  await made.try({ kind: 'hold', id: hold, from, to, amount: 100n, expiresAt: city.clock.now() + minutes(5) })
  expect(await made.pay('anna', 'shop', 1)).toMatchObject({ code: 'insufficient' })
  city.skip(minutes(5))
  expect(await door.balanceWithHolds(city, from)).toMatchObject({
    balance: { available: 100n, heldOut: 0n },
    holds: [],
  })
  // Nobody swept yet: the payment itself finds that the money is free.
  expect(await made.pay('anna', 'shop', 60)).toMatchObject({ code: 'ok' })
  expect(await made.try({ kind: 'capture', hold })).toMatchObject({ code: 'hold_expired' })
  await city.settle()
  await city.settle()
  const rows = await door.journal(city, { shard: 0, after: 0n })
  expect(rows.map(row => row.kind)).toEqual(['transfer', 'hold', 'expire', 'transfer'])
  // One that nobody touches is swept by the chore.
  await made.try({ kind: 'hold', from, to, amount: 10n, expiresAt: city.clock.now() + 1 })
  city.skip(hours(1))
  await city.settle()
  expect((await door.journal(city, { shard: 0, after: 5n })).map(row => row.kind)).toEqual(['expire'])
  expect((await door.verifyLedger(city.db)).faults).toEqual([])
})

test('what was reversed is never more than what was moved', async () => {
  await using made = await bank(['anna', 'shop'])
  await made.fund('anna', 1_000)
  const id = made.city.newId()
  await made.pay('anna', 'shop', 500, { id })
  const back = (amount?: bigint) => made.try({ kind: 'reverse', transfer: id, ...(amount ? { amount } : {}) })
  expect(await back(200n)).toMatchObject({
    code: 'ok',
    transfer: { kind: 'reverse', about: id, from: made.id('shop') },
  })
  expect(await back(301n)).toMatchObject({ code: 'over_reversal' })
  const twice = await Promise.all([back(), back()])
  expect(twice.map(verdict => verdict.code).sort()).toEqual(['ok', 'over_reversal'])
  const reversal = twice.find(verdict => verdict.ok)
  expect(
    await made.try({ kind: 'reverse', transfer: (reversal as { transfer: { id: string } }).transfer.id }),
  ).toMatchObject({
    code: 'not_reversible',
  })
  expect(await made.balance('anna')).toBe(1_000)
})

test('linked transfers happen together or not at all, also when repeated', async () => {
  await using made = await bank(['anna', 'bo', 'carl'])
  await made.fund('anna', 100)
  const link = (from: string, to: string, amount: bigint) => ({
    id: made.city.newId(),
    from: made.id(from),
    to: made.id(to),
    amount,
  })
  const good = [link('anna', 'bo', 100n), link('bo', 'carl', 100n)]
  expect((await door.transferAll(made.city, good)).map(v => v.code)).toEqual(['ok', 'ok'])
  expect((await door.transferAll(made.city, good)).map(v => v.code)).toEqual(['exists', 'exists'])
  const bad = [link('carl', 'anna', 50n), link('carl', 'bo', 51n), link('anna', 'bo', 1n)]
  expect((await door.transferAll(made.city, bad)).map(v => v.code)).toEqual([
    'chain_failed',
    'insufficient',
    'chain_failed',
  ])
  const borrowed = [good[0]!, link('carl', 'bo', 1n)]
  expect((await door.transferAll(made.city, borrowed)).map(v => v.code)).toEqual(['exists_different', 'chain_failed'])
  expect([await made.balance('anna'), await made.balance('bo'), await made.balance('carl')]).toEqual([0, 0, 100])
})

test('a sweep empties and closes an account', async () => {
  await using made = await bank(['anna', 'bo'])
  await made.fund('anna', 130)
  const hold = made.city.newId()
  const [from, to] = [made.id('anna'), made.id('bo')]
  await made.try({ kind: 'hold', id: hold, from, to, amount: 30n })
  expect(await made.try({ kind: 'sweep', from, to, close: true })).toMatchObject({ code: 'has_holds' })
  expect(await made.try({ kind: 'sweep', from, to })).toMatchObject({ code: 'ok', transfer: { amount: 100n } })
  await made.try({ kind: 'void', hold })
  const id = made.city.newId()
  expect(await made.try({ id, kind: 'sweep', from, to, close: true })).toMatchObject({
    code: 'ok',
    transfer: { amount: 30n },
  })
  expect(await made.try({ id, kind: 'sweep', from, to, close: true })).toMatchObject({ code: 'exists' })
  expect(await door.balances(made.city, [from])).toMatchObject([{ posted: 0n, closed: true }])
})

test('limits over time hold for payments and holds, and unused holds give back', async () => {
  await using made = await bank(['bo'])
  const { city } = made
  await door.setPlan(city, 'tier1', [
    { name: 'day', side: 'out', window: 'day', amountMax: 100n },
    { name: 'three', side: 'in', window: 'month', countMax: 3, codes: ['gift'] },
  ])
  await made.open('anna', { plan: 'tier1' })
  await made.fund('anna', 1_000)
  const hold = city.newId()
  expect(await made.pay('anna', 'bo', 60)).toMatchObject({ code: 'ok' })
  await made.try({ kind: 'hold', id: hold, from: made.id('anna'), to: made.id('bo'), amount: 40n })
  expect(await made.pay('anna', 'bo', 1)).toEqual({ ok: false, code: 'limit_reached', reason: 'day' })
  await made.try({ kind: 'capture', hold, amount: 10n, final: true })
  expect(await made.pay('anna', 'bo', 30)).toMatchObject({ code: 'ok' })
  expect(await made.pay('anna', 'bo', 1)).toMatchObject({ code: 'limit_reached' })
  city.skip(hours(24))
  expect(await made.pay('anna', 'bo', 100)).toMatchObject({ code: 'ok' })
  const gifts = await Promise.all([1, 2, 3, 4].map(() => made.pay('source', 'anna', 1, { code: 'gift' })))
  expect(gifts.map(verdict => verdict.code)).toEqual(['ok', 'ok', 'ok', 'limit_reached'])
  // A plan changes for everybody at once.
  await door.setPlan(city, 'tier1', [])
  expect(await made.pay('anna', 'bo', 200)).toMatchObject({ code: 'ok' })
})

test('history: balances by version and by time, and statement pages in both directions', async () => {
  await using made = await bank(['anna', 'bo'])
  const { city } = made
  const began = city.clock.now()
  for (const amount of [10, 20, 30, 40]) {
    city.skip(1_000)
    await made.fund('anna', amount)
    await made.pay('anna', 'bo', 5)
  }
  const anna = made.id('anna')
  expect(await door.balanceAt(city, anna, 3n)).toBe(25n)
  expect(await door.balanceAt(city, anna, 9n)).toBeUndefined()
  expect(await Promise.all([0, 1, 2, 4, 9].map(s => door.balanceAsOf(city, anna, began + s * 1_000)))).toEqual([
    0n,
    5n,
    20n,
    80n,
    80n,
  ])
  const newest = await door.statement(city, anna, { limit: 3 })
  expect(newest.map(line => [line.version, line.balance, line.direction])).toEqual([
    [8n, 80n, 'out'],
    [7n, 85n, 'in'],
    [6n, 45n, 'out'],
  ])
  const next = await door.statement(city, anna, { limit: 3, cursor: 6n })
  expect(next.map(line => line.version)).toEqual([5n, 4n, 3n])
  const oldest = await door.statement(city, anna, { order: 'oldest', cursor: 6n })
  expect(oldest.map(line => line.version)).toEqual([7n, 8n])
})

test('a statement of the caller commits with its transfer or not at all', async () => {
  await using made = await bank(['anna', 'bo'])
  const { city } = made
  await city.db.run(sql`create table note (id uuid primary key, word text not null)`)
  const noted = (id: string, word: string | null) => ({ id, also: sql`insert into note values (${id}, ${word})` })
  await made.fund('anna', 10)
  const [good, poor, broken, fine] = [city.newId(), city.newId(), city.newId(), city.newId()]
  const outcomes = await Promise.allSettled([
    made.pay('anna', 'bo', 5, noted(good, 'tea')),
    made.pay('anna', 'bo', 500, noted(poor, 'car')),
    made.pay('anna', 'bo', 1, noted(broken, null)),
    made.pay('anna', 'bo', 1, noted(fine, 'salt')),
  ])
  expect(outcomes.map(o => (o.status === 'fulfilled' ? o.value.code : 'threw'))).toEqual([
    'ok',
    'insufficient',
    'threw',
    'ok',
  ])
  const notes = await city.db.rows<{ id: string }>(sql`select id from note order by id`)
  expect(notes.map(note => note.id)).toEqual([good, fine].sort())
  expect(await made.balance('anna')).toBe(4)
})
