import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { useProgramNames } from '../index.ts'
import { market, orderOf } from './scene.ts'

const TRANSFERS = '/v3/fund-app/mch-transfer/transfer-bills'

test('in a mini program a merchant knows people by the name that the program has, also after it was taken back', async () => {
  await using town = await market()
  const [anna, bob, carol] = [
    await town.person('anna'),
    await town.person('bob', { cents: 5_000 }),
    await town.person('carol', { cents: 5_000 }),
  ]
  const shop = await town.shop(anna)
  const names = new Map([
    [bob.id, 'oBob1'],
    [carol.id, 'oCarol'],
  ])
  useProgramNames(town.city, {
    nameOf: async (_city, appid, person) => (appid === 'app1' ? names.get(person) : undefined),
    personOf: async (_city, appid, openid) =>
      appid === 'app1' ? [...names].find(([, name]) => name === openid)?.[0] : undefined,
  })
  const openidOf = async (appid: string) =>
    (await bob.call<{ openid: string }>('POST /pay/openid', { mchid: shop.mchid, appid })).body.openid
  expect(await openidOf('app1')).toBe('oBob1')
  expect(await openidOf('app2')).not.toBe('oBob1')

  const forBob = await shop.order('N1', 2_000, { payer: { openid: 'oBob1' } })
  expect((await carol.pay(forBob)).no).toBe('not_found')
  expect((await bob.pay(forBob)).body).toMatchObject({ state: 'SUCCESS' })
  const paid = await shop.ask<{ payer: { openid: string } }>(
    'GET',
    `/v3/pay/transactions/out-trade-no/N1?mchid=${shop.mchid}`,
  )
  expect(paid.body.payer.openid).toBe('oBob1')

  names.set(bob.id, 'oBob2')
  expect(await openidOf('app1')).toBe('oBob2')
  expect((await bob.pay(await shop.order('N2', 500, { payer: { openid: 'oBob2' } }))).body).toMatchObject({
    state: 'SUCCESS',
  })
  const gift = { appid: 'app1', out_bill_no: 'G1', openid: 'oBob2', transfer_amount: 100, transfer_remark: 'Thanks' }
  const { body } = await shop.ask<{ package_info: string }>('POST', TRANSFERS, gift)
  expect((await bob.call(`POST /pay/payouts/${body.package_info}/accept`)).body).toMatchObject({ state: 'SUCCESS' })
  const stranger = { ...gift, out_bill_no: 'G2', openid: 'oNobody' }
  expect(await shop.ask('POST', TRANSFERS, stranger)).toMatchObject({ status: 400, body: { code: 'PARAM_ERROR' } })
})

test('news for a server that the operator runs beside the city are brought there, and only there', async () => {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(request.url ?? '')
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const beside = new Map([['https://shop.plaza.invalid', upstream]])
  try {
    await using town = await market({ config: { allowPrivateHooks: false, beside } })
    const shop = await town.shop(await town.person('anna'))
    const bob = await town.person('bob', { cents: 1_000 })
    await bob.pay(await shop.order('B1', 100, { notify_url: 'https://shop.plaza.invalid/pay/news' }))
    await town.bring()
    expect(heard).toEqual(['/pay/news'])
    const inside = { ...orderOf(shop, 'B2', 100), notify_url: `${upstream}/pay/news` }
    expect((await shop.ask('POST', '/v3/pay/transactions/native', inside)).status).toBe(400)
  } finally {
    server.close()
  }
})
