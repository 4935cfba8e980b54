import type { PayDevice, PayOrder } from '@plaza/contract'
import { sql } from '@plaza/db'
import { minutes, TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { importPayKey, payCode, STEP_MS } from '@plaza/pay-code'
import { CONFIRM_WITHIN_MS, PAY_DEVICE_LIFE_MS } from '../limits.ts'
import { axiosClient } from './axios-client.ts'
import { market, PASSWORD, type Citizen, type Market, type Shop } from './scene.ts'

const CODEPAY = '/v3/pay/transactions/codepay'

/** A phone that makes its codes by itself, without a network. */
async function phone(town: Market, who: Citizen) {
  const issued = await who.call<PayDevice>('POST /pay/device', { proof: { password: PASSWORD } })
  expect(issued.no).toBeUndefined()
  const { secret, aliases } = issued.body
  const key = await importPayKey(new Uint8Array(Buffer.from(secret, 'base64')))
  return {
    issued: issued.body,
    code(index = 0, atMs = town.city.clock.now()) {
      const day = aliases.find(({ from, until }) => from <= atMs && atMs < until) ?? aliases[0]
      return payCode(key, { alias: day?.alias ?? '', nowMs: atMs, index })
    },
  }
}

const byCode = (shop: Shop, outTradeNo: string, cents: number, code: string) => ({
  appid: 'app1',
  mchid: shop.mchid,
  description: 'Coffee',
  out_trade_no: outTradeNo,
  payer: { auth_code: code },
  amount: { total: cents, currency: 'EUR' },
  scene_info: { store_info: { id: '1' } },
})

test('a cashier scans a small payment: it is paid at once; the same request again is the same answer', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob', { cents: 5_000 })
  const { code } = await phone(town, bob)
  const wish = byCode(shop, 'C1', 350, await code())
  const paid = await shop.ask('POST', CODEPAY, wish)
  expect(paid).toMatchObject({ status: 200, body: { trade_state: 'SUCCESS', trade_type: 'MICROPAY' } })
  expect((await shop.ask('POST', CODEPAY, wish)).body).toEqual(paid.body)
  expect(await shop.ask('POST', CODEPAY, { ...wish, description: 'Tea' })).toMatchObject({
    body: { code: 'INVALID_REQUEST' },
  })
  expect([await bob.cents(), await shop.cents()]).toEqual([4_650n, 350n])
  expect((await bob.call('GET /pay/orders')).body).toMatchObject({ orders: [{ description: 'Coffee', mine: true }] })
})

test('a code is taken once, also inside its window and by fifteen cashiers at once', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob', { cents: 5_000 })
  const { code } = await phone(town, bob)
  const seen = await code()
  const answers = await Promise.all(
    Array.from({ length: 15 }, (_, i) => shop.ask('POST', CODEPAY, byCode(shop, `C${i}`, 100, seen))),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ body }) => body['code'] === 'AUTH_CODE_INVALID')).toHaveLength(14)
  expect(await bob.cents()).toBe(4_900n)
  expect((await shop.ask('POST', CODEPAY, byCode(shop, 'D1', 100, await code(1)))).status).toBe(200)
})

test('what is no code, old, of a key that is void, or guessed is refused', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob', { cents: 5_000 })
  const first = await phone(town, bob)
  let n = 0
  const word = async (code: string) =>
    (await shop.ask('POST', CODEPAY, byCode(shop, `W${n++}`, 100, code))).body['code']
  const old = await first.code()
  town.city.skip(minutes(5))
  expect(await word(old)).toBe('AUTH_CODE_INVALID')
  expect(await word(`13${'9'.repeat(16)}`)).toBe('AUTH_CODE_INVALID')
  const second = await phone(town, bob)
  expect(await word(await first.code())).toBe('AUTH_CODE_INVALID')
  expect(await word(await second.code())).toBeUndefined()
  await bob.call('DELETE /pay/device')
  expect(await word(await second.code(1))).toBe('AUTH_CODE_INVALID')
  const third = await phone(town, bob)
  town.city.skip(PAY_DEVICE_LIFE_MS)
  expect(await word(await third.code())).toBe('AUTH_CODE_EXPIRED')
  const guesses: unknown[] = []
  for (let i = 0; i < 30; i++) guesses.push(await word(`13${String(i).padStart(16, '0')}`))
  expect(guesses.at(-1)).toBe('FREQUENCY_LIMITED')
  expect((await bob.call('POST /pay/device', { proof: { password: 'wrong' } })).no).toBe('wrong_credentials')
})

test('a phone that was signed out has no codes any more', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob', { cents: 500 })
  const { code } = await phone(town, bob)
  expect((await bob.call('POST /identity/sign-out')).no).toBeUndefined()
  expect(await shop.ask('POST', CODEPAY, byCode(shop, 'O1', 10, await code()))).toMatchObject({
    body: { code: 'AUTH_CODE_INVALID' },
  })
})

