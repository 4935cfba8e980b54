import type { PayOrder } from '@plaza/contract'
import { TestClock } from '@plaza/kernel'
import { transfer } from '@plaza/ledger'
import { clientPayText, signText } from '@plaza/pay-wire'
import { cityAccountId } from '@plaza/wallet'
import { createPrivateKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { merchantAccount } from '../accounts.ts'
import { PAYMENT } from '../codes.ts'
import { PREPAY_LIFE_MS, TRADE_LIFE_MS, UNVERIFIED_MONTH_MAX } from '../limits.ts'
import { payMadeUp } from '../orders/pay.ts'
import { codeIn, market, orderOf } from './scene.ts'

const NATIVE = '/v3/pay/transactions/native'

test('the same request is the same order, in whatever order its parts come; another one is refused', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  const wish = orderOf(shop, 'A1', 1_250)
  const first = await shop.ask('POST', NATIVE, wish)
  const turned = Object.fromEntries(Object.entries(wish).reverse())
  expect((await shop.ask('POST', NATIVE, turned)).body).toEqual(first.body)
  for (const other of [
    { amount: { total: 1_251, currency: 'EUR' } },
    { description: 'Three loaves' },
    { notify_url: 'https://shop.example.org/other' },
    { attach: 'table 5' },
    { goods_tag: 'new' },
  ])
    expect(await shop.ask('POST', NATIVE, { ...wish, ...other })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', detail: { issue: 'repeated request differs' } },
    })
  expect(await shop.ask('POST', '/v3/pay/transactions/app', wish)).toMatchObject({ body: { code: 'INVALID_REQUEST' } })
})

test('an order is paid once, shown to whoever paid it, and to nobody else after that', async () => {
  await using town = await market({ clock: new TestClock() })
  const anna = await town.person('anna')
  const bob = await town.person('bob', { cents: 5_000 })
  const carol = await town.person('carol', { cents: 5_000 })
  const shop = await town.shop(anna)
  const code = await shop.order('A1', 1_250)
  const [seen, seenByCarol] = await Promise.all([
    bob.call<PayOrder>(`GET /pay/orders/${code}`),
    carol.call<PayOrder>(`GET /pay/orders/${code}`),
  ])
  expect(seen.body).toMatchObject({
    merchant: { name: 'Anna Bakery', nativeName: '安娜面包店', verified: false },
    description: 'Two loaves 面包',
    amount: '1250',
    state: 'NOTPAY',
  })
  const late = await carol.prove(seenByCarol.body)
  expect(await bob.pay(code)).toMatchObject({ body: { state: 'SUCCESS', mine: true } })
  expect(await bob.pay(code)).toMatchObject({ status: 200, body: { state: 'SUCCESS' } })
  expect((await carol.call(`GET /pay/orders/${code}`)).no).toBe('not_found')
  expect((await carol.call(`POST /pay/orders/${code}/pay`, { proof: late })).no).toBe('order_paid')
  expect([await bob.cents(), await carol.cents(), await shop.cents()]).toEqual([3_750n, 5_000n, 1_250n])
  expect((await bob.call('GET /pay/orders')).body).toMatchObject({ orders: [{ code, mine: true }], more: false })
  expect((await carol.call('GET /pay/orders')).body).toEqual({ orders: [], more: false })
  expect(await shop.ask('POST', NATIVE, orderOf(shop, 'A1', 1_250))).toMatchObject({ body: { code: 'ORDER_PAID' } })
})

test('a confirmation is for exactly this order, payee and amount, and nothing else moves money', async () => {
  await using town = await market({ clock: new TestClock() })
  const anna = await town.person('anna')
  const bob = await town.person('bob', { cents: 5_000 })
  const shop = await town.shop(anna)
  const code = await shop.order('A1', 1_250)
  const other = await shop.order('A2', 1_250)
  const { body: order } = await bob.call<PayOrder>(`GET /pay/orders/${code}`)
  const { body: second } = await bob.call<PayOrder>(`GET /pay/orders/${other}`)
  const proofs = [
    await bob.prove(order, { amount: '1249' }),
    await bob.prove(order, { to: anna.id }),
    await bob.prove(order, { do: 'transfer' }),
    await bob.prove(second),
    'pin.abc.1.xyz',
  ]
  for (const proof of proofs) expect((await bob.call(`POST /pay/orders/${code}/pay`, { proof })).no).toBe('proof_wrong')
  expect((await bob.call(`POST /pay/orders/${code}/pay`, {})).no).toBe('proof_wrong')
  expect(await bob.cents()).toBe(5_000n)
  const poor = await town.person('carol', { cents: 100 })
  expect((await poor.pay(code)).no).toBe('balance_too_low')
  expect((await bob.pay(code)).body).toMatchObject({ state: 'SUCCESS' })
})

