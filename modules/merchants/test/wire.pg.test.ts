import { TestClock } from '@plaza/kernel'
import { makeKeyPair } from '@plaza/pay-wire'
import { afterAll, expect, test } from 'vitest'
import { market, orderOf, PASSWORD, type Instead, type Shop } from './scene.ts'

const NATIVE = '/v3/pay/transactions/native'

test('each part of a request is covered by its signature, and each attack is a SIGN_ERROR that moves nothing', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  const other = await town.shop(await town.person('bob'))
  const wish = orderOf(shop, 'A1', 100)
  const now = town.city.clock.now() / 1000
  const attacks: Record<string, Instead> = {
    'another body': { signedBody: JSON.stringify({ ...wish, amount: { total: 1 } }) },
    'another path': { signedTarget: '/v3/pay/transactions/app' },
    'another query': { signedTarget: `${NATIVE}?x=1` },
    'a clock that is late': { timestamp: String(now - 301) },
    'a clock that is early': { timestamp: String(now + 301) },
    'another key': { privateKey: (await makeKeyPair()).privateKey },
    'the serial of another merchant': { serial: other.serial },
    'the name of another merchant': { mchid: other.mchid },
    'the name of nobody': { mchid: '1699999999' },
    'a serial of nobody': { serial: '7'.repeat(40) },
  }
  for (const [what, instead] of Object.entries(attacks)) {
    const answer = await shop.ask('POST', NATIVE, wish, instead)
    expect(answer, what).toMatchObject({ status: 401, body: { code: 'SIGN_ERROR' } })
    expect(answer.headers.get('wechatpay-signature'), what).toBeNull()
  }
  const nonce = 'used-once'
  expect((await shop.ask('POST', NATIVE, wish, { nonce })).status).toBe(200)
  expect(await shop.ask('POST', NATIVE, wish, { nonce })).toMatchObject({ status: 401 })
  expect((await other.ask('POST', NATIVE, orderOf(other, 'A1', 100), { nonce })).status).toBe(200)
  const together = await Promise.all(
    Array.from({ length: 20 }, () => shop.ask('POST', NATIVE, wish, { nonce: 'twenty-at-once' })),
  )
  expect(together.filter(({ status }) => status === 200)).toHaveLength(1)
  town.city.skip(12 * 60_000)
  await town.city.settle()
  expect((await shop.ask('POST', NATIVE, wish, { nonce })).status).toBe(200)
})

test('a key works until it is taken back; a second one beside it, from a request or public key, too', async () => {
  await using town = await market({ clock: new TestClock() })
  const anna = await town.person('anna')
  const shop = await town.shop(anna)
  const { id } = shop.merchant
  const pair = await makeKeyPair()
  const proof = { password: PASSWORD }
  const add = (pem: string) =>
    anna.call<{ key: { serial: string }; privateKey?: string }>(`POST /merchants/${id}/keys`, {
      mode: 'live',
      pem,
      proof,
    })
  expect((await add('-----BEGIN PUBLIC KEY-----\nhello')).no).toBe('key_unreadable')
  const added = await add(pair.publicKey)
  expect(added.body.privateKey).toBeUndefined()
  const second = { serial: added.body.key.serial, privateKey: pair.privateKey }
  expect((await shop.ask('GET', '/v3/certificates')).status).toBe(200)
  expect((await shop.ask('GET', '/v3/certificates', '', second)).status).toBe(200)
  expect(
    (await shop.ask('GET', '/v3/certificates', '', { ...second, serial: second.serial.toLowerCase() })).status,
  ).toBe(200)
  await anna.call(`DELETE /merchants/${id}/keys/${shop.serial}`, { mode: 'live' })
  expect((await shop.ask('GET', '/v3/certificates')).status).toBe(401)
  expect((await shop.ask('GET', '/v3/certificates', '', second)).status).toBe(200)
  const listed = await anna.call<{ keys: { revokedAt?: number }[] }>(`GET /merchants/${id}/keys`, { mode: 'live' })
  expect(listed.body.keys.filter(key => key.revokedAt !== undefined)).toHaveLength(1)
  expect((await anna.call(`DELETE /merchants/${id}/keys/${shop.serial}`, { mode: 'test' })).no).toBe('not_found')
})

