import { TestClock } from '@plaza/kernel'
import { changeAccount } from '@plaza/ledger'
import { accountIdOf } from '@plaza/wallet'
import { expect, test } from 'vitest'
import { merchantAccount } from '../accounts.ts'
import { REFUND_WITHIN_MS, REFUNDS_MAX } from '../limits.ts'
import { market, type Market, type Shop } from './scene.ts'

const REFUNDS = '/v3/refund/domestic/refunds'

const refundOf = (outTradeNo: string, outRefundNo: string, cents: number, total: number) => ({
  out_trade_no: outTradeNo,
  out_refund_no: outRefundNo,
  amount: { refund: cents, total, currency: 'EUR' },
})

async function paidOrder(
  town: Market,
  cents: number,
): Promise<{ shop: Shop; bob: Awaited<ReturnType<Market['person']>> }> {
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob', { cents: 10_000 })
  expect((await bob.pay(await shop.order('A1', cents))).no).toBeUndefined()
  return { shop, bob }
}

test('a refund happens once for its number; parts add up to the order and never to more', async () => {
  await using town = await market({ clock: new TestClock() })
  const { shop, bob } = await paidOrder(town, 1_000)
  const first = await shop.ask('POST', REFUNDS, refundOf('A1', 'R1', 400, 1_000))
  expect(first.body).toMatchObject({ status: 'SUCCESS', out_refund_no: 'R1', amount: { refund: 400, total: 1_000 } })
  expect((await shop.ask('POST', REFUNDS, refundOf('A1', 'R1', 400, 1_000))).body).toEqual(first.body)
  expect(await shop.ask('POST', REFUNDS, refundOf('A1', 'R1', 401, 1_000))).toMatchObject({
    status: 400,
    body: { code: 'INVALID_REQUEST' },
  })
  expect(await shop.ask('POST', REFUNDS, refundOf('A1', 'R2', 601, 1_000))).toMatchObject({
    status: 400,
    body: { code: 'INVALID_REQUEST', message: 'The refund is more than is left of the order.' },
  })
  expect((await shop.ask('POST', REFUNDS, refundOf('A1', 'R3', 600, 1_000))).status).toBe(200)
  expect([await bob.cents(), await shop.cents()]).toEqual([10_000n, 0n])
  const order = await shop.ask('GET', `/v3/pay/transactions/out-trade-no/A1?mchid=${shop.mchid}`)
  expect(order.body).toMatchObject({ trade_state: 'REFUND' })
})

test('at most fifty parts, within a year, of what was paid and of the amount that was paid', async () => {
  await using town = await market({ clock: new TestClock() })
  const { shop } = await paidOrder(town, 1_000)
  for (let n = 1; n <= REFUNDS_MAX; n++)
    expect((await shop.ask('POST', REFUNDS, refundOf('A1', `R${n}`, 1, 1_000))).status).toBe(200)
  const message = async (body: object) => (await shop.ask('POST', REFUNDS, body)).body['message']
  expect(await message(refundOf('A1', 'R51', 1, 1_000))).toBe('An order can be refunded in at most 50 parts.')
  expect(await message(refundOf('A1', 'R52', 1, 999))).toBe('/body/amount/total must be the amount of the order.')
  await shop.order('A2', 50)
  expect(await message(refundOf('A2', 'R53', 1, 50))).toBe('The order has not been paid.')
  expect(await shop.ask('POST', REFUNDS, refundOf('A9', 'R54', 1, 50))).toMatchObject({ status: 404 })
  expect(await shop.ask('GET', `${REFUNDS}/R54`)).toMatchObject({ status: 404, body: { code: 'RESOURCE_NOT_EXISTS' } })
  town.city.skip(REFUND_WITHIN_MS + 1)
  expect(await message(refundOf('A1', 'R55', 1, 1_000))).toBe('An order can be refunded for one year.')
})

test('a merchant without the money cannot give it back; a wallet that is full makes the refund abnormal, then it works', async () => {
  await using town = await market({ clock: new TestClock() })
  const { shop, bob } = await paidOrder(town, 1_000)
  const account = accountIdOf(bob.id, 'EUR')
  const order = { account, reason: 'test', order: '1', by: 'test' }
  expect(await changeAccount(town.city, order, { ceiling: 9_000n })).toBe('ok')
  const wish = refundOf('A1', 'R1', 1_000, 1_000)
  expect((await shop.ask('POST', REFUNDS, wish)).body).toMatchObject({ status: 'ABNORMAL' })
  expect((await shop.ask('GET', `${REFUNDS}/R1`)).body).toMatchObject({ status: 'ABNORMAL' })
  expect([await bob.cents(), await shop.cents()]).toEqual([9_000n, 1_000n])
  expect(await changeAccount(town.city, order, { ceiling: 20_000n })).toBe('ok')
  expect((await shop.ask('POST', REFUNDS, wish)).body).toMatchObject({ status: 'SUCCESS' })
  expect([await bob.cents(), await shop.cents()]).toEqual([10_000n, 0n])
  const carol = await town.person('carol', { cents: 500 })
  await carol.pay(await shop.order('A2', 500))
  await changeAccount(town.city, { ...order, account: merchantAccount(shop.mchid) }, { floor: 400n })
  expect(await shop.ask('POST', REFUNDS, refundOf('A2', 'R2', 200, 500))).toMatchObject({
    status: 403,
    body: { code: 'NOT_ENOUGH' },
  })
})

test('owner and manager refund from the desk, a cashier looks, a stranger sees nothing', async () => {
  await using town = await market({ clock: new TestClock() })
  const { shop, bob } = await paidOrder(town, 1_000)
  const { id } = shop.merchant
  const [max, cleo, dora] = [await town.person('max'), await town.person('cleo'), await town.person('dora')]
  await shop.owner.call(`PUT /merchants/${id}/staff/${max.id}`, { role: 'manager' })
  await shop.owner.call(`PUT /merchants/${id}/staff/${cleo.id}`, { role: 'cashier' })
  const list = await cleo.call<{ orders: { id: string }[] }>(`GET /merchants/${id}/orders`, { mode: 'live' })
  const order = list.body.orders[0]?.id ?? ''
  const refund = (who: typeof max, amount: string, name = town.city.newId()) =>
    who.call(`POST /merchants/${id}/orders/${order}/refunds`, { refund: name, amount })
  expect((await refund(cleo, '100')).no).toBe('admins_only')
  expect((await refund(dora, '100')).no).toBe('not_found')
  expect((await dora.call(`GET /merchants/${id}/orders/${order}`)).no).toBe('not_found')
  const name = town.city.newId()
  expect((await refund(max, '100', name)).body).toMatchObject({ state: 'SUCCESS', amount: '100' })
  expect((await refund(max, '100', name)).body).toMatchObject({ state: 'SUCCESS', amount: '100' })
  expect((await refund(shop.owner, '901')).no).toBe('refund_too_much')
  expect((await cleo.call(`GET /merchants/${id}/orders/${order}`)).body).toMatchObject({
    order: { state: 'REFUND', refunded: '100' },
    refunds: [{ amount: '100' }],
    notifies: [{ event: 'TRANSACTION.SUCCESS' }],
  })
  expect((await max.call(`POST /merchants/${id}/api-key`, { mode: 'live' })).no).toBe('owner_only')
  expect((await shop.owner.call(`POST /merchants/${id}/api-key`, { mode: 'live' })).no).toBe('wrong_credentials')
  await shop.owner.call(`DELETE /merchants/${id}/staff/${max.id}`)
  expect((await refund(max, '100')).no).toBe('not_found')
  expect(await bob.cents()).toBe(9_100n)
})