test('an order closes when its merchant says so, or its time is over; then nobody pays it', async () => {
  await using town = await market({ clock: new TestClock() })
  const anna = await town.person('anna')
  const bob = await town.person('bob', { cents: 5_000 })
  const shop = await town.shop(anna)
  const code = await shop.order('A1', 100)
  const close = () => shop.ask('POST', `/v3/pay/transactions/out-trade-no/A1/close`, { mchid: shop.mchid })
  expect(await close()).toMatchObject({ status: 204, text: '' })
  expect((await close()).status).toBe(204)
  expect((await bob.pay(code)).no).toBe('order_closed')
  expect(await shop.ask('POST', NATIVE, orderOf(shop, 'A1', 100))).toMatchObject({ body: { code: 'ORDER_CLOSED' } })
  const soon = new Date(town.city.clock.now() + 60_000).toISOString().replace('.000Z', '+00:00')
  const brief = await shop.order('A2', 100, { time_expire: soon })
  const long = await shop.order('A3', 100)
  town.city.skip(60_000)
  // Before any chore has looked: the moment decides.
  expect((await bob.pay(brief)).no).toBe('order_closed')
  await town.city.settle()
  const state = async (no: string) =>
    (await shop.ask('GET', `/v3/pay/transactions/out-trade-no/${no}?mchid=${shop.mchid}`)).body['trade_state']
  expect([await state('A2'), await state('A3')]).toEqual(['CLOSED', 'NOTPAY'])
  town.city.skip(TRADE_LIFE_MS)
  await town.city.settle()
  expect(await state('A3')).toBe('CLOSED')
  expect((await bob.call<PayOrder>(`GET /pay/orders/${long}`)).body.state).toBe('CLOSED')
})

test('an order for one payer is for nobody else; each merchant and app knows a person by another name', async () => {
  await using town = await market({ clock: new TestClock() })
  const anna = await town.person('anna')
  const bob = await town.person('bob', { cents: 5_000 })
  const carol = await town.person('carol', { cents: 5_000 })
  const shop = await town.shop(anna)
  const name = async (who: typeof bob, appid: string) =>
    (await who.call<{ openid: string }>('POST /pay/openid', { mchid: shop.mchid, appid })).body.openid
  const openid = await name(bob, 'app1')
  expect(await name(bob, 'app1')).toBe(openid)
  expect(new Set([openid, await name(bob, 'app2'), await name(carol, 'app1')]).size).toBe(3)
  const wish = { ...orderOf(shop, 'J1', 500), payer: { openid } }
  const made = await shop.ask<{ prepay_id: string }>('POST', '/v3/pay/transactions/jsapi', wish)
  expect(made.body.prepay_id).toMatch(/^pz[0-9a-f]{32}$/)
  const native = await shop.ask<{ code_url: string }>('POST', NATIVE, { ...wish, out_trade_no: 'J2' })
  const code = codeIn(native.body.code_url)
  expect((await carol.pay(code)).no).toBe('not_found')
  expect((await bob.pay(code)).body).toMatchObject({ state: 'SUCCESS' })
  expect(await shop.ask('POST', '/v3/pay/transactions/jsapi', orderOf(shop, 'J3', 5))).toMatchObject({
    status: 400,
    body: { code: 'PARAM_ERROR' },
  })
})

test('a prepay id opens the payment for two hours, and again after it was asked for again', async () => {
  await using town = await market({ clock: new TestClock() })
  const bob = await town.person('bob', { cents: 5_000 })
  const shop = await town.shop(await town.person('anna'))
  const wish = orderOf(shop, 'P1', 500)
  const { body } = await shop.ask<{ prepay_id: string }>('POST', '/v3/pay/transactions/app', wish)
  const call = { appId: 'app1', timeStamp: '1767225600', nonceStr: 'x', package: body.prepay_id }
  const paySign = await signText(createPrivateKey(shop.privateKey), clientPayText(call))
  const open = () => bob.call<PayOrder>('POST /pay/prepared', { ...call, paySign })
  expect((await open()).body).toMatchObject({ amount: '500', state: 'NOTPAY' })
  town.city.skip(PREPAY_LIFE_MS)
  expect((await open()).no).toBe('order_closed')
  expect((await shop.ask('POST', '/v3/pay/transactions/app', wish)).body).toEqual(body)
  expect((await open()).body).toMatchObject({ state: 'NOTPAY' })
})

