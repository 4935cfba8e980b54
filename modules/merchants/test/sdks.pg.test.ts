import { Pay } from 'node-easywechat'
import ServerRequest from 'node-easywechat/dist/Core/Http/ServerRequest.js'
import { TestClock } from '@plaza/kernel'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Formatter, Rsa } from 'wechatpay-axios-plugin'
import { expect, onTestFinished, test } from 'vitest'
import { renewPlatformKey } from '../index.ts'
import { PLATFORM_OVERLAP_MS } from '../limits.ts'
import { axiosClient, certsIn, readNews, type Sealed } from './axios-client.ts'
import { codeIn, market, orderOf, type Market, type Shop } from './scene.ts'

// Programs of others, unmodified: what they sign, verify and decrypt by themselves is the acceptance of the wire.

interface CsvBill {
  readonly rows: readonly Record<string, string>[]
  readonly summary: Record<string, string>
}
const csv = (file: Buffer) => Formatter.castCsvBill(file) as CsvBill
const sha1 = (file: Buffer) => createHash('sha1').update(file).digest('hex')
const today = () => new Date().toISOString().slice(0, 10)

test('wechatpay-axios-plugin drives the whole life of an order', async () => {
  await using town = await market()
  await using server = await town.receiver()
  const anna = await town.person('anna')
  const bob = await town.person('bob', { cents: 15_000 })
  const shop = await town.shop(anna)
  const { client, certs } = await axiosClient(town, shop)
  const wish = { ...orderOf(shop, 'AX-1', 2_000), notify_url: `${server.url}/paid` }
  const made = await client.v3.pay.transactions.native.post<{ code_url: string }>(wish)
  const again = await client.v3.pay.transactions.native.post(wish)
  expect(again.data).toEqual(made.data)
  const asked = await client.v3.pay.transactions.outTradeNo._out_trade_no_.get({
    params: { mchid: shop.mchid },
    out_trade_no: 'AX-1',
  })
  expect(asked.data).toMatchObject({ trade_state: 'NOTPAY', amount: { total: 2_000 } })
  expect(await bob.pay(codeIn(made.data.code_url))).toMatchObject({ body: { state: 'SUCCESS' } })
  await town.bring()
  const paid = readNews(server.heard[0], shop, certs)
  expect(paid).toMatchObject({
    event: 'TRANSACTION.SUCCESS',
    resource: { out_trade_no: 'AX-1', trade_state: 'SUCCESS', trade_type: 'NATIVE', mchid: shop.mchid },
  })
  const id = String(paid.resource['transaction_id'])
  const byId = await client.v3.pay.transactions.id._transaction_id_.get({
    params: { mchid: shop.mchid },
    transaction_id: id,
  })
  expect(byId.data).toEqual(paid.resource)
  const back = await client.v3.refund.domestic.refunds.post({
    transaction_id: id,
    out_refund_no: 'AXR-1',
    reason: '面包 too hard',
    notify_url: `${server.url}/refunded`,
    amount: { refund: 500, total: 2_000, currency: 'EUR' },
  })
  expect(back.data).toMatchObject({ status: 'SUCCESS', amount: { refund: 500 } })
  const found = await client.v3.refund.domestic.refunds._out_refund_no_.get({ out_refund_no: 'AXR-1' })
  expect(found.data).toEqual(back.data)
  await town.bring()
  expect(readNews(server.heard[1], shop, certs)).toMatchObject({
    event: 'REFUND.SUCCESS',
    resource: { out_refund_no: 'AXR-1', refund_status: 'SUCCESS', transaction_id: id },
  })
  expect([await bob.cents(), await shop.cents()]).toEqual([13_500n, 1_500n])
  await client.v3.pay.transactions.native.post({ ...orderOf(shop, 'AX-2', 10) })
  const closed = await client.v3.pay.transactions.outTradeNo._out_trade_no_.close.post(
    { mchid: shop.mchid },
    { out_trade_no: 'AX-2' },
  )
  expect(closed.status).toBe(204)
})

