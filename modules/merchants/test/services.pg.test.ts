import { sql } from '@plaza/db'
import { TestClock } from '@plaza/kernel'
import { openSealed } from '@plaza/pay-wire'
import { expect, test } from 'vitest'
import { market, PASSWORD, type Citizen, type Market, type Shop } from './scene.ts'

// Parking and scan-and-ride: what somebody agreed to beforehand is taken without asking them again, and never more than that.

const proof = { password: PASSWORD }
const START = '2026-01-01T10:00:00+00:00'

/** A car park with real money, and a driver. */
async function carPark(town: Market) {
  const anna = await town.person('anna')
  const olga = await town.person('olga', { kind: 'operator' })
  const shop = await town.shop(anna)
  const bob = await town.person('bob', { cents: 15_000 })
  const openid = await openidOf(bob, shop)
  return { anna, olga, shop, bob, openid }
}
const openidOf = async (who: Citizen, { mchid }: Shop) =>
  (await who.call<{ openid: string }>('POST /pay/openid', { mchid, appid: 'app1' })).body.openid

const car = { plate_number: '1234KLM', plate_color: 'BLUE' }
const openCar = (who: Citizen, town: Market) =>
  who.call<{ id: string }>('POST /pay/services/vehicles', {
    id: town.city.newId(),
    plate: '1234KLM',
    color: 'BLUE',
    proof,
  })
const entry = (no: string) => ({
  out_parking_no: no,
  ...car,
  notify_url: 'https://shop.example.org/in',
  start_time: START,
  parking_name: 'Harbour',
  free_duration: 900,
})
const bill = (no: string, cents: number, parking: string, more: object = {}) => ({
  appid: 'app1',
  description: 'Parking',
  out_trade_no: no,
  trade_scene: 'PARKING',
  notify_url: 'https://shop.example.org/out',
  profit_sharing: 'N',
  amount: { total: cents, currency: 'EUR' },
  parking_info: {
    parking_id: parking,
    ...car,
    start_time: START,
    end_time: '2026-01-01T12:00:00+00:00',
    parking_name: 'Harbour',
    charging_duration: 6300,
    device_id: 'gate1',
  },
  ...more,
})
const verifiedAs = (merchant: string) =>
  sql`update merchants.merchant set verification = 'verified', category = '7523' where id = ${merchant}`
const find = (shop: Shop, openid: string) =>
  shop.ask(
    'GET',
    `/v3/vehicle/parking/services/find?appid=app1&openid=${openid}&plate_number=${car.plate_number}&plate_color=BLUE`,
  )

test('a car comes in and out, and its parking is paid by itself', async () => {
  await using town = await market()
  await using server = await town.receiver()
  const { shop, bob, openid } = await carPark(town)
  const test = await town.shop(await town.person('eva'), 'test')
  const eva = await openidOf(bob, test)
  expect((await find(test, eva)).body).toMatchObject({ service_state: 'OUT_SERVICE', openid: eva })
  expect((await openCar(bob, town)).no).toBeUndefined()
  expect((await find(test, eva)).body).toMatchObject({ service_state: 'NORMAL', service_open_time: expect.any(String) })
  expect((await find(shop, openid)).body).toMatchObject({ service_state: 'NORMAL' })
  const came = await test.ask<{ id: string }>('POST', '/v3/vehicle/parking/parkings', entry('P1'))
  expect(came.body).toMatchObject({
    out_parking_no: 'P1',
    state: 'NORMAL',
    free_duration: 900,
    start_time: START,
    ...car,
  })
  expect((await test.ask('POST', '/v3/vehicle/parking/parkings', entry('P1'))).body).toEqual(came.body)
  const other = { ...entry('P1'), parking_name: 'Elsewhere' }
  expect((await test.ask('POST', '/v3/vehicle/parking/parkings', other)).body).toMatchObject({
    code: 'INVALID_REQUEST',
  })
  const out = bill('B1', 450, came.body.id, { notify_url: `${server.url}/out` })
  const paid = await test.ask('POST', '/v3/vehicle/transactions/parking', out)
  expect(paid.status).toBe(200)
  expect(paid.body).toMatchObject({
    trade_state: 'SUCCESS',
    trade_scene: 'PARKING',
    user_repaid: 'Y',
    parking_info: { parking_id: came.body.id, device_id: 'gate1' },
    payer: { openid: eva },
    amount: { total: 450, currency: 'EUR', payer_total: 450, discount_total: 0 },
  })
  expect((await test.ask('POST', '/v3/vehicle/transactions/parking', out)).body).toEqual(paid.body)
  expect((await test.ask('GET', '/v3/vehicle/transactions/out-trade-no/B1')).body).toEqual(paid.body)
  expect(await test.cents()).toBe(450n)
  await town.bring()
  const news = JSON.parse(server.heard[0]?.body ?? '{}') as {
    event_type: string
    resource: Parameters<typeof openSealed>[1]
  }
  expect(news.event_type).toBe('TRANSACTION.SUCCESS')
  expect(JSON.parse(openSealed(test.apiKey, news.resource))).toEqual(paid.body)
  const back = { out_trade_no: 'B1', out_refund_no: 'R1', amount: { refund: 450, total: 450, currency: 'EUR' } }
  expect((await test.ask('POST', '/v3/refund/domestic/refunds', back)).body).toMatchObject({ status: 'SUCCESS' })
  expect((await test.ask('GET', '/v3/vehicle/transactions/out-trade-no/B1')).body).toMatchObject({
    trade_state: 'REFUND',
  })
})