test('above the small limit, or beyond that of the day, the payer confirms on the phone', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob', { cents: 15_000 })
  const carol = await town.person('carol', { cents: 5_000 })
  const { code } = await phone(town, bob)
  const large = await shop.ask('POST', CODEPAY, byCode(shop, 'L1', 2_001, await code()))
  expect(large).toMatchObject({ status: 202, body: { code: 'USERPAYING', trade_state: 'USERPAYING' } })
  expect(large.headers.get('wechatpay-signature')).not.toBeNull()
  const { body } = await bob.call<{ orders: PayOrder[] }>('GET /pay/waiting')
  expect(body.orders).toMatchObject([{ amount: '2001', state: 'USERPAYING' }])
  expect((await carol.call('GET /pay/waiting')).body).toEqual({ orders: [] })
  const waiting = body.orders[0]?.code ?? ''
  expect((await carol.pay(waiting)).no).toBe('not_found')
  expect((await bob.pay(waiting)).body).toMatchObject({ state: 'SUCCESS' })
  const asked = await shop.ask('GET', `/v3/pay/transactions/out-trade-no/L1?mchid=${shop.mchid}`)
  expect(asked.body).toMatchObject({ trade_state: 'SUCCESS' })
  await town.city.db.run(sql`update merchants.small_rule set day_max = 6000 where tier = 0`)
  for (let i = 0; i < 3; i++) {
    town.city.skip(STEP_MS)
    expect((await shop.ask('POST', CODEPAY, byCode(shop, `S${i}`, 2_000, await code()))).status).toBe(200)
  }
  town.city.skip(STEP_MS)
  expect((await shop.ask('POST', CODEPAY, byCode(shop, 'S5', 1, await code()))).status).toBe(202)
  town.city.skip(CONFIRM_WITHIN_MS)
  await town.city.settle()
  const late = await shop.ask('GET', `/v3/pay/transactions/out-trade-no/S5?mchid=${shop.mchid}`)
  expect(late.body).toMatchObject({ trade_state: 'CLOSED' })
  expect(await bob.cents()).toBe(15_000n - 2_001n - 6_000n)
})

test('a freeze stops codes at once; a wallet without the money says so', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob', { cents: 50 })
  const { code } = await phone(town, bob)
  expect(await shop.ask('POST', CODEPAY, byCode(shop, 'P1', 100, await code()))).toMatchObject({
    status: 403,
    body: { code: 'NOT_ENOUGH' },
  })
  await bob.call('POST /wallet/freeze')
  const word = async (no: string, text: string) =>
    (await shop.ask('POST', CODEPAY, byCode(shop, no, 10, text))).body['code']
  expect(await word('P2', await code(1))).toBe('AUTH_CODE_INVALID')
  expect((await bob.call('POST /pay/device', { proof: { password: PASSWORD } })).no).toBe('account_frozen')
  expect(await bob.cents()).toBe(50n)
})

test('a new PIN ends the keys of before; limits without confirmation are data, by tier', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob', { cents: 5_000 })
  const first = await phone(town, bob)
  expect(first.issued).toMatchObject({ smallMax: '2000', smallDayMax: '10000' })
  expect((await bob.call('PUT /wallet/pin', { pin: '731946', proof: { password: PASSWORD } })).no).toBeUndefined()
  const word = async (no: string, text: string) => (await shop.ask('POST', CODEPAY, byCode(shop, no, 60, text))).body
  expect(await word('N1', await first.code())).toMatchObject({ code: 'AUTH_CODE_INVALID' })
  await town.city.db.run(sql`update merchants.small_rule set payment_max = 50 where tier = 0`)
  const second = await phone(town, bob)
  expect(second.issued.smallMax).toBe('50')
  expect(await word('N2', await second.code())).toMatchObject({ trade_state: 'USERPAYING' })
})

test('a real client scans, waits, reverses what was paid and what was not, and nothing of others', async () => {
  await using town = await market()
  const shop = await town.shop(await town.person('anna'))
  const other = await town.shop(await town.person('carol'))
  const bob = await town.person('bob', { cents: 5_000 })
  const { code } = await phone(town, bob)
  const { client } = await axiosClient(town, shop)
  const orders = client.v3.pay.transactions
  const paid = await orders.codepay.post(byCode(shop, 'R1', 400, await code()))
  expect(paid.data).toMatchObject({ trade_state: 'SUCCESS' })
  const waits = await orders.codepay.post(byCode(shop, 'R2', 3_000, await code(1)))
  expect(waits).toMatchObject({ status: 202, data: { trade_state: 'USERPAYING' } })
  const steal = await other.ask('POST', '/v3/pay/transactions/out-trade-no/R1/reverse', { mchid: other.mchid })
  expect(steal.status).toBe(404)
  for (const no of ['R1', 'R2', 'R1'])
    await orders.outTradeNo._out_trade_no_.reverse.post({ mchid: shop.mchid }, { out_trade_no: no })
  const state = async (no: string) =>
    (await orders.outTradeNo._out_trade_no_.get({ params: { mchid: shop.mchid }, out_trade_no: no })).data[
      'trade_state'
    ]
  expect([await state('R1'), await state('R2')]).toEqual(['REVOKED', 'REVOKED'])
  expect((await bob.call('GET /pay/waiting')).body).toEqual({ orders: [] })
  expect([await bob.cents(), await shop.cents()]).toEqual([5_000n, 0n])
})
