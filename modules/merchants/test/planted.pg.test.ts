import { signedHeaders } from '@plaza/pay-wire'
import { expect, test } from 'vitest'
import { signingKey } from '../keys/platform.ts'
import { axiosClient, readNews } from './axios-client.ts'
import { market, orderOf, PASSWORD, type Plant } from './scene.ts'

// Faults that are put into the server on purpose: were one of them there, the tests would see it.

/** Certificates, an order, its query and its close: what a client checks by itself on the way. */
async function shortLife(plant: Plant): Promise<void> {
  await using town = await market({ plant })
  const shop = await town.shop(await town.person('anna'))
  const { client } = await axiosClient(town, shop)
  const params = { mchid: shop.mchid }
  await client.v3.pay.transactions.native.post(orderOf(shop, 'S1', 100))
  await client.v3.pay.transactions.outTradeNo._out_trade_no_.get({ params, out_trade_no: 'S1' })
  await client.v3.pay.transactions.outTradeNo._out_trade_no_.close.post(params, { out_trade_no: 'S1' })
}

/** Puts something else in the place of a header that signs. */
const withHeader =
  (name: string, value: (before: string) => string): Plant['answer'] =>
  async answer => {
    const before = answer.headers[name]
    return before === undefined ? answer : { ...answer, headers: { ...answer.headers, [name]: value(before) } }
  }
const SIGNATURE = 'Wechatpay-Signature'
const PLANTS: Record<string, Plant['answer']> = {
  'a signature of something else': withHeader(SIGNATURE, text => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`),
  'a serial that nobody knows': withHeader('Wechatpay-Serial', text => text.split('').toReversed().join('')),
  'a nonce that was not signed': withHeader('Wechatpay-Nonce', () => 'x'.repeat(32)),
  'a clock that is six minutes late': async (answer, city) => {
    const late = { body: String(answer.body), nowMs: city.clock.now() - 6 * 60_000 }
    return { ...answer, headers: { ...answer.headers, ...(await signedHeaders(await signingKey(city, 'live'), late)) } }
  },
  'an empty answer without a signature': async answer => (answer.status === 204 ? { ...answer, headers: {} } : answer),
  'a body that was written anew': async answer => ({ ...answer, body: String(answer.body).replace('{', '{ ') }),
  'a certificate with another bit': async answer => ({
    ...answer,
    body: String(answer.body).replace(/"ciphertext":"(.)/g, (_, first) => `"ciphertext":"${first === 'A' ? 'B' : 'A'}`),
  }),
}

test('the short life goes well where no fault is planted', () => shortLife({}))

test.each(Object.keys(PLANTS))('the client sees %s', async what => {
  const answer = PLANTS[what]
  await expect(shortLife(answer ? { answer } : {})).rejects.toThrow()
})

test('news under another key than the merchant has cannot be opened', async () => {
  await using town = await market()
  await using server = await town.receiver()
  const bob = await town.person('bob', { cents: 1_000 })
  const shop = await town.shop(await town.person('anna'))
  const { certs } = await axiosClient(town, shop)
  await shop.owner.call(`POST /merchants/${shop.merchant.id}/api-key`, { mode: 'live', proof: { password: PASSWORD } })
  await bob.pay(await shop.order('A1', 100, { notify_url: `${server.url}/paid` }))
  await town.bring()
  expect(() => readNews(server.heard[0], shop, certs)).toThrow()
})