test.each([
  ['not JSON', '/body', '{"a":'],
  ['a list', '/body', '[]'],
  ['nothing', '/body', ''],
  ['no amount', '/body', { amount: undefined }],
  ['cents that are none', '/body/amount/total', { amount: { total: 1.5 } }],
  ['no cents at all', '/body/amount/total', { amount: { total: 0 } }],
  ['text for cents', '/body/amount/total', { amount: { total: '100' } }],
  ['another currency', '/body/amount/currency', { amount: { total: 1, currency: 'USD' } }],
  ['a number with a space', '/body/out_trade_no', { out_trade_no: 'A 1' }],
  ['a long number', '/body/out_trade_no', { out_trade_no: 'A'.repeat(33) }],
  ['a time that is none', '/body/time_expire', { time_expire: 'tomorrow' }],
  ['a long description', '/body/description', { description: 'x'.repeat(128) }],
])('%s is a PARAM_ERROR that names %s', async (_what, field, change) => {
  const { town, shop } = await parameters()
  const body = typeof change === 'string' ? change : { ...orderOf(shop, 'A1', 100), ...change }
  const answer = await shop.ask('POST', NATIVE, body)
  expect(answer).toMatchObject({ status: 400, body: { code: 'PARAM_ERROR', detail: { location: 'body' } } })
  expect((answer.body as { detail: { field: string } }).detail.field).toContain(field)
  expect(answer.headers.get('wechatpay-signature')).toMatch(/^[A-Za-z0-9+/=]+$/)
  expect(town.origin).toMatch(/^http/)
})

// One town for the table above.
let kept: Promise<{ town: Awaited<ReturnType<typeof market>>; shop: Shop }> | undefined
const parameters = () =>
  (kept ??= (async () => {
    const town = await market({ clock: new TestClock() })
    return { town, shop: await town.shop(await town.person('anna')) }
  })())

afterAll(async () => (await kept)?.town[Symbol.asyncDispose]())

test('merchant A can see or change nothing of B, by any id of B on any operation', async () => {
  await using town = await market({ clock: new TestClock() })
  const bob = await town.person('bob', { cents: 10_000 })
  const [a, b] = [await town.shop(await town.person('anna')), await town.shop(bob)]
  const practice = await town.shop(await town.person('carol'), 'test')
  await bob.pay(await b.order('B1', 500))
  await b.order('B2', 500)
  const refund = (no: string, more: object = {}) => ({
    out_refund_no: no,
    amount: { refund: 100, total: 500, currency: 'EUR' },
    ...more,
  })
  await b.ask('POST', '/v3/refund/domestic/refunds', refund('BR1', { out_trade_no: 'B1' }))
  const paid = await b.ask<{ transaction_id: string }>('GET', `/v3/pay/transactions/out-trade-no/B1?mchid=${b.mchid}`)
  const id = paid.body.transaction_id
  const signed = await bob.call<{ id: string }>('POST /pay/services/rides', {
    id: town.city.newId(),
    mchid: b.mchid,
    appid: 'app1',
    proof: { password: PASSWORD },
  })
  const contract = signed.body.id.replaceAll('-', '')
  const fare = { appid: 'app1', trade_scene: 'BUS', contract_id: contract, amount: { total: 10, currency: 'EUR' } }
  for (const thief of [a, practice]) {
    const tries = [
      ...[b.mchid, thief.mchid].flatMap(mchid => [
        thief.ask('GET', `/v3/pay/transactions/out-trade-no/B1?mchid=${mchid}`),
        thief.ask('GET', `/v3/pay/transactions/id/${id}?mchid=${mchid}`),
        thief.ask('POST', '/v3/pay/transactions/out-trade-no/B2/close', { mchid }),
      ]),
      ...['native', 'app', 'jsapi', 'h5'].map(kind =>
        thief.ask('POST', `/v3/pay/transactions/${kind}`, {
          ...orderOf(b, 'B3', 1),
          payer: { openid: 'o1' },
          scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } },
        }),
      ),
      thief.ask('POST', '/v3/refund/domestic/refunds', refund('X1', { out_trade_no: 'B1' })),
      thief.ask('POST', '/v3/refund/domestic/refunds', refund('X2', { transaction_id: id })),
      thief.ask('POST', '/v3/refund/domestic/refunds', refund('BR1', { transaction_id: id })),
      thief.ask('GET', '/v3/refund/domestic/refunds/BR1'),
      thief.ask('GET', '/v3/vehicle/transactions/out-trade-no/B1'),
      thief.ask('GET', '/v3/qrcode/transactions/out-trade-no/B1'),
      thief.ask('GET', `/v3/qrcode/user-services/contract-id/${contract}`),
      thief.ask('POST', '/v3/qrcode/transactions', { ...fare, out_trade_no: 'F1' }),
    ]
    for (const answer of await Promise.all(tries)) expect([403, 404]).toContain(answer.status)
  }
  town.city.skip(36 * 3_600_000)
  const bill = await b.ask<{ download_url: string }>('GET', '/v3/bill/tradebill?bill_date=2026-01-01')
  const target = bill.body.download_url.replace(town.origin, '')
  expect((await b.ask('GET', target)).text).toContain('`B1')
  for (const thief of [a, practice]) expect((await thief.ask('GET', target)).status).toBe(404)
  expect(await a.ask('GET', '/v3/bill/tradebill?bill_date=2026-01-01')).toMatchObject({
    body: { code: 'NO_STATEMENT_EXIST' },
  })
  const state = async (no: string) =>
    (await b.ask('GET', `/v3/pay/transactions/out-trade-no/${no}?mchid=${b.mchid}`)).body['trade_state']
  expect([await state('B1'), await state('B2'), await state('B3')]).toEqual(['REFUND', 'NOTPAY', undefined])
  expect([await a.cents(), await b.cents()]).toEqual([0n, 400n])
  await officeOf(a, b)
})

