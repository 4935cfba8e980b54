import type { Transfer } from '@plaza/contract'
import { sql } from '@plaza/db'
import { hours } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { returnDue } from '../transfers/answer.ts'
import { scene, type Citizen, type Scene } from './scene.ts'

async function annaAndBo(plaza: Scene, cents = 10_000): Promise<[Citizen, Citizen]> {
  const [anna, bo] = [await plaza.person('anna', { cents }), await plaza.person('bo_h')]
  await plaza.befriend(anna, bo)
  return [anna, bo]
}

const answer = (who: Citizen, id: string, what: 'accept' | 'decline' | 'cancel') =>
  who.call<Transfer>(`POST /wallet/transfers/${id}/${what}`)

test('money waits in the conversation until it is accepted, and its card always tells how it stands', async () => {
  await using plaza = await scene()
  const [anna, bo] = await annaAndBo(plaza)
  const sent = await anna.send(bo, '1250', { note: 'for the tickets' })
  expect(sent.body).toMatchObject({
    state: 'pending',
    from: anna.id,
    to: bo.id,
    amount: '1250',
    note: 'for the tickets',
  })
  expect(await anna.wallet()).toMatchObject({ balance: '10000', held: '1250', limits: { day: { used: '1250' } } })
  expect(await bo.wallet()).toMatchObject({ balance: '0', incoming: '1250' })
  await plaza.city.settle()
  expect(await plaza.cards(bo, anna)).toMatchObject([{ state: 'pending', amount: '1250', currency: 'EUR' }])

  expect((await answer(bo, sent.body.id, 'accept')).body.state).toBe('accepted')
  expect((await answer(bo, sent.body.id, 'accept')).body.state).toBe('accepted')
  expect((await answer(bo, sent.body.id, 'decline')).no).toBe('payment_over')
  expect(await anna.wallet()).toMatchObject({ balance: '8750', held: '0' })
  expect(await bo.wallet()).toMatchObject({ balance: '1250', incoming: '0' })
  await plaza.city.settle()
  expect(await plaza.cards(anna, bo)).toMatchObject([{ state: 'accepted', note: 'for the tickets' }])
  expect((await plaza.between(anna, bo)).filter(event => event.k === 'card')).toHaveLength(1)
})

test('what is declined, or taken by nobody for a day, is the sender’s again, and their limits too', async () => {
  await using plaza = await scene()
  const [anna, bo] = await annaAndBo(plaza)
  const [first, second] = [await anna.send(bo, '2000'), await anna.send(bo, '3000')]
  expect((await answer(bo, first.body.id, 'decline')).body.state).toBe('declined')
  expect(await anna.wallet()).toMatchObject({ balance: '10000', held: '3000', limits: { day: { used: '3000' } } })
  plaza.city.skip(hours(24))
  expect((await answer(bo, second.body.id, 'accept')).no).toBe('payment_over')
  expect(await anna.wallet()).toMatchObject({ balance: '10000', held: '0' })
  await plaza.city.settle()
  await plaza.city.settle()
  expect(await plaza.cards(anna, bo)).toMatchObject([{ state: 'declined' }, { state: 'returned' }])
})

test('a delayed transfer may be cancelled while the delay lasts, and accepted after it', async () => {
  await using plaza = await scene()
  const [anna, bo] = await annaAndBo(plaza)
  const regretted = await anna.send(bo, '1000', { delayHours: 2 })
  expect((await answer(bo, regretted.body.id, 'accept')).no).toBe('transfer_waits')
  expect((await answer(bo, regretted.body.id, 'cancel')).no).toBe('not_found')
  expect((await answer(anna, regretted.body.id, 'cancel')).body.state).toBe('cancelled')
  const kept = await anna.send(bo, '1000', { delayHours: 2 })
  plaza.city.skip(hours(2))
  expect((await answer(anna, kept.body.id, 'cancel')).no).toBe('too_late_to_cancel')
  expect((await answer(bo, kept.body.id, 'accept')).body.state).toBe('accepted')
  const plain = await anna.send(bo, '1000')
  expect((await answer(anna, plain.body.id, 'cancel')).no).toBe('too_late_to_cancel')
})

