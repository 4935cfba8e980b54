import type { Bill, OfficeAct, ReplyOf, Resolution, walletApi } from '@plaza/contract'
import { sql } from '@plaza/db'
import { days, hours } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { cityAccountId, useBank } from '../index.ts'
import { bankCallback } from '../bank/callback.ts'
import { bankIdle } from '../bank/drive.ts'
import { reconcileDay } from '../bank/reconcile.ts'
import { FakeBank } from './fake-bank.ts'
import { scene, sumOfAll, type Citizen, type Scene } from './scene.ts'

const IBAN = 'DE02120300000000202051'
type Desk = ReplyOf<typeof walletApi.suspense>

interface Office {
  readonly bank: FakeBank
  readonly olga: Citizen
  readonly otto: Citizen
  readonly anna: Citizen
  /** The unexplained items, by their reference at the bank. */
  items(): Promise<Map<string, Desk['items'][number]>>
}

/** A city to whose account 333 came from nobody knows whom, and from which 120 went nobody knows why. */
async function office(plaza: Scene): Promise<Office> {
  const bank = new FakeBank()
  useBank(plaza.city, bank)
  const [olga, otto, anna] = [
    await plaza.person('olga', { kind: 'operator', pin: false }),
    await plaza.person('otto', { kind: 'operator', pin: false }),
    await plaza.person('anna', { pin: false }),
  ]
  const entry = (ref: string, direction: 'credit' | 'debit', minor: bigint) =>
    bank.extra.push({ kind: 'entry', direction, amount: { minor, currency: 'EUR' }, ref, reversal: false })
  entry('CAME', 'credit', 333n)
  entry('WENT', 'debit', 120n)
  plaza.city.skip(days(1))
  expect(await reconcileDay(plaza.city, '2026-01-01')).toBe(true)
  const items = async () => {
    const { body } = await olga.call<Desk>('GET /wallet/office/suspense')
    return new Map(body.items.map(item => [item.ref, item]))
  }
  return { bank, olga, otto, anna, items }
}

const settle = async (plaza: Scene) => {
  await plaza.city.settle()
  await bankIdle(plaza.city)
  await plaza.city.settle()
}
const posted = async (plaza: Scene, name: 'bank' | 'suspense' | 'bonus') => {
  const id = cityAccountId(name, 'EUR')
  return (await plaza.city.db.one<{ posted: bigint }>(sql`select posted from ledger.account where id = ${id}`)).posted
}

async function propose(plaza: Scene, by: Citizen, item: string, how: object) {
  const input = { id: plaza.city.newId(), reason: 'told us on the phone', ...how }
  return by.call<Resolution>(`POST /wallet/office/suspense/${item}/resolutions`, input)
}
const decide = (by: Citizen, id: string, approve: boolean) =>
  by.call<Resolution>(`POST /wallet/office/resolutions/${id}`, { approve })

test('money that nobody could explain becomes a person’s by two operators, once', async () => {
  await using plaza = await scene()
  const { olga, otto, anna, items } = await office(plaza)
  const item = (await items()).get('CAME')!
  expect((await propose(plaza, anna, item.id, { how: 'own' })).no).toBe('not_allowed')
  expect((await propose(plaza, olga, plaza.city.newId(), { how: 'own' })).no).toBe('not_found')
  const nobody = await propose(plaza, olga, item.id, { how: 'top_up', person: plaza.city.newId() })
  expect([nobody.no, nobody.facts['field']]).toEqual(['bad_input', 'person'])

  const id = plaza.city.newId()
  const made = await propose(plaza, olga, item.id, { id, how: 'top_up', person: anna.id })
  expect(made.body).toMatchObject({ state: 'proposed', how: 'top_up', person: anna.id, proposedBy: olga.id })
  expect((await propose(plaza, olga, item.id, { id, how: 'top_up', person: anna.id })).body).toEqual(made.body)
  expect((await propose(plaza, olga, item.id, { id, how: 'own' })).no).toBe('exists_different')
  expect((await propose(plaza, otto, item.id, { how: 'own' })).no).toBe('proposal_open')
  expect((await items()).get('CAME')?.resolution).toEqual(made.body)
  expect((await decide(olga, id, true)).no).toBe('needs_another_person')
  expect((await decide(anna, id, true)).no).toBe('not_allowed')

  const [first, second] = await Promise.all([decide(otto, id, true), decide(otto, id, true)])
  expect([first.no, second.no]).toEqual([undefined, undefined])
  expect((await decide(otto, id, true)).body).toMatchObject({ state: 'done', decidedBy: otto.id })
  expect((await decide(otto, id, false)).no).toBe('already_decided')
  expect(await anna.wallet()).toMatchObject({ balance: '333' })
  expect(await posted(plaza, 'suspense')).toBe(-120n)
  expect([...(await items()).keys()]).toEqual(['WENT'])
  expect((await propose(plaza, otto, item.id, { how: 'own' })).no).toBe('already_decided')
  const { body } = await olga.call<Desk>('GET /wallet/office/suspense')
  expect(body.resolved).toMatchObject([{ ref: 'CAME', resolution: { id, state: 'done' } }])
  await plaza.city.settle()
  const bills = (await anna.call<{ bills: Bill[] }>('GET /wallet/bills')).body.bills
  expect(bills).toMatchObject([{ kind: 'bank', direction: 'in', amount: '333' }])
  expect(await sumOfAll(plaza.city)).toBe(0n)
})