/** And by the API of people: the owner of one shop at the desk of another. */
async function officeOf(a: Shop, b: Shop): Promise<void> {
  const thief = a.owner
  const { id } = b.merchant
  const list = await b.owner.call<{ orders: { id: string; state: string }[] }>(`GET /merchants/${id}/orders`, {
    mode: 'live',
  })
  const order = list.body.orders.find(({ state }) => state === 'REFUND')?.id ?? ''
  const one = await b.owner.call<{ notifies: { id: string }[] }>(`GET /merchants/${id}/orders/${order}`)
  const notify = one.body.notifies[0]?.id ?? ''
  const mode = 'live'
  const proof = { password: PASSWORD }
  const own = a.merchant.id
  const refund = { refund: order, amount: '1' }
  const tries = [
    thief.call(`GET /merchants/${id}`),
    thief.call(`GET /merchants/${id}/orders`, { mode }),
    thief.call(`GET /merchants/${id}/orders/${order}`),
    thief.call(`GET /merchants/${own}/orders/${order}`),
    thief.call(`POST /merchants/${id}/orders/${order}/refunds`, refund),
    thief.call(`POST /merchants/${own}/orders/${order}/refunds`, refund),
    thief.call(`POST /merchants/${id}/notifies/${notify}/resend`),
    thief.call(`POST /merchants/${own}/notifies/${notify}/resend`),
    thief.call(`GET /merchants/${id}/keys`, { mode }),
    thief.call(`POST /merchants/${id}/keys`, { mode, proof }),
    thief.call(`DELETE /merchants/${id}/keys/${b.serial}`, { mode }),
    thief.call(`DELETE /merchants/${own}/keys/${b.serial}`, { mode }),
    thief.call(`POST /merchants/${id}/api-key`, { mode, proof }),
    thief.call(`POST /merchants/${id}/verification`),
    thief.call(`PUT /merchants/${id}/keys/platform`, { mode, by: 'public_key' }),
    thief.call(`GET /merchants/${id}/notifies`, { mode, form: 'v3' }),
    thief.call(`GET /merchants/${id}/transfers`, { mode }),
    thief.call(`GET /merchants/${id}/promotions`),
    thief.call(`POST /merchants/${id}/promotions/${order}/end`),
    thief.call(`GET /merchants/${id}/settlements`),
    thief.call(`GET /merchants/${id}/settlements/${order}`),
    thief.call(`GET /merchants/${own}/settlements/${order}`),
    thief.call(`GET /merchants/${id}/webhook`, { mode }),
    thief.call(`POST /merchants/${id}/webhook/test`, { mode }),
    thief.call(`GET /merchants/${id}/disputes`),
    thief.call(`PUT /merchants/${id}/staff/${thief.id}`, { role: 'manager' }),
    thief.call(`DELETE /merchants/${id}/staff/${thief.id}`),
  ]
  for (const answer of await Promise.all(tries)) expect(answer.no).toBe('not_found')
  const wish = { id, name: 'Mine', city: 'Madrid', country: 'ES', category: '5411' }
  expect((await thief.call('POST /merchants', wish)).no).toBe('exists_different')
}

test('bills of a day come the next day at ten, not before, and say nothing of days without trade', async () => {
  await using town = await market({ clock: new TestClock() })
  const bob = await town.person('bob', { cents: 1_000 })
  const shop = await town.shop(await town.person('anna'))
  await bob.pay(await shop.order('A1', 100))
  const code = async (query: string) => (await shop.ask('GET', `/v3/bill/tradebill?${query}`)).body['code'] ?? 'a bill'
  expect(await code('bill_date=2026-01-01')).toBe('STATEMENT_CREATING')
  town.city.skip(34 * 3_600_000 - 1)
  expect(await code('bill_date=2026-01-01')).toBe('STATEMENT_CREATING')
  town.city.skip(1)
  expect(await code('bill_date=2026-01-01')).toBe('a bill')
  expect(await code('bill_date=2025-12-31')).toBe('NO_STATEMENT_EXIST')
  for (const query of [
    'x=1',
    'bill_date=yesterday',
    'bill_date=2026-01-01&bill_type=NEW',
    'bill_date=2026-01-01&tar_type=ZIP',
  ])
    expect(await code(query)).toBe('PARAM_ERROR')
})

test('what is not there, or too often, is said in the words of the wire', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  expect(await shop.ask('GET', '/v3/nothing')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
  expect(await shop.ask('GET', '/v3/pay/transactions/out-trade-no/%ff?mchid=1')).toMatchObject({ status: 400 })
  const strangers = await Promise.all(Array.from({ length: 130 }, () => fetch(`${town.origin}/v3/certificates`)))
  expect(new Set(strangers.map(({ status }) => status))).toEqual(new Set([401, 429]))
  expect((await shop.ask('GET', '/v3/certificates')).status).toBe(200)
})