test('wechatpay-axios-plugin reads the bills of a day, and they are what happened', async () => {
  await using town = await market()
  const anna = await town.person('anna')
  const shop = await town.shop(anna, 'test')
  const { client } = await axiosClient(town, shop)
  for (const n of [1, 2, 3]) await anna.pay(await shop.order(`B-${n}`, n * 1_000))
  await client.v3.refund.domestic.refunds.post({
    out_trade_no: 'B-3',
    out_refund_no: 'BR-1',
    amount: { refund: 250, total: 3_000, currency: 'EUR' },
  })
  const ask = async (path: 'tradebill' | 'fundflowbill', more: object = {}) => {
    const { data } = await client.v3.bill[path].get<{ download_url: string; hash_value: string }>({
      params: { bill_date: today(), ...more },
    })
    const token = new URL(data.download_url).searchParams.get('token')
    const file = await client.v3.billdownload.file.get<Buffer>({ params: { token }, responseType: 'arraybuffer' })
    return { hash: data.hash_value, file: file.data }
  }
  const trade = await ask('tradebill', { bill_type: 'ALL' })
  expect(sha1(trade.file)).toBe(trade.hash)
  const bill = csv(trade.file)
  expect(bill.rows).toHaveLength(4)
  expect(bill.rows[0]).toMatchObject({
    商户订单号: 'B-1',
    交易状态: 'SUCCESS',
    订单金额: '10.00',
    商品名称: 'Two loaves 面包',
  })
  expect(bill.rows[3]).toMatchObject({ 商户订单号: 'B-3', 商户退款单号: 'BR-1', 退款金额: '2.50' })
  expect(bill.summary).toMatchObject({ 总交易单数: '4', 订单总金额: '60.00', 退款总金额: '2.50' })
  const zipped = await ask('tradebill', { bill_type: 'REFUND', tar_type: 'GZIP' })
  expect(csv(gunzipSync(zipped.file)).rows).toHaveLength(1)
  expect(sha1(gunzipSync(zipped.file))).toBe(zipped.hash)
  const funds = csv((await ask('fundflowbill')).file)
  expect(funds.rows.map(row => row['账户结余(元)'])).toEqual(['10.00', '30.00', '60.00', '57.50'])
  expect(funds.summary).toMatchObject({ 收入笔数: '3', 支出金额: '2.50' })
})

test('clients go on while the platform changes its key: both are listed, then the new one signs, then it is alone', async () => {
  await using town = await market({ clock: new TestClock(Date.now()) })
  const shop = await town.shop(await town.person('anna'))
  const before = await axiosClient(town, shop)
  const next = await renewPlatformKey(town.city, 'live', 'next')
  const both = await axiosClient(town, shop)
  expect(Object.keys(both.certs).sort()).toEqual([...Object.keys(before.certs), next].sort())
  const serials = async () => {
    const answer = await shop.ask('GET', '/v3/certificates')
    const signer = String(answer.headers.get('wechatpay-serial'))
    const listed = certsIn(shop, answer.body as never)
    const text = Formatter.response(
      String(answer.headers.get('wechatpay-timestamp')),
      String(answer.headers.get('wechatpay-nonce')),
      answer.text,
    )
    expect(Rsa.verify(text, String(answer.headers.get('wechatpay-signature')), listed[signer] ?? '')).toBe(true)
    return { signer, listed: Object.keys(listed) }
  }
  expect((await serials()).signer).toBe(Object.keys(before.certs)[0])
  town.city.skip(PLATFORM_OVERLAP_MS)
  expect(await serials()).toMatchObject({ signer: next, listed: { length: 2 } })
  town.city.skip(PLATFORM_OVERLAP_MS)
  expect(await serials()).toEqual({ signer: next, listed: [next] })
})

test('wechatpay-node-v3 drives the whole life of an order', async () => {
  await using town = await market()
  await using server = await town.receiver()
  const anna = await town.person('anna')
  const bob = await town.person('bob', { cents: 15_000 })
  const shop = await town.shop(anna)
  const pay = nodeV3(town, shop)
  const { openid } = (await bob.call<{ openid: string }>('POST /pay/openid', { mchid: shop.mchid, appid: 'app1' })).body
  const { mchid: _, ...wish } = orderOf(shop, 'NV-1', 700)
  const made = await pay.transactions_native({ ...wish, notify_url: `${server.url}/paid` })
  expect(made.status).toBe(200)
  await bob.pay(codeIn(made.data.code_url))
  await town.bring()
  const [heard] = server.heard
  const header = (name: string) => String(heard?.headers[`wechatpay-${name}`])
  const body = JSON.parse(heard?.body ?? '{}') as { resource: Sealed }
  const fits = await pay.verifySign({
    timestamp: header('timestamp'),
    nonce: header('nonce'),
    serial: header('serial'),
    signature: header('signature'),
    body,
    apiSecret: shop.apiKey,
  })
  expect(fits).toBe(true)
  const { ciphertext, associated_data: aad, nonce } = body.resource
  expect(pay.decipher_gcm(ciphertext, aad, nonce, shop.apiKey)).toMatchObject({ out_trade_no: 'NV-1' })
  expect((await pay.query({ out_trade_no: 'NV-1' })).data).toMatchObject({ trade_state: 'SUCCESS' })
  const jsapi = await pay.transactions_jsapi({ ...wish, out_trade_no: 'NV-2', payer: { openid } })
  // What a page hands over to the app, signed by the merchant's own program.
  const { appId, timeStamp, nonceStr, package: prepared, paySign } = jsapi.data
  const handed = { appId, timeStamp, nonceStr, package: prepared, paySign }
  const opened = await bob.call<{ code: string }>('POST /pay/prepared', handed)
  expect(opened.body).toMatchObject({ state: 'NOTPAY', amount: '700' })
  expect((await anna.call('POST /pay/prepared', handed)).no).toBe('not_found')
  expect((await bob.call('POST /pay/prepared', { ...handed, nonceStr: 'other' })).no).toBe('not_found')
  expect(await bob.pay(opened.body.code)).toMatchObject({ body: { state: 'SUCCESS' } })
  expect((await pay.query({ out_trade_no: 'NV-2' })).data).toMatchObject({ payer: { openid } })
  const h5 = await pay.transactions_h5({
    ...wish,
    out_trade_no: 'NV-3',
    scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } },
  })
  expect(codeIn(h5.data.h5_url)).toMatch(/^[0-9A-Z]{16}$/)
  expect((await pay.transactions_app({ ...wish, out_trade_no: 'NV-4' })).status).toBe(200)
  expect((await pay.close('NV-4')).status).toBe(204)
  const refund = { out_trade_no: 'NV-1', out_refund_no: 'NVR', amount: { refund: 700, total: 700, currency: 'EUR' } }
  expect((await pay.refunds(refund)).data).toMatchObject({ status: 'SUCCESS' })
  expect((await pay.find_refunds('NVR')).data).toMatchObject({ out_refund_no: 'NVR', status: 'SUCCESS' })
  const over = await pay.refunds({ ...refund, out_refund_no: 'NVR-2' })
  expect([over.status, JSON.parse(String(over.error))]).toMatchObject([400, { code: 'INVALID_REQUEST' }])
})

