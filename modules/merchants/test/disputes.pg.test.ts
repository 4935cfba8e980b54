import type { Dispute, PayOrder } from '@plaza/contract'
import { sql } from '@plaza/db'
import { days, hours, TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { settleDue } from '../settlements/settle.ts'
import { linkBank } from './bank.ts'
import { market, PASSWORD, type Citizen, type Market, type Shop } from './scene.ts'

/** A shop that sold something, its payer, and two operators. */
async function sold(cents: number) {
  const town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob', { cents: 15_000 })
  const [olga, oto] = [await town.person('olga', { kind: 'operator' }), await town.person('oto', { kind: 'operator' })]
  const order = (await bob.pay(await shop.order('S1', cents))).body
  return { town, shop, bob, olga, oto, order, at: `/merchants/${shop.merchant.id}/disputes` }
}

const open = (town: Market, who: Citizen, order: PayOrder, more: object = {}) =>
  who.call<Dispute>('POST /pay/disputes', {
    id: town.city.newId(),
    order: order.id,
    reason: 'not_received',
    text: 'It never came.',
    ...more,
  })
const decide = (who: Citizen, { id }: Dispute, how: string, more: object = {}) =>
  who.call<Dispute>(`POST /merchants/office/disputes/${id}/decision`, { how, why: 'looked at it', ...more })
const approve = (who: Citizen, { id }: Dispute, yes: boolean) =>
  who.call<Dispute>(`POST /merchants/office/disputes/${id}/approval`, { approve: yes })
const refundAll = ({ owner, merchant }: Shop, order: PayOrder, town: Market, amount = order.amount) =>
  owner.call(`POST /merchants/${merchant.id}/orders/${order.id}/refunds`, { refund: town.city.newId(), amount })

test('what is disputed is held: neither a settlement nor another refund takes it; the city gives it back', async () => {
  const { town, shop, bob, olga, order, at } = await sold(4_000)
  await using _ = town
  const { link, bank } = await linkBank(town, shop.owner)
  await shop.owner.call(`PUT /merchants/${shop.merchant.id}/bank`, { link, proof: { password: PASSWORD } })
  const { body } = await open(town, bob, order)
  expect(body).toMatchObject({ state: 'open', amount: '4000', held: '4000', merchant: { name: 'Anna Bakery' } })
  town.city.skip(hours(48))
  await settleDue(town.city)
  expect(bank.pushes).toBe(0)
  expect((await refundAll(shop, order, town)).no).toBe('merchant_balance_low')
  const said = { message: town.city.newId(), text: 'It was handed over.' }
  expect((await shop.owner.call(`POST ${at}/${body.id}/messages`, said)).no).toBeUndefined()
  expect((await bob.call(`POST /pay/disputes/${body.id}/messages`, { ...said, text: 'No.' })).no).toBe(
    'exists_different',
  )
  const ended = await decide(olga, body, 'refund')
  expect(ended.body).toMatchObject({ state: 'refunded', refund: '4000', why: 'looked at it' })
  expect(ended.body.messages.map(({ by, text }) => `${by}: ${text}`)).toEqual([
    'payer: It never came.',
    'merchant: It was handed over.',
  ])
  expect([await bob.cents(), await shop.cents()]).toEqual([15_000n, 0n])
  const state = await shop.ask('GET', `/v3/pay/transactions/out-trade-no/S1?mchid=${shop.mchid}`)
  expect(state.body).toMatchObject({ trade_state: 'REFUND' })
  expect((await decide(olga, body, 'release')).no).toBe('dispute_over')
})

test('released or withdrawn, the merchant has its money again; a part can be given back', async () => {
  const { town, shop, bob, olga, order } = await sold(3_000)
  await using _ = town
  const first = (await open(town, bob, order)).body
  expect((await decide(olga, first, 'release')).body).toMatchObject({ state: 'released', refund: '0' })
  const second = (await open(town, bob, order, { amount: '1000' })).body
  expect(second).toMatchObject({ amount: '1000', held: '1000' })
  expect((await bob.call(`POST /pay/disputes/${second.id}/withdraw`)).body).toMatchObject({ state: 'withdrawn' })
  expect((await bob.call(`POST /pay/disputes/${second.id}/withdraw`)).body).toMatchObject({ state: 'withdrawn' })
  const third = (await open(town, bob, order)).body
  expect((await decide(olga, third, 'refund', { amount: '3001' })).no).toBe('refund_too_much')
  expect((await decide(olga, third, 'refund', { amount: '700' })).body).toMatchObject({ refund: '700' })
  expect([await bob.cents(), await shop.cents()]).toEqual([12_700n, 2_300n])
  expect((await refundAll(shop, order, town, '2300')).no).toBeUndefined()
  expect((await bob.call<{ disputes: Dispute[] }>('GET /pay/disputes')).body.disputes).toHaveLength(3)
})

test('two operators above the limit: nobody completes what they proposed, and nobody judges their own', async () => {
  const { town, shop, bob, olga, oto, order } = await sold(4_000)
  await using _ = town
  await town.city.db.run(sql`update merchants.setting set value = 1000 where name = 'dispute_alone_max'`)
  const { body } = await open(town, bob, order)
  expect((await approve(oto, body, true)).no).toBe('already_decided')
  expect((await decide(bob, body, 'refund')).no).toBe('not_allowed')
  const desk = `/merchants/${shop.merchant.id}/staff/${olga.id}`
  await shop.owner.call(`PUT ${desk}`, { role: 'manager' })
  expect((await decide(olga, body, 'release')).no).toBe('needs_another_person')
  await shop.owner.call(`DELETE ${desk}`)
  expect((await decide(olga, body, 'refund', { amount: '1500' })).body).toMatchObject({
    state: 'proposed',
    refund: '1500',
  })
  expect((await decide(oto, body, 'release')).no).toBe('proposal_open')
  expect((await approve(olga, body, true)).no).toBe('needs_another_person')
  expect(await shop.cents()).toBe(4_000n)
  expect((await approve(oto, body, false)).body).toMatchObject({ state: 'open' })
  await decide(olga, body, 'refund', { amount: '1500' })
  expect((await approve(oto, body, true)).body).toMatchObject({ state: 'refunded', refund: '1500', how: 'refund' })
  expect((await approve(oto, body, true)).no).toBe('dispute_over')
  expect([await bob.cents(), await shop.cents()]).toEqual([12_500n, 2_500n])
})

test('a merchant accepts; ten at once, the withdrawal and the city end it in one way only', async () => {
  const { town, shop, bob, olga, order, at } = await sold(2_000)
  await using _ = town
  const dispute = (await open(town, bob, order)).body
  await Promise.all([
    ...Array.from({ length: 10 }, () => shop.owner.call(`POST ${at}/${dispute.id}/accept`)),
    bob.call(`POST /pay/disputes/${dispute.id}/withdraw`),
    decide(olga, dispute, 'refund', { amount: '500' }),
    decide(olga, dispute, 'release'),
  ])
  const [after] = (await bob.call<{ disputes: Dispute[] }>('GET /pay/disputes')).body.disputes
  const back = BigInt(after?.refund ?? '0')
  expect(['refunded', 'released', 'withdrawn']).toContain(after?.state)
  expect([await bob.cents(), await shop.cents()]).toEqual([13_000n + back, 2_000n - back])
})

test('a merchant that has less is held to what is there, and gives back when it has it', async () => {
  const { town, shop, bob, olga, order } = await sold(2_000)
  await using _ = town
  const carl = await town.person('carl', { cents: 2_000 })
  const other = (await carl.pay(await shop.order('S2', 500))).body
  await refundAll(shop, other, town)
  const { link } = await linkBank(town, shop.owner)
  await shop.owner.call(`PUT /merchants/${shop.merchant.id}/bank`, { link, proof: { password: PASSWORD } })
  town.city.skip(hours(48))
  await settleDue(town.city)
  await town.city.settle()
  await carl.pay(await shop.order('S3', 300))
  const dispute = (await open(town, bob, order)).body
  expect(dispute).toMatchObject({ amount: '2000', held: '300' })
  expect((await decide(olga, dispute, 'refund')).no).toBe('merchant_balance_low')
  expect((await decide(olga, dispute, 'refund', { amount: '300' })).body).toMatchObject({ state: 'refunded' })
  expect(await bob.cents()).toBe(13_300n)
})

test('only the payer disputes, once at a time, within ninety days; others see nothing', async () => {
  const { town, shop, bob, order, at } = await sold(1_000)
  await using _ = town
  const other = await town.shop(await town.person('carol'))
  expect((await open(town, other.owner, order)).no).toBe('not_found')
  expect((await open(town, bob, order, { amount: '1001' })).no).toBe('refund_too_much')
  const id = town.city.newId()
  const both = await Promise.all([open(town, bob, order, { id }), open(town, bob, order, { id })])
  expect(both.map(({ body }) => body.id)).toEqual([id, id])
  expect((await open(town, bob, order)).no).toBe('dispute_open')
  const path = `/merchants/${other.merchant.id}/disputes/${id}`
  expect((await other.owner.call(`POST ${path}/accept`)).no).toBe('not_found')
  expect((await other.owner.call(`POST ${path}/messages`, { message: id, text: 'x' })).no).toBe('not_found')
  expect((await other.owner.call(`POST /pay/disputes/${id}/withdraw`)).no).toBe('not_found')
  expect((await bob.call(`GET ${at}`)).no).toBe('not_found')
  expect((await shop.owner.call<{ disputes: Dispute[] }>(`GET ${at}`)).body.disputes).toHaveLength(1)
  await bob.call(`POST /pay/disputes/${id}/withdraw`)
  town.city.skip(days(91))
  expect((await open(town, bob, order)).no).toBe('dispute_too_late')
})
