import type { MerchantRequest, OrderStep } from '@plaza/contract'
import { instant, sql } from '@plaza/db'
import { days, minutes, TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { forgetRequests } from '../inspect/note.ts'
import { SIGNED_REQUESTS_MAX } from '../limits.ts'
import { markPaying, tradeByNumber } from '../orders/store.ts'
import { market, orderOf, type Instead, type Shop } from './scene.ts'

const CLOSE = '/v3/pay/transactions/out-trade-no/A1/close'

async function lastRequests(shop: Shop, more: object = {}): Promise<MerchantRequest[]> {
  const path = `GET /merchants/${shop.merchant.id}/requests`
  const { body } = await shop.owner.call<{ requests: MerchantRequest[] }>(path, { mode: shop.mode, ...more })
  return body.requests
}

async function stepsOf(shop: Shop): Promise<OrderStep[]> {
  const { id } = shop.merchant
  const { body } = await shop.owner.call<{ orders: { id: string }[] }>(`GET /merchants/${id}/orders`, {
    mode: shop.mode,
  })
  const path = `GET /merchants/${id}/orders/${body.orders[0]?.id}/steps`
  return (await shop.owner.call<{ steps: OrderStep[] }>(path)).body.steps
}

function word(step: OrderStep): string {
  switch (step.kind) {
    case 'state':
      return step.state
    case 'refund':
      return `${step.outRefundNo} ${step.state}`
    case 'request':
      return `${step.request.operation} ${step.request.code ?? step.request.status}`
    case 'notify':
      return step.event
    case 'delivery':
      return `${step.heard ? 'heard' : 'not heard'} ${step.status}`
  }
}

test('the story of an order: its states, what was asked about it by whichever number, and every try to tell of it', async () => {
  await using town = await market({ clock: new TestClock() })
  await using server = await town.receiver()
  const bob = await town.person('bob', { cents: 1_000 })
  const shop = await town.shop(await town.person('anna'))
  const step = () => town.city.skip(1_000)
  const notify_url = `${server.url}/paid`
  const code = await shop.order('A1', 300, { notify_url })
  step()
  await shop.ask('POST', '/v3/pay/transactions/native', { ...orderOf(shop, 'A1', 301), notify_url })
  step()
  server.answer = 500
  await bob.pay(code)
  await town.bring()
  town.city.skip(15_000)
  server.answer = 204
  await town.bring()
  step()
  const paid = await shop.ask<{ transaction_id: string }>(
    'GET',
    `/v3/pay/transactions/out-trade-no/A1?mchid=${shop.mchid}`,
  )
  step()
  await shop.ask('GET', `/v3/pay/transactions/id/${paid.body.transaction_id}?mchid=${shop.mchid}`)
  step()
  const amount = { refund: 100, total: 300, currency: 'EUR' }
  await shop.ask('POST', '/v3/refund/domestic/refunds', { out_trade_no: 'A1', out_refund_no: 'R1', amount })
  step()
  await shop.ask('GET', '/v3/refund/domestic/refunds/R1')
  step()
  await shop.ask('POST', CLOSE, { mchid: shop.mchid }, { signedBody: '' })
  expect((await stepsOf(shop)).map(word)).toEqual([
    'NOTPAY',
    'POST /v3/pay/transactions/native 200',
    'POST /v3/pay/transactions/native INVALID_REQUEST',
    'SUCCESS',
    'TRANSACTION.SUCCESS',
    'not heard 500',
    'heard 204',
    'GET /v3/pay/transactions/out-trade-no/{out_trade_no} 200',
    'GET /v3/pay/transactions/id/{transaction_id} 200',
    'REFUND',
    'R1 SUCCESS',
    'POST /v3/refund/domestic/refunds 200',
    'GET /v3/refund/domestic/refunds/{out_refund_no} 200',
    'POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close SIGN_ERROR',
  ])
})

test('an order that waited for its payer says since when', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  await shop.order('A1', 300)
  town.city.skip(1_000)
  const trade = await tradeByNumber(town.city.db, shop.mchid, 'A1')
  await markPaying(town.city.db, trade?.id ?? '', town.city.clock.now())
  town.city.skip(1_000)
  await shop.ask('POST', CLOSE, { mchid: shop.mchid })
  expect((await stepsOf(shop)).filter(({ kind }) => kind === 'state').map(word)).toEqual([
    'NOTPAY',
    'USERPAYING',
    'CLOSED',
  ])
})

const hour = (town: { city: { clock: { now(): number } } }) => Math.floor(town.city.clock.now() / 1000) - 3_600
const wrongs: readonly [trouble: string, instead: (shop: Shop, other: Shop, sixtyAgo: number) => Instead][] = [
  ['clock_off', (_shop, _other, then) => ({ timestamp: String(then) })],
  ['number_other', (_shop, other) => ({ serial: other.serial, privateKey: other.privateKey })],
  ['number_other', () => ({ mchid: '1699999999' })],
  ['serial_unknown', () => ({ serial: 'AB12' })],
  ['query_unsigned', () => ({ signedTarget: CLOSE })],
  ['body_unsigned', () => ({ signedBody: '' })],
  ['body_rewritten', shop => ({ signedBody: `{"mchid": "${shop.mchid}"}` })],
  ['signature_wrong', (_shop, other) => ({ privateKey: other.privateKey })],
]

