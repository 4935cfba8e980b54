import { MemoryBus } from '@plaza/bus'
import type { BankLink, BankMove, ReplyOf, walletApi } from '@plaza/contract'
import { sql } from '@plaza/db'
import { days, hours } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { cityAccountId } from '../accounts.ts'
import { askDue, bankIdle } from '../bank/drive.ts'
import { reconcileDay } from '../bank/reconcile.ts'
import { bankCallback, useBank } from '../index.ts'
import { FakeBank } from './fake-bank.ts'
import { PASSWORD, scene, type Citizen, type Scene } from './scene.ts'

async function linked(plaza: Scene): Promise<[FakeBank, Citizen, string]> {
  const bank = new FakeBank()
  useBank(plaza.city, bank)
  const anna = await plaza.person('anna', { cents: 10_000 })
  const id = plaza.city.newId()
  const begun = await anna.call<BankLink>('POST /wallet/bank/links', { id })
  expect(begun.body).toMatchObject({ state: 'started', url: `https://bank.test/agree/${id}` })
  const done = await anna.call<BankLink>(`POST /wallet/bank/links/${id}/finish`, { code: 'abc' })
  expect(done.body).toMatchObject({ state: 'linked', ending: '2051', holder: 'Anna' })
  return [bank, anna, id]
}

async function move(plaza: Scene, who: Citizen, what: 'top-ups' | 'withdrawals', link: string, amount: string) {
  const input = { id: plaza.city.newId(), link, amount, currency: 'EUR' }
  const kind = what === 'top-ups' ? 'top_up' : 'withdraw'
  const proof = await who.prove({ do: kind, id: input.id, to: link, amount, currency: 'EUR' })
  return who.call<BankMove>(`POST /wallet/bank/${what}`, { ...input, proof })
}

async function settle(plaza: Scene) {
  await plaza.city.settle()
  await bankIdle(plaza.city)
}

const stateOf = async (who: Citizen, id: string) =>
  (await who.call<BankMove>(`GET /wallet/bank/moves/${id}`)).body.state
const news = (plaza: Scene, event: object, signature = 'good') =>
  bankCallback(plaza.city, Buffer.from(JSON.stringify(event)), { signature })

test('a wallet is filled and emptied when the bank is certain', async () => {
  await using plaza = await scene()
  const [, anna, link] = await linked(plaza)
  const filled = await move(plaza, anna, 'top-ups', link, '2000')
  expect(filled.body).toMatchObject({ state: 'asked', direction: 'in' })
  expect(await anna.wallet()).toMatchObject({ balance: '10000', incoming: '2000' })
  await settle(plaza)
  expect(await stateOf(anna, filled.body.id)).toBe('settled')
  expect(await anna.wallet()).toMatchObject({ balance: '12000', incoming: '0' })
  const emptied = await move(plaza, anna, 'withdrawals', link, '5000')
  expect(await anna.wallet()).toMatchObject({ held: '5000' })
  await settle(plaza)
  expect(await stateOf(anna, emptied.body.id)).toBe('settled')
  expect(await anna.wallet()).toMatchObject({ balance: '7000', held: '0' })
  const bo = await plaza.person('bo_h')
  expect((await bo.call(`GET /wallet/bank/moves/${emptied.body.id}`)).no).toBe('not_found')
  expect((await move(plaza, bo, 'top-ups', link, '100')).no).toBe('not_found')
  expect((await bo.call(`DELETE /wallet/bank/links/${link}`)).no).toBe('not_found')
  expect((await bo.call(`POST /wallet/bank/links/${link}/finish`, { code: 'x' })).no).toBe('not_found')
  expect((await bo.call('GET /wallet/office/suspense')).no).toBe('not_allowed')
})

test('unknown is no failure: the money stays held, and is asked about until it is certain', async () => {
  await using plaza = await scene()
  const [bank, anna, link] = await linked(plaza)
  // The bank did it, but its answer was lost.
  bank.mood = 'silent'
  const lost = await move(plaza, anna, 'withdrawals', link, '1000')
  await settle(plaza)
  expect(await stateOf(anna, lost.body.id)).toBe('unknown')
  for (let i = 0; i < 3; i++) {
    plaza.city.skip(hours(1))
    await settle(plaza)
  }
  expect(await anna.wallet()).toMatchObject({ balance: '10000', held: '1000' })
  bank.mood = 'well'
  plaza.city.skip(hours(1))
  await settle(plaza)
  expect(await stateOf(anna, lost.body.id)).toBe('settled')
  expect(await anna.wallet()).toMatchObject({ balance: '9000', held: '0' })
  expect(bank.booked.size).toBe(1)

  // It never heard of it: the same question again is the same payment.
  bank.mood = 'dead'
  const unheard = await move(plaza, anna, 'withdrawals', link, '500')
  await settle(plaza)
  expect(await stateOf(anna, unheard.body.id)).toBe('unknown')
  bank.mood = 'well'
  plaza.city.skip(hours(1))
  await settle(plaza)
  expect(await stateOf(anna, unheard.body.id)).toBe('settled')
  expect(bank.booked.size).toBe(2)
})