test('test orders are paid with play money, which no real account ever sees', async () => {
  await using town = await market({ clock: new TestClock() })
  const anna = await town.person('anna', { cents: 700 })
  const shop = await town.shop(anna, 'test')
  const code = await shop.order('T1', 999_000)
  expect((await anna.call<PayOrder>(`GET /pay/orders/${code}`)).body).toMatchObject({ test: true, currency: 'EUR' })
  expect((await anna.pay(code)).body).toMatchObject({ state: 'SUCCESS', test: true })
  expect((await anna.pay(await shop.order('T2', 999_000))).no).toBe('balance_too_low')
  const fill = { id: town.city.newId() }
  const filled = await anna.call('POST /merchants/test-wallet/fill', fill)
  expect(filled.body).toEqual({ balance: '1001000', currency: 'EUR' })
  expect((await anna.call('POST /merchants/test-wallet/fill', fill)).body).toEqual(filled.body)
  expect([await anna.cents(), await shop.cents()]).toEqual([700n, 999_000n])
})

test('somebody made up pays test orders and no others, each once', async () => {
  await using town = await market({ clock: new TestClock() })
  const anna = await town.person('anna')
  const prepared = async (mode: 'test' | 'live', outTradeNo: string) => {
    const shop = await town.shop(anna, mode)
    const made = await shop.ask<{ prepay_id: string }>(
      'POST',
      '/v3/pay/transactions/app',
      orderOf(shop, outTradeNo, 500),
    )
    const call = { appId: 'app1', timeStamp: '1767225600', nonceStr: 'x', package: made.body.prepay_id }
    return { shop, call: { ...call, paySign: await signText(createPrivateKey(shop.privateKey), clientPayText(call)) } }
  }
  const [madeUp, another] = [town.city.newId(), town.city.newId()]
  const { shop, call } = await prepared('test', 'M1')
  const pay = (who: string) => payMadeUp(town.city, who, call).then(order => order.state, codeOf)
  expect([await pay(madeUp), await pay(madeUp), await pay(another)]).toEqual(['SUCCESS', 'SUCCESS', 'order_paid'])
  expect(await shop.cents()).toBe(500n)
  await expect(payMadeUp(town.city, madeUp, { ...call, nonceStr: 'y' })).rejects.toMatchObject({ code: 'not_found' })
  const live = await prepared('live', 'M2')
  await expect(payMadeUp(town.city, madeUp, live.call)).rejects.toMatchObject({ code: 'play_money_only' })
})

const codeOf = (error: unknown) => (error as { code?: string }).code

test('a merchant that nobody verified takes only so much a month; verified, it takes what comes', async () => {
  await using town = await market({ clock: new TestClock() })
  const anna = await town.person('anna')
  const mayor = await town.person('mayor', { kind: 'operator' })
  const bob = await town.person('bob', { cents: 5_000 })
  const shop = await town.shop(anna)
  const [from, to] = [cityAccountId('bank', 'EUR'), merchantAccount(shop.mchid)]
  const before = { id: town.city.newId(), from, to, amount: UNVERIFIED_MONTH_MAX - 1_000n, code: PAYMENT }
  expect(await transfer(town.city, before)).toMatchObject({ ok: true })
  const code = await shop.order('V1', 1_001)
  expect((await bob.pay(code)).no).toBe('payee_cannot_receive')
  expect((await bob.pay(await shop.order('V2', 999))).body).toMatchObject({ state: 'SUCCESS' })
  const { id } = shop.merchant
  expect((await anna.call(`POST /merchants/office/${id}/verification`, { verified: true })).no).toBe('not_allowed')
  expect((await anna.call(`POST /merchants/${id}/verification`)).body).toMatchObject({ verification: 'review' })
  expect((await mayor.call('GET /merchants/office/review')).body).toMatchObject({ merchants: [{ id }] })
  expect((await mayor.call(`POST /merchants/office/${id}/verification`, { verified: false })).body).toMatchObject({
    verification: 'refused',
  })
  expect((await anna.call(`POST /merchants/${id}/verification`)).body).toMatchObject({ verification: 'review' })
  const decided = await mayor.call(`POST /merchants/office/${id}/verification`, { verified: true })
  expect(decided.body).toMatchObject({ verification: 'verified' })
  expect((await bob.pay(code)).body).toMatchObject({ state: 'SUCCESS', merchant: { verified: true } })
})