test('with real money only a verified car park takes, never more than is paid unasked, and nothing of another’s car', async () => {
  await using town = await market({ clock: new TestClock() })
  const { anna, olga, bob } = await carPark(town)
  const id = town.city.newId()
  const wish = { id, name: 'Harbour Parking', city: 'Madrid', country: 'ES', category: '7523' }
  await anna.call('POST /merchants', wish)
  const shop = await town.shop(anna)
  const asShop = async (no: string, cents: number, parking: string, more: object = {}) =>
    shop.ask('POST', '/v3/vehicle/transactions/parking', bill(no, cents, parking, more))
  await openCar(bob, town)
  expect((await shop.ask('POST', '/v3/vehicle/parking/parkings', entry('P1'))).body).toMatchObject({ code: 'NO_AUTH' })
  await town.city.db.run(verifiedAs(shop.merchant.id))
  const { body: came } = await shop.ask<{ id: string }>('POST', '/v3/vehicle/parking/parkings', entry('P1'))
  expect((await asShop('B1', 2_001, came.id)).body).toMatchObject({
    trade_state: 'PAY_FAIL',
    trade_state_description: 'Above what the payer pays without being asked',
  })
  expect((await asShop('B2', 2_000, came.id)).body).toMatchObject({ trade_state: 'SUCCESS' })
  expect(await bob.cents()).toBe(13_000n)
  const wrong = { ...bill('B3', 10, came.id).parking_info, plate_number: '9999XYZ' }
  expect((await asShop('B3', 10, came.id, { parking_info: wrong })).body).toMatchObject({ code: 'PARAM_ERROR' })
  const unknown = { ...bill('B3', 10, came.id).parking_info, parking_id: 'f'.repeat(32) }
  expect((await asShop('B3', 10, came.id, { parking_info: unknown })).body).toMatchObject({
    code: 'RESOURCE_NOT_EXISTS',
  })
  await bob.call('POST /wallet/freeze')
  expect((await asShop('B4', 10, came.id)).body).toMatchObject({ code: 'INVALID_REQUEST' })
  expect((await shop.ask('POST', '/v3/vehicle/parking/parkings', entry('P2'))).body).toMatchObject({
    state: 'BLOCKED',
    block_reason: 'PAUSE',
  })
  expect((await openCar(olga, town)).no).toBe('exists_different')
  const mine = await bob.call<{ vehicles: { id: string }[] }>('GET /pay/services')
  await olga.call(`DELETE /pay/services/vehicles/${mine.body.vehicles[0]?.id}`)
  expect((await bob.call<{ vehicles: object[] }>('GET /pay/services')).body.vehicles).toHaveLength(1)
  await bob.call(`DELETE /pay/services/vehicles/${mine.body.vehicles[0]?.id}`)
  expect((await shop.ask('POST', '/v3/vehicle/parking/parkings', entry('P3'))).body).toMatchObject({
    block_reason: 'OUT_SERVICE',
  })
})

test('a fare is taken on a contract while it holds, by the merchant that it is with', async () => {
  await using town = await market()
  const { shop, bob } = await carPark(town)
  const foreign = await town.shop(await town.person('eva'))
  const input = { id: town.city.newId(), mchid: shop.mchid, appid: 'app1', proof }
  const signed = await bob.call<{ id: string }>('POST /pay/services/rides', input)
  expect((await bob.call<{ id: string }>('POST /pay/services/rides', input)).body.id).toBe(signed.body.id)
  const contract = signed.body.id.replaceAll('-', '')
  const service = (of: Shop) => of.ask('GET', `/v3/qrcode/user-services/contract-id/${contract}?appid=app1`)
  expect((await service(shop)).body).toEqual({ contract_id: contract, user_service_state: 'NORMAL' })
  expect((await service(foreign)).body).toMatchObject({ code: 'RESOURCE_NOT_EXISTS' })
  const fare = {
    appid: 'app1',
    description: 'Line 1',
    out_trade_no: 'F1',
    trade_scene: 'METRO',
    contract_id: contract,
    notify_url: 'https://shop.example.org/fare',
    amount: { total: 150, currency: 'EUR' },
    metro_info: { start_time: START, end_time: START, start_station: 'Harbour', end_station: 'Old Town' },
  }
  expect((await foreign.ask('POST', '/v3/qrcode/transactions', fare)).body).toMatchObject({
    code: 'RESOURCE_NOT_EXISTS',
  })
  const storm = await Promise.all(Array.from({ length: 20 }, () => shop.ask('POST', '/v3/qrcode/transactions', fare)))
  expect(new Set(storm.map(({ status }) => status))).toEqual(new Set([200]))
  const { body } = await shop.ask('GET', '/v3/qrcode/transactions/out-trade-no/F1')
  expect(body).toMatchObject({ trade_state: 'SUCCESS', contract_id: contract, metro_info: fare.metro_info })
  expect([await bob.cents(), await shop.cents()]).toEqual([14_850n, 150n])
  expect((await shop.ask('GET', '/v3/vehicle/transactions/out-trade-no/F1')).body).toMatchObject({
    code: 'ORDER_NOT_EXIST',
  })
  await bob.call(`DELETE /pay/services/rides/${signed.body.id}`)
  expect((await service(shop)).body).toMatchObject({ user_service_state: 'BLOCKED' })
  const late = { ...fare, out_trade_no: 'F2' }
  expect((await shop.ask('POST', '/v3/qrcode/transactions', late)).body).toMatchObject({ code: 'INVALID_REQUEST' })
})