test('a repeat is the same transfer, without a new proof; the same id for anything else is refused', async () => {
  await using plaza = await scene()
  const [anna, bo] = await annaAndBo(plaza)
  const id = plaza.city.newId()
  const sent = await anna.send(bo, '500', { id })
  const wanted = { id, to: bo.id, amount: '500', currency: 'EUR', proof: 'x' }
  const repeat = await anna.call('POST /wallet/transfers', wanted)
  expect(repeat.body).toEqual(sent.body)
  expect((await anna.call('POST /wallet/transfers', { ...wanted, amount: '501' })).no).toBe('exists_different')
  expect((await anna.call('POST /wallet/transfers', { ...wanted, note: 'new' })).no).toBe('exists_different')
  expect((await bo.call('POST /wallet/transfers', { ...wanted, to: anna.id })).no).toBe('exists_different')
  expect(await anna.wallet()).toMatchObject({ held: '500' })
})

test('many repeats at once move money once', async () => {
  await using plaza = await scene()
  const [anna, bo] = await annaAndBo(plaza)
  const command = { do: 'transfer' as const, id: plaza.city.newId(), to: bo.id, amount: '700', currency: 'EUR' }
  const { do: _, ...rest } = command
  const proof = await anna.prove(command)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => anna.call('POST /wallet/transfers', { ...rest, proof })),
  )
  expect(new Set(answers.map(one => JSON.stringify(one.body))).size).toBe(1)
  expect(await anna.wallet()).toMatchObject({ held: '700' })
})

test('money goes to friends only, and to nobody who blocked', async () => {
  await using plaza = await scene()
  const [anna, bo] = await annaAndBo(plaza)
  const cy = await plaza.person('cy_h')
  expect((await anna.send(cy, '100')).no).toBe('not_a_contact')
  expect((await anna.send(anna, '100')).no).toBe('is_self')
  await bo.call(`PATCH /contacts/${anna.id}`, { blocked: true })
  await plaza.city.settle()
  expect((await anna.send(bo, '100')).no).toBe('not_a_contact')
  expect((await anna.send({ id: plaza.city.newId() }, '100')).no).toBe('not_a_contact')
})

test('amounts are whole minor units within bounds, in the currency of the city', async () => {
  await using plaza = await scene()
  const [anna, bo] = await annaAndBo(plaza)
  const base = { id: plaza.city.newId(), to: bo.id, currency: 'EUR', proof: 'x' }
  for (const amount of ['0', '-5', '1.5', '01', '1e3', '', '1000000000000000', 'NaN', ' 5'])
    expect((await anna.call('POST /wallet/transfers', { ...base, amount })).no, amount).toBe('bad_input')
  expect((await anna.call('POST /wallet/transfers', { ...base, amount: 5 })).status).toBeGreaterThanOrEqual(400)
  expect((await anna.call('POST /wallet/transfers', { ...base, amount: '5', currency: 'USD' })).no).toBe('bad_input')
  expect((await anna.send(bo, '999999999999999')).no).toBe('limit_reached')
  expect((await anna.send(bo, '4000', { note: 'x'.repeat(101) })).no).toBe('bad_input')
  expect((await bo.send(anna, '1')).no).toBe('balance_too_low')
})

