import { createPublicKey } from 'node:crypto'
import { signatureFits } from '@plaza/pay-wire'
import { expect, test } from 'vitest'
import { Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import type { Chain } from './axios-client.ts'
import { market, orderOf, type Market, type Shop } from './scene.ts'

interface Platform {
  readonly id: string
  readonly publicKey: string
  readonly inUse: boolean
}
const platformOf = async ({ owner, merchant, mode }: Shop) =>
  (await owner.call<{ platform: Platform }>(`GET /merchants/${merchant.id}/keys`, { mode })).body.platform

/** A client that keeps the platform's public key and knows no certificate at all. */
async function keyClient(town: Market, shop: Shop) {
  const platform = await platformOf(shop)
  const client = new Wechatpay({
    mchid: shop.mchid,
    serial: shop.serial,
    privateKey: shop.privateKey,
    certs: { [platform.id]: platform.publicKey },
    baseURL: town.origin,
    headers: { 'Wechatpay-Serial': platform.id },
  }) as unknown as Chain
  return { client, platform }
}

test('a client that keeps the public key is answered and told under its id, and knows no certificate', async () => {
  await using town = await market()
  await using server = await town.receiver()
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob', { cents: 1_000 })
  const { client, platform } = await keyClient(town, shop)
  expect(platform.id).toMatch(/^PUB_KEY_ID_[0-9]{28}$/)
  expect(platform.inUse).toBe(false)
  const made = await client.v3.pay.transactions.native.post<{ code_url: string }>(
    { ...orderOf(shop, 'A1', 250), notify_url: `${server.url}/told` },
    { headers: { 'Wechatpay-Serial': platform.id } },
  )
  expect(made.status).toBe(200)
  await bob.pay(made.data.code_url.split('/').at(-1) ?? '')
  await town.bring()
  const { headers, body } = server.heard[0]!
  expect(headers['wechatpay-serial']).toBe(platform.id)
  const text = Formatter.joinedByLineFeed(
    String(headers['wechatpay-timestamp']),
    String(headers['wechatpay-nonce']),
    body,
  )
  expect(
    Rsa.verify(text, String(headers['wechatpay-signature']), Rsa.from(platform.publicKey, Rsa.KEY_TYPE_PUBLIC)),
  ).toBe(true)
  expect((await platformOf(shop)).inUse).toBe(true)
})

test('who names nothing is answered as they chose, refusals and 204 too; a certificate’s serial changes it back', async () => {
  await using town = await market()
  const shop = await town.shop(await town.person('anna'))
  const platform = await platformOf(shop)
  const key = createPublicKey(platform.publicKey)
  const target = `/v3/pay/transactions/out-trade-no/NONE?mchid=${shop.mchid}`
  const serialOf = async (platformSerial?: string) => {
    const answer = await shop.ask('GET', target, '', platformSerial === undefined ? {} : { platformSerial })
    const [serial, timestamp, nonce, signature] = ['serial', 'timestamp', 'nonce', 'signature'].map(
      name => answer.headers.get(`wechatpay-${name}`) ?? '',
    ) as [string, string, string, string]
    if (serial === platform.id)
      expect(signatureFits(key, `${timestamp}\n${nonce}\n${answer.text}\n`, signature)).toBe(true)
    return serial
  }
  const certificate = await serialOf()
  expect(certificate).toMatch(/^[0-9A-F]{40}$/)
  await shop.owner.call(`PUT /merchants/${shop.merchant.id}/keys/platform`, { mode: 'live', by: 'public_key' })
  expect(await serialOf()).toBe(platform.id)
  await shop.order('C1', 100)
  const closed = await shop.ask('POST', '/v3/pay/transactions/out-trade-no/C1/close', { mchid: shop.mchid })
  expect([closed.status, closed.headers.get('wechatpay-serial')]).toEqual([204, platform.id])
  expect(await serialOf(certificate)).toBe(certificate)
  expect(await serialOf()).toBe(certificate)
  expect(await serialOf('PUB_KEY_ID_0000000000000000000000000000')).toBe(certificate)
  expect(await serialOf(platform.id)).toBe(platform.id)
  const other = await town.shop(await town.person('eva'), 'test')
  expect((await platformOf(other)).id).not.toBe(platform.id)
})