test('what the bank refuses is free again', async () => {
  await using plaza = await scene()
  const [bank, anna, link] = await linked(plaza)
  bank.mood = 'refusing'
  const made = await move(plaza, anna, 'withdrawals', link, '1000')
  await settle(plaza)
  expect((await anna.call<BankMove>(`GET /wallet/bank/moves/${made.body.id}`)).body).toMatchObject({
    state: 'rejected',
    reason: 'AM04',
  })
  expect(await anna.wallet()).toMatchObject({ balance: '10000', held: '0', limits: { day: { used: '0' } } })
})

test('news from the bank counts when it is the bank’s, once, and a contradiction moves nothing', async () => {
  await using plaza = await scene()
  const [bank, anna, link] = await linked(plaza)
  bank.mood = 'slow'
  const { id } = (await move(plaza, anna, 'top-ups', link, '2000')).body
  await settle(plaza)
  expect(await stateOf(anna, id)).toBe('accepted')
  const booked = (minor: bigint) => ({
    kind: 'status',
    id: 'n1',
    outcomes: [{ key: id, outcome: { kind: minor > 0n ? 'settled' : 'rejected', reason: 'AM04' } }],
  })
  expect(await news(plaza, booked(2000n), 'bad')).toBe(false)
  expect(await stateOf(anna, id)).toBe('accepted')
  await Promise.all([news(plaza, booked(2000n)), news(plaza, booked(2000n)), news(plaza, booked(2000n))])
  await news(plaza, booked(0n))
  expect(await stateOf(anna, id)).toBe('settled')
  expect(await anna.wallet()).toMatchObject({ balance: '12000' })
})

test('the daily statement explains every booking, or somebody sees it', async () => {
  await using plaza = await scene()
  const [bank, anna, link] = await linked(plaza)
  const olga = await plaza.person('olga', { kind: 'operator' })
  const fine = (await move(plaza, anna, 'top-ups', link, '2000')).body
  await settle(plaza)
  bank.mood = 'silent'
  const lost = (await move(plaza, anna, 'withdrawals', link, '700')).body
  await settle(plaza)
  const entry = (more: object) =>
    bank.extra.push({
      kind: 'entry',
      direction: 'credit',
      amount: { minor: 333n, currency: 'EUR' },
      ref: 'R1',
      reversal: false,
      ...more,
    } as never)
  entry({})
  entry({ ref: 'R2', key: fine.id })
  plaza.city.skip(days(1))
  expect(await reconcileDay(plaza.city, '2026-01-01')).toBe(true)
  expect(await reconcileDay(plaza.city, '2026-01-01')).toBe(true)
  expect(await stateOf(anna, lost.id)).toBe('settled')
  plaza.city.skip(days(2))
  const { body } = await olga.call<ReplyOf<typeof walletApi.suspense>>('GET /wallet/office/suspense')
  expect(body.items.map(item => [item.why, item.ref, item.ageDays])).toEqual([
    ['unknown_payment', 'R1', 2],
    ['other_amount', 'R2', 2],
  ])
  expect(body.reconciledTo).toBe('2026-01-01')
  const [bankSide, suspense] = [cityAccountId('bank', 'EUR'), cityAccountId('suspense', 'EUR')]
  const rows = await plaza.city.db.rows<{ id: string; posted: bigint }>(
    sql`select id, posted from ledger.account where id = any(${[bankSide, suspense]}::uuid[])`,
  )
  // 10000 given at the start, 2000 in, 700 out, and twice 333 that nobody knows.
  expect(rows.find(row => row.id === bankSide)?.posted).toBe(-(10_000n + 2000n - 700n + 666n))
  expect(rows.find(row => row.id === suspense)?.posted).toBe(666n)
})

test('what was settled and never stands in a statement is seen too', async () => {
  await using plaza = await scene()
  const [bank, anna, link] = await linked(plaza)
  const { id } = (await move(plaza, anna, 'top-ups', link, '900')).body
  await settle(plaza)
  bank.booked.clear()
  await reconcileDay(plaza.city, '2026-01-03')
  const rows = await plaza.city.db.rows(sql`select why, ref from wallet.suspense`)
  expect(rows).toEqual([{ why: 'not_at_bank', ref: id }])
  const olga = await plaza.person('olga', { kind: 'operator' })
  const items = async () =>
    (await olga.call<ReplyOf<typeof walletApi.suspense>>('GET /wallet/office/suspense')).body.items
  expect(await items()).toMatchObject([{ why: 'not_at_bank', ref: id }])
  // It stands in a later one.
  bank.booked.set(id, { direction: 'credit', minor: 900n })
  bank.day = '2026-01-04'
  await reconcileDay(plaza.city, bank.day)
  expect(await items()).toEqual([])
})