test('what belongs to others is unknown, by every way in', async () => {
  await using plaza = await scene()
  const [anna, bo] = await annaAndBo(plaza)
  const eve = await plaza.person('eve_h', { cents: 100 })
  await plaza.befriend(anna, bo, eve)
  const { id } = (await anna.send(bo, '1000', { delayHours: 2 })).body
  expect((await eve.call(`GET /wallet/transfers/${id}`)).no).toBe('not_found')
  for (const what of ['accept', 'decline', 'cancel'] as const)
    expect((await answer(eve, id, what)).no).toBe('not_found')
  expect((await answer(anna, id, 'accept')).no).toBe('not_found')
  expect((await answer(anna, id, 'decline')).no).toBe('not_found')
  expect((await eve.call(`POST /wallet/office/${anna.id}/freeze`, { reason: 'x', order: '1' })).no).toBe('not_allowed')
  expect((await bo.call<Transfer>(`GET /wallet/transfers/${id}`)).body.state).toBe('pending')
})

test('accepting and declining from two devices at once: one of them happens, the other hears of it', async () => {
  await using plaza = await scene()
  const [anna, bo] = await annaAndBo(plaza, 15_000)
  const tablet = await bo.also('tablet')
  for (let i = 0; i < 8; i++) {
    const { id } = (await anna.send(bo, '100')).body
    const answers = await Promise.all([
      answer(bo, id, 'accept'),
      answer(tablet, id, i % 2 ? 'decline' : 'accept'),
      answer(bo, id, 'accept'),
    ])
    const { state } = (await bo.call<Transfer>(`GET /wallet/transfers/${id}`)).body
    for (const one of answers) expect([state, 'over']).toContain(one.no === 'payment_over' ? 'over' : one.body.state)
    expect(['accepted', 'declined']).toContain(state)
  }
  expect(await anna.wallet()).toMatchObject({ held: '0' })
})

test('accept against return at the last moment: the money is in one place, and the row says where', async () => {
  await using plaza = await scene()
  const [anna, bo] = await annaAndBo(plaza)
  const transfers = [await anna.send(bo, '100'), await anna.send(bo, '100'), await anna.send(bo, '100')]
  plaza.city.skip(hours(24) - 1)
  const accepting = transfers.map(({ body }) => answer(bo, body.id, 'accept'))
  plaza.city.skip(1)
  await Promise.all([...accepting, returnDue(plaza.city), returnDue(plaza.city)])
  await plaza.city.settle()
  const states = await plaza.city.db.rows<{ state: string; held: string }>(sql`
    select transfer.state, hold.state as held from wallet.transfer join ledger.hold on hold.id = transfer.id`)
  for (const { state, held } of states)
    expect([state, held]).toEqual(state === 'accepted' ? ['accepted', 'captured'] : ['returned', 'expired'])
})

test('a return happens once, whoever looks', async () => {
  await using plaza = await scene()
  const [anna, bo] = await annaAndBo(plaza)
  await anna.send(bo, '1000')
  plaza.city.skip(hours(25))
  await Promise.all(Array.from({ length: 6 }, () => returnDue(plaza.city)))
  await plaza.city.settle()
  const { rows, updates } = await plaza.city.db.one<{ rows: number; updates: number }>(sql`
    select (select count(*)::integer from ledger.transfer where kind = 'expire') as rows,
      (select count(*)::integer from chat.message where kind = 'update') as updates`)
  expect([rows, updates]).toEqual([1, 1])
})

test('whoever dies between the money and the card loses neither', async () => {
  await using plaza = await scene()
  const [anna, bo] = await annaAndBo(plaza)
  // Nobody works: the answer was given, and then the process was gone.
  const { id } = (await anna.send(bo, '1000')).body
  await answer(bo, id, 'accept')
  expect(await plaza.cards(anna, bo)).toEqual([])
  await plaza.city.settle()
  expect(await plaza.cards(anna, bo)).toMatchObject([{ state: 'accepted' }])
  // The card was posted, but its place was forgotten: the same card is found again.
  await plaza.city.db.run(sql`update wallet.card set q = null, shown = null`)
  await plaza.city.outbox.emit(plaza.city.db, 'wallet.card_changed', { ref: id })
  await plaza.city.settle()
  expect(await plaza.cards(anna, bo)).toMatchObject([{ state: 'accepted' }])
})