test('requests that name no order say what was wrong with them', async () => {
  await using town = await market({ clock: new TestClock() })
  const anna = await town.person('anna')
  const known = await town.shop(anna)
  // Requests of one millisecond have no order among them.
  const shop: Shop = { ...known, ask: (...wish) => (town.city.skip(1), known.ask(...wish)) }
  // The same merchant with play money, as one mixes them up.
  const keys = await anna.call<{ key: { serial: string }; privateKey: string }>(
    `POST /merchants/${shop.merchant.id}/keys`,
    { mode: 'test' },
  )
  const other = { ...shop, serial: keys.body.key.serial, privateKey: keys.body.privateKey }
  for (const [trouble, instead] of wrongs) {
    const answer = await shop.ask('POST', `${CLOSE}?a=1`, { mchid: shop.mchid }, instead(shop, other, hour(town)))
    expect(answer.status, trouble).toBe(401)
    const [last] = await lastRequests(shop)
    expect(last).toMatchObject({ trouble, code: 'SIGN_ERROR', id: answer.headers.get('request-id') })
    if (trouble === 'clock_off') expect(last?.offS).toBe(3_600)
  }
  await shop.ask('GET', '/v3/pay/transaction/native')
  const [unknown] = await lastRequests(shop)
  expect(unknown).toMatchObject({ code: 'NOT_FOUND', operation: 'GET /v3/pay/transaction/native' })
  await shop.ask('POST', '/v3/pay/transactions/native', { ...orderOf(shop, 'A2', 0) })
  expect((await lastRequests(shop))[0]).toMatchObject({ code: 'PARAM_ERROR', field: '/body/amount/total' })
  const nonce = 'once'
  await shop.ask('GET', '/v3/certificates', '', { nonce })
  await shop.ask('GET', '/v3/certificates', '', { nonce })
  expect((await lastRequests(shop))[0]?.trouble).toBe('nonce_used')
  expect(await lastRequests(shop)).toHaveLength(wrongs.length + 4)
  expect(await lastRequests(shop, { only: 'failed' })).toHaveLength(wrongs.length + 3)
  await anna.call(`DELETE /merchants/${shop.merchant.id}/keys/${shop.serial}`, { mode: 'live' })
  await shop.ask('GET', '/v3/certificates')
  expect((await lastRequests(shop))[0]?.trouble).toBe('key_revoked')
})

test('what was asked is for the people of that merchant, and neither bodies nor signatures are kept', async () => {
  await using town = await market()
  const [anna, bob] = [await town.person('anna'), await town.person('bob')]
  const [shop, foreign] = [await town.shop(anna), await town.shop(bob)]
  await shop.order('A1', 100, { attach: 'a secret of ours' })
  const path = `GET /merchants/${shop.merchant.id}`
  expect((await bob.call(`${path}/requests`, { mode: 'live' })).no).toBe('not_found')
  await anna.call(`PUT /merchants/${shop.merchant.id}/staff/${bob.id}`, { role: 'cashier' })
  const asCashier = await bob.call(`${path}/requests`, { mode: 'live' })
  expect(asCashier.no).toBe('admins_only')
  expect(await lastRequests(foreign)).toEqual([])
  const { body } = await anna.call<{ orders: { id: string }[] }>(`${path}/orders`, { mode: 'live' })
  const order = body.orders[0]?.id
  expect((await bob.call(`GET /merchants/${foreign.merchant.id}/orders/${order}/steps`)).no).toBe('not_found')
  const kept = JSON.stringify(await town.city.db.rows(sql`select * from merchants.request`))
  expect(kept).toContain('A1')
  expect(kept).not.toMatch(/secret of ours|signature=|Two loaves/)
})

test('requests are forgotten when they are old or too many, and a stranger cannot push out those that were signed', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  await shop.order('A1', 100)
  town.city.skip(minutes(1))
  const crowd = (signed: boolean, count: number) =>
    town.city.db.run(sql`
      insert into merchants.request (id, mchid, signed, at, took_ms, operation, status)
      select gen_random_uuid(), ${shop.mchid}, ${signed}, ${instant(town.city.clock.now())}, 1, 'GET /x', 200
      from generate_series(1, ${count}::integer)`)
  const count = async () => {
    const rows = await town.city.db.rows<{ signed: boolean; n: number }>(
      sql`select signed, count(*)::integer as n from merchants.request group by signed order by signed`,
    )
    return rows.map(({ n }) => n)
  }
  await lastRequests(shop)
  await crowd(false, 700)
  await crowd(true, 50)
  await forgetRequests(town.city)
  expect(await count()).toEqual([500, 51])
  await crowd(true, SIGNED_REQUESTS_MAX)
  await forgetRequests(town.city)
  expect(await count()).toEqual([500, SIGNED_REQUESTS_MAX])
  town.city.skip(days(8))
  await forgetRequests(town.city)
  expect(await count()).toEqual([])
})