test('what somebody rejected moves nothing, and something else may be proposed', async () => {
  await using plaza = await scene()
  const { olga, otto, anna, items } = await office(plaza)
  const item = (await items()).get('CAME')!
  const made = await propose(plaza, olga, item.id, { how: 'top_up', person: anna.id })
  expect((await decide(otto, made.body.id, false)).body.state).toBe('rejected')
  expect((await decide(otto, made.body.id, true)).no).toBe('already_decided')
  expect(await posted(plaza, 'suspense')).toBe(213n)
  const again = await propose(plaza, otto, item.id, { how: 'own' })
  expect((await decide(olga, again.body.id, true)).body.state).toBe('done')
  expect([await posted(plaza, 'suspense'), await posted(plaza, 'bonus')]).toEqual([-120n, 333n])
})

test('a loss is the city’s own, and cannot be anybody else’s', async () => {
  await using plaza = await scene()
  const { olga, otto, anna, items } = await office(plaza)
  const item = (await items()).get('WENT')!
  const wrong = await propose(plaza, olga, item.id, { how: 'top_up', person: anna.id })
  expect([wrong.no, wrong.facts['field']]).toEqual(['bad_input', 'how'])
  const made = await propose(plaza, olga, item.id, { how: 'own' })
  expect((await decide(otto, made.body.id, true)).body.state).toBe('done')
  expect([await posted(plaza, 'suspense'), await posted(plaza, 'bonus')]).toEqual([333n, -120n])
})

test('money is sent back to its bank account: held, asked for until it is certain, and explained by the statement', async () => {
  await using plaza = await scene()
  const { bank, olga, otto, items } = await office(plaza)
  const item = (await items()).get('CAME')!
  const wrong = await propose(plaza, olga, item.id, { how: 'return', iban: 'DE03120300000000202051', name: 'Bo' })
  expect([wrong.no, wrong.facts['field']]).toEqual(['bad_input', 'iban'])
  const back = { how: 'return', iban: 'DE02 1203 0000 0000 2020 51', name: 'Bo Li' }
  const made = await propose(plaza, olga, item.id, back)
  expect(made.body).toMatchObject({ iban: IBAN, name: 'Bo Li' })
  // The bank does it, but its answer is lost.
  bank.mood = 'silent'
  expect((await decide(otto, made.body.id, true)).body.state).toBe('approved')
  expect((await items()).get('CAME')?.resolution?.state).toBe('approved')
  for (let i = 0; i < 3; i++) {
    plaza.city.skip(hours(1))
    await settle(plaza)
  }
  bank.mood = 'well'
  plaza.city.skip(hours(2))
  await settle(plaza)
  expect(bank.booked.size).toBe(1)
  expect([...(await items()).keys()]).toEqual(['WENT'])
  expect([await posted(plaza, 'suspense'), await posted(plaza, 'bank')]).toEqual([-120n, 120n])
  // The statement of the day it was booked on has it, and nothing new is unexplained.
  bank.extra.length = 0
  bank.day = '2026-01-02'
  expect(await reconcileDay(plaza.city, '2026-01-02')).toBe(true)
  expect(await reconcileDay(plaza.city, '2026-01-02')).toBe(true)
  expect([...(await items()).keys()]).toEqual(['WENT'])
  bank.day = '2026-01-03'
  await reconcileDay(plaza.city, '2026-01-03')
  expect([...(await items()).values()].map(found => found.why)).toEqual(['unknown_payment', 'unknown_payment'])
})

