import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { codeIn, market, type Heard, type Market, type Shop } from './scene.ts'

// A client that nobody built this API for: it writes its header in another order, asks for certificates as it is made, sends
// GETs with an empty body, reads certificates with a parser of its own, and signs with an RSA in JavaScript.

const HOST = 'https://api.mch.weixin.qq.com'
type Said = Promise<{ readonly status: number; readonly data: string }>
interface Client {
  native(order: object): Said
  jsapi(order: object): Said
  h5(order: object): Said
  getTransactionsByOutTradeNo(of: { out_trade_no: string }): Said
  getTransactionsById(of: { transaction_id: string }): Said
  close(of: { out_trade_no: string }): Said
  refund(wish: object): Said
  getRefund(of: { out_refund_no: string }): Said
  tradebill(of: object): Said
  fundflowbill(of: object): Said
  downloadbill(url: string): Said
  getCertificates(): Said
  decodeCertificates(): Promise<{ serial_no: string }[]>
  verifySign(of: Record<'timestamp' | 'nonce' | 'serial' | 'signature' | 'body', string>): Promise<boolean>
  decodeResource(resource: object): Record<string, unknown>
}

const load = createRequire(import.meta.url)
const Payment = load('wxpay-v3') as new (settings: object) => Client
const urllib = load(load.resolve('urllib', { paths: [load.resolve('wxpay-v3')] })) as {
  request(url: string, options: object): Said
}
const request = urllib.request
let origin = ''

// It has its host written in: only its HTTP client is told where that is.
beforeEach(() => {
  urllib.request = (url, options) => request.call(urllib, url.replace(HOST, origin), options)
})
afterEach(() => {
  urllib.request = request
})

const clientOf = (town: Market, shop: Shop, notifyUrl: string): Client => {
  origin = town.origin
  return new Payment({
    appid: 'app1',
    mchid: shop.mchid,
    private_key: shop.privateKey,
    serial_no: shop.serial,
    apiv3_private_key: shop.apiKey,
    notify_url: notifyUrl,
  })
}
const read = async (said: Said) => {
  const { status, data } = await said
  return { status, ...(data === '' ? {} : (JSON.parse(data) as Record<string, unknown>)) } as Record<string, unknown>
}
const order = (no: string, total: number, more: object = {}) => ({
  description: 'Two loaves',
  out_trade_no: no,
  amount: { total, currency: 'EUR' },
  ...more,
})

test('it makes orders, hears of their payment and verifies it, asks, closes, refunds and fetches bills', async () => {
  await using town = await market()
  await using server = await town.receiver()
  const shop = await town.shop(await town.person('anna'), 'test')
  const bob = await town.person('bob')
  await bob.call('POST /merchants/test-wallet/fill', { id: town.city.newId() })
  const client = clientOf(town, shop, `${server.url}/paid`)
  expect((await client.decodeCertificates())[0]?.serial_no).toMatch(/^[0-9A-F]{40}$/)

  const made = await read(client.native(order('W1', 1_250)))
  expect(made).toMatchObject({ status: 200, code_url: expect.stringContaining('/q/o/') })
  await bob.pay(codeIn(String(made['code_url'])))
  await town.bring()
  const { headers, body } = server.heard[0] as Heard
  const signed = {
    timestamp: String(headers['wechatpay-timestamp']),
    nonce: String(headers['wechatpay-nonce']),
    serial: String(headers['wechatpay-serial']),
    signature: String(headers['wechatpay-signature']),
    body,
  }
  expect(await client.verifySign(signed)).toBe(true)
  expect(await client.verifySign({ ...signed, body: body.replace('SUCCESS', 'FAILURE') })).toBe(false)
  const paid = client.decodeResource((JSON.parse(body) as { resource: object }).resource)
  expect(paid).toMatchObject({ out_trade_no: 'W1', trade_state: 'SUCCESS', amount: { total: 1_250 } })
  const id = String(paid['transaction_id'])
  expect(await read(client.getTransactionsByOutTradeNo({ out_trade_no: 'W1' }))).toMatchObject(paid)
  expect(await read(client.getTransactionsById({ transaction_id: id }))).toMatchObject(paid)

  await read(client.native(order('W2', 100)))
  expect(await client.close({ out_trade_no: 'W2' })).toMatchObject({ status: 204 })
  expect(await read(client.getTransactionsByOutTradeNo({ out_trade_no: 'W2' }))).toMatchObject({
    trade_state: 'CLOSED',
  })
  expect(await read(client.close({ out_trade_no: 'W1' }))).toMatchObject({ status: 400, code: 'ORDER_PAID' })

  const wish = { out_trade_no: 'W1', out_refund_no: 'R1', amount: { refund: 250, total: 1_250, currency: 'EUR' } }
  expect(await read(client.refund(wish))).toMatchObject({ amount: { refund: 250 } })
  expect(await read(client.getRefund({ out_refund_no: 'R1' }))).toMatchObject({ out_refund_no: 'R1' })
  await town.bring()
  expect(server.heard.map(one => (JSON.parse(one.body) as { event_type: string }).event_type)).toEqual([
    'TRANSACTION.SUCCESS',
    'REFUND.SUCCESS',
  ])

  const day = new Date(town.city.clock.now()).toISOString().slice(0, 10)
  for (const bill of [client.tradebill({ bill_date: day }), client.fundflowbill({ bill_date: day })]) {
    const { download_url: url, hash_value: hash } = await read(bill)
    const file = await client.downloadbill(String(url))
    expect(createHash('sha1').update(file.data).digest('hex')).toBe(hash)
  }
  const openid = (await bob.call<{ openid: string }>('POST /pay/openid', { mchid: shop.mchid, appid: 'app1' })).body
    .openid
  expect(await read(client.jsapi(order('W3', 10, { payer: { openid } })))).toMatchObject({
    prepay_id: expect.stringMatching(/^pz/),
  })
  const scene = { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } }
  expect(await read(client.h5(order('W4', 10, { scene_info: scene })))).toMatchObject({
    h5_url: expect.stringContaining('/q/o/'),
  })
})