test('from a frozen wallet nothing is sent to the bank any more: what was not asked yet is free again', async () => {
  await using plaza = await scene()
  const [bank, anna, link] = await linked(plaza)
  const out = (await move(plaza, anna, 'withdrawals', link, '1000')).body
  const into = (await move(plaza, anna, 'top-ups', link, '300')).body
  await anna.call('POST /wallet/freeze')
  await settle(plaza)
  expect((await anna.call<BankMove>(`GET /wallet/bank/moves/${out.id}`)).body).toMatchObject({
    state: 'rejected',
    reason: 'account_frozen',
  })
  expect(await stateOf(anna, into.id)).toBe('settled')
  expect([...bank.booked.keys()]).toEqual([into.id])
  expect(await anna.wallet()).toMatchObject({ balance: '10300', held: '0' })
})

test('what a frozen wallet asked for and the bank never heard of is not sent again before the freeze ends', async () => {
  await using plaza = await scene()
  const [bank, anna, link] = await linked(plaza)
  bank.mood = 'lost'
  const { id } = (await move(plaza, anna, 'withdrawals', link, '1000')).body
  await settle(plaza)
  await anna.call('POST /wallet/freeze')
  bank.mood = 'well'
  plaza.city.skip(hours(1))
  await settle(plaza)
  expect([await stateOf(anna, id), bank.booked.size]).toEqual(['unknown', 0])
  expect(await anna.wallet()).toMatchObject({ balance: '10000', held: '1000' })
  await anna.call('POST /wallet/unfreeze', { proof: { password: PASSWORD } })
  plaza.city.skip(hours(2))
  await settle(plaza)
  expect([await stateOf(anna, id), bank.booked.size]).toEqual(['settled', 1])
  expect(await anna.wallet()).toMatchObject({ balance: '9000', held: '0' })
})

test('three processes beside one bank drive each movement once', async () => {
  await using bus = new MemoryBus()
  await using plaza = await scene({ bus })
  const [bank, anna, link] = await linked(plaza)
  const shared = { bus, databaseUrl: plaza.city.db.url, clock: plaza.city.clock }
  await using second = await scene(shared)
  await using third = await scene(shared)
  const all = [plaza, second, third]
  for (const one of all) useBank(one.city, bank)
  const asked: string[] = []
  for (const way of ['pull', 'push'] as const) {
    const pay = bank[way]
    bank[way] = async (request: { key: string; amount: { minor: bigint } }) => {
      asked.push(request.key)
      await new Promise(resolve => setTimeout(resolve, 2))
      return pay(request)
    }
  }
  const ids: string[] = []
  for (let i = 0; i < 12; i++) {
    const made = await move(plaza, anna, i % 2 ? 'top-ups' : 'withdrawals', link, '100')
    ids.push(made.body.id)
  }
  // The outbox and the chore of every process, all at once and again.
  for (let i = 0; i < 2; i++) await Promise.all(all.flatMap(one => [settle(one), askDue(one.city), settle(one)]))
  await Promise.all(all.map(one => bankIdle(one.city)))
  expect(asked.toSorted()).toEqual(ids.toSorted())
  for (const id of ids) expect(await stateOf(anna, id)).toBe('settled')
  expect(await anna.wallet()).toMatchObject({ balance: '10000', held: '0', incoming: '0' })
  const { rows } = await plaza.city.db.one<{ rows: number }>(sql`
    select count(*)::integer as rows from ledger.transfer where code = 'wallet.bank' and kind = 'capture'`)
  expect(rows).toBe(12)
})

test('a frozen wallet keeps what is on its way until it is free', async () => {
  await using plaza = await scene()
  const [bank, anna, link] = await linked(plaza)
  bank.mood = 'silent'
  const { id } = (await move(plaza, anna, 'withdrawals', link, '1000')).body
  await settle(plaza)
  await anna.call('POST /wallet/freeze')
  bank.mood = 'well'
  plaza.city.skip(hours(1))
  await settle(plaza)
  expect(await anna.wallet()).toMatchObject({ balance: '10000', held: '1000' })
  await anna.call('POST /wallet/unfreeze', { proof: { password: PASSWORD } })
  plaza.city.skip(hours(1))
  await settle(plaza)
  expect(await stateOf(anna, id)).toBe('settled')
  expect(await anna.wallet()).toMatchObject({ balance: '9000', held: '0' })
})