interface Output {
  readonly status: number
  readonly data: {
    readonly [field in 'code_url' | 'h5_url' | 'appId' | 'timeStamp' | 'nonceStr' | 'package' | 'paySign']: string
  }
  readonly error?: string
}
type Operation =
  | 'transactions_native'
  | 'transactions_jsapi'
  | 'transactions_h5'
  | 'transactions_app'
  | 'query'
  | 'close'
  | 'refunds'
  | 'find_refunds'
type NodeV3 = { readonly [name in Operation]: (input: unknown) => Promise<Output> } & {
  decipher_gcm(ciphertext: string, aad: string, nonce: string, key: string): object
  verifySign(input: object): Promise<boolean>
  createHttp(service: object): void
  httpService: Record<'get' | 'post', (url: string, ...rest: unknown[]) => Promise<Output>>
}

/** Its host is fixed; the hook that it offers sends what it signed to ours. */
function nodeV3(town: Market, shop: Shop): NodeV3 {
  const Client = createRequire(import.meta.url)('wechatpay-node-v3') as new (options: object) => NodeV3
  const pay = new Client({
    appid: 'app1',
    mchid: shop.mchid,
    publicKey: Buffer.from(shop.certificate),
    privateKey: Buffer.from(shop.privateKey),
    key: shop.apiKey,
  })
  const { httpService } = pay
  const ours = (url: string) => url.replace('https://api.mch.weixin.qq.com', town.origin)
  pay.createHttp({
    get: (url: string, ...rest: unknown[]) => httpService.get(ours(url), ...rest),
    post: (url: string, ...rest: unknown[]) => httpService.post(ours(url), ...rest),
  })
  return pay
}

test('node-easywechat makes an order, validates the answers and serves the news', async () => {
  await using town = await market()
  await using server = await town.receiver()
  const anna = await town.person('anna')
  const bob = await town.person('bob', { cents: 15_000 })
  const shop = await town.shop(anna)
  const { certs } = await axiosClient(town, shop)
  // It wants its keys as files.
  const folder = mkdtempSync(join(tmpdir(), 'plaza-easywechat-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = (name: string, text: string) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  const app = new Pay({
    mch_id: shop.mchid,
    private_key: file('key.pem', shop.privateKey),
    certificate: file('certificate.pem', shop.certificate),
    secret_key: shop.apiKey,
    platform_certs: Object.values(certs).map((text, i) => file(`platform-${i}.pem`, text)),
    http: { baseURL: town.origin },
  })
  const client = app.getClient()
  const wish = { ...orderOf(shop, 'EW-1', 900), notify_url: `${server.url}/paid` }
  const made = await client.post('/v3/pay/transactions/native', { data: wish })
  await app.getValidator().validate(made.toHttpResponse())
  await bob.pay(codeIn(made.toObject<{ code_url: string }>().code_url))
  await town.bring()
  const [heard] = server.heard
  const request = new ServerRequest('POST', '/paid', heard?.headers as never, Buffer.from(heard?.body ?? ''))
  app.setRequest(request)
  await app.getValidator().validate(request)
  const told: unknown[] = []
  app.getServer().handlePaid((async (message, next) => {
    told.push(message.toObject())
    return next?.(message)
  }) as Parameters<ReturnType<typeof app.getServer>['handlePaid']>[0])
  await app.getServer().serve()
  expect(told).toMatchObject([{ out_trade_no: 'EW-1', trade_state: 'SUCCESS' }])
  const asked = await client.get('/v3/pay/transactions/out-trade-no/EW-1', { params: { mchid: shop.mchid } })
  await app.getValidator().validate(asked.toHttpResponse())
  expect(asked.toObject()).toMatchObject({ trade_state: 'SUCCESS' })
})