test('what the bank refuses to send back stays unexplained; news of the bank settle a return once', async () => {
  await using plaza = await scene()
  const { bank, olga, otto, items } = await office(plaza)
  const item = (await items()).get('CAME')!
  const back = { how: 'return', iban: IBAN, name: 'Bo Li' }
  bank.mood = 'refusing'
  const refused = await propose(plaza, olga, item.id, back)
  expect((await decide(otto, refused.body.id, true)).body).toMatchObject({ state: 'failed', problem: 'AM04' })
  expect(await posted(plaza, 'suspense')).toBe(213n)
  expect((await items()).get('CAME')?.resolution).toBe(undefined)
  bank.mood = 'slow'
  const made = await propose(plaza, olga, item.id, back)
  expect((await decide(otto, made.body.id, true)).body.state).toBe('approved')
  const outcomes = [{ key: made.body.id, outcome: { kind: 'settled' } }]
  const news = new TextEncoder().encode(JSON.stringify({ kind: 'status', id: 'n1', outcomes }))
  const headers = { signature: 'good' }
  await Promise.all([1, 2, 3].map(() => bankCallback(plaza.city, news, headers)))
  expect((await decide(otto, made.body.id, true)).body.state).toBe('done')
  expect(await posted(plaza, 'suspense')).toBe(-120n)
})

test('whoever dies after the approval has decided all the same: the chore carries it on, once', async () => {
  await using plaza = await scene()
  const { olga, otto, anna, items } = await office(plaza)
  const made = await propose(plaza, olga, (await items()).get('CAME')!.id, { how: 'top_up', person: anna.id })
  await plaza.city.db.run(sql`
    update wallet.resolution
    set state = 'approved', decided_by = ${otto.id}, decided_at = proposed_at, next_at = proposed_at where id = ${made.body.id}`)
  plaza.city.skip(hours(1))
  await settle(plaza)
  await settle(plaza)
  expect(await anna.wallet()).toMatchObject({ balance: '333' })
})

test('a wallet that cannot take it leaves the item as it was', async () => {
  await using plaza = await scene()
  const { bank, olga, otto, anna, items } = await office(plaza)
  bank.extra.length = 0
  const entry = { kind: 'entry', direction: 'credit', ref: 'MUCH', reversal: false } as const
  bank.extra.push({ ...entry, amount: { minor: 15_001n, currency: 'EUR' } })
  bank.day = '2026-01-02'
  plaza.city.skip(days(1))
  await reconcileDay(plaza.city, '2026-01-02')
  const made = await propose(plaza, olga, (await items()).get('MUCH')!.id, { how: 'top_up', person: anna.id })
  expect((await decide(otto, made.body.id, true)).body).toMatchObject({ state: 'failed', problem: 'above_ceiling' })
  expect((await items()).get('MUCH')?.resolution).toBe(undefined)
})

test('what operators look up and do is written down with its reason, and cannot be changed', async () => {
  await using plaza = await scene()
  const { olga, otto, anna, items } = await office(plaza)
  const find = (handle: string, more: object = { reason: 'order 7/26' }) =>
    olga.call<{ person?: string }>('POST /wallet/office/holder', { handle, ...more })
  expect((await find('Anna', {})).no).toBe('bad_input')
  expect((await find('Anna')).body).toEqual({ person: anna.id })
  plaza.city.skip(1_000)
  expect((await find('nobody_here')).body).toEqual({})
  const order = { reason: 'a court says so', order: '7/26' }
  plaza.city.skip(1_000)
  await otto.call(`POST /wallet/office/${anna.id}/freeze`, order)
  plaza.city.skip(1_000)
  const made = await propose(plaza, olga, (await items()).get('CAME')!.id, { how: 'own' })
  plaza.city.skip(1_000)
  await decide(otto, made.body.id, true)
  expect((await anna.call('GET /wallet/office/acts')).no).toBe('not_allowed')
  const { acts } = (await otto.call<{ acts: OfficeAct[] }>('GET /wallet/office/acts')).body
  expect(acts.map(act => [act.what, act.operator, act.person, act.reason])).toEqual([
    ['suspense_approved', otto.id, undefined, 'told us on the phone'],
    ['suspense_proposed', olga.id, undefined, 'told us on the phone'],
    ['froze', otto.id, anna.id, 'a court says so'],
    ['looked_up', olga.id, undefined, 'order 7/26'],
    ['looked_up', olga.id, anna.id, 'order 7/26'],
  ])
  const { db } = plaza.city
  await expect(db.run(sql`delete from wallet.office_act`)).rejects.toThrow('append-only')
  await expect(db.run(sql`update wallet.office_act set reason = ''`)).rejects.toThrow('append-only')
})
