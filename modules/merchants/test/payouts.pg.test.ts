import { hours, TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { axiosClient, readNews } from './axios-client.ts'
import { market, type Citizen, type Market, type Shop } from './scene.ts'

const TRANSFERS = '/v3/fund-app/mch-transfer/transfer-bills'

/** A shop with takings, and somebody whom its app knows. */
async function rich(town: Market): Promise<{ shop: Shop; bob: Citizen; carol: Citizen; openid: string }> {
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob', { cents: 5_000 })
  const carol = await town.person('carol')
  await bob.pay(await shop.order('A1', 3_000))
  const input = { mchid: shop.mchid, appid: 'app1' }
  const { openid } = (await carol.call<{ openid: string }>('POST /pay/openid', input)).body
  return { shop, bob, carol, openid }
}

const wish = (no: string, openid: string, cents: number, more: object = {}) => ({
  appid: 'app1',
  out_bill_no: no,
  transfer_scene_id: '1000',
  openid,
  transfer_amount: cents,
  transfer_remark: 'A prize',
  ...more,
})

test('a real client gives somebody money: it is held, they take it, and the news say so', async () => {
  await using town = await market()
  await using server = await town.receiver()
  const { shop, carol, openid } = await rich(town)
  const { client, certs } = await axiosClient(town, shop)
  const bills = client.v3.fundApp.mchTransfer.transferBills
  const body = wish('T1', openid, 700, { notify_url: `${server.url}/sent` })
  const made = await bills.post(body)
  expect(made.data).toMatchObject({ out_bill_no: 'T1', state: 'WAIT_USER_CONFIRM' })
  expect((await bills.post(body)).data).toEqual(made.data)
  const { body: waiting } = await carol.call<{ payouts: { id: string }[] }>('GET /pay/payouts')
  expect(waiting.payouts).toMatchObject([{ amount: '700', remark: 'A prize', merchant: { name: 'Anna Bakery' } }])
  const accept = () => carol.call(`POST /pay/payouts/${waiting.payouts[0]?.id}/accept`)
  expect((await accept()).body).toMatchObject({ state: 'SUCCESS' })
  expect((await accept()).body).toMatchObject({ state: 'SUCCESS' })
  expect([await carol.cents(), await shop.cents()]).toEqual([700n, 2_300n])
  const asked = await bills.outBillNo._out_bill_no_.get({ out_bill_no: 'T1' })
  expect(asked.data).toMatchObject({ state: 'SUCCESS', transfer_amount: 700, openid })
  const id = String(asked.data['transfer_bill_no'])
  expect((await bills.transferBillNo._transfer_bill_no_.get({ transfer_bill_no: id })).data).toEqual(asked.data)
  await town.bring()
  const news = server.heard.find(({ path }) => path === '/sent')
  expect(readNews(news, shop, certs)).toEqual({ event: 'MCHTRANSFER.BILL.FINISHED', resource: asked.data })
})

test('what was not taken goes back, by its merchant or by itself; never both ways', async () => {
  await using town = await market({ clock: new TestClock() })
  const { shop, bob, carol, openid } = await rich(town)
  const state = async (no: string) => (await shop.ask('GET', `${TRANSFERS}/out-bill-no/${no}`)).body['state']
  const waiting = async () =>
    (await carol.call<{ payouts: { id: string }[] }>('GET /pay/payouts')).body.payouts.map(({ id }) => id)
  await shop.ask('POST', TRANSFERS, wish('T1', openid, 500))
  const [first] = await waiting()
  expect((await bob.call(`POST /pay/payouts/${first}/accept`)).no).toBe('not_found')
  const cancel = (no: string) => shop.ask('POST', `${TRANSFERS}/out-bill-no/${no}/cancel`, {})
  expect((await cancel('T1')).body).toMatchObject({ state: 'CANCELLED' })
  expect((await cancel('T1')).body).toMatchObject({ state: 'CANCELLED' })
  expect((await carol.call(`POST /pay/payouts/${first}/accept`)).no).toBe('payment_over')
  await shop.ask('POST', TRANSFERS, wish('T2', openid, 500))
  const [second] = await waiting()
  town.city.skip(hours(24))
  await town.city.settle()
  expect(await state('T2')).toBe('FAIL')
  expect((await carol.call(`POST /pay/payouts/${second}/accept`)).no).toBe('payment_over')
  expect([await carol.cents(), await shop.cents()]).toEqual([0n, 3_000n])
  for (let n = 3; n < 9; n++) {
    await shop.ask('POST', TRANSFERS, wish(`T${n}`, openid, 100))
    const [id] = await waiting()
    const [taken, back] = await Promise.all([carol.call(`POST /pay/payouts/${id}/accept`), cancel(`T${n}`)])
    expect([taken.no, back.status]).toEqual(
      (await state(`T${n}`)) === 'SUCCESS' ? [undefined, 400] : ['payment_over', 200],
    )
  }
  expect((await carol.cents()) + (await shop.cents())).toBe(3_000n)
})

test('more than there is, to nobody, under a used number or of another merchant is refused', async () => {
  await using town = await market({ clock: new TestClock() })
  const { shop, openid } = await rich(town)
  const other = await town.shop(await town.person('dora'))
  const word = async (body: object, by = shop) => (await by.ask('POST', TRANSFERS, body)).body['code']
  expect(await word(wish('T1', openid, 3_001))).toBe('NOT_ENOUGH')
  expect(await word(wish('T2', 'o-nobody', 1))).toBe('PARAM_ERROR')
  expect(await word(wish('T3', openid, 1), other)).toBe('PARAM_ERROR')
  expect(await word(wish('T4', openid, 10))).toBeUndefined()
  expect(await word(wish('T4', openid, 11))).toBe('INVALID_REQUEST')
  expect(await word(wish('T5', openid, 1, { notify_url: 'https://x.example.org/?a=1' }))).toBe('PARAM_ERROR')
  const { transfer_bill_no: id } = (await shop.ask('GET', `${TRANSFERS}/out-bill-no/T4`)).body
  for (const target of [`${TRANSFERS}/out-bill-no/T4`, `${TRANSFERS}/transfer-bill-no/${String(id)}`])
    expect((await other.ask('GET', target)).status).toBe(404)
  expect((await other.ask('POST', `${TRANSFERS}/out-bill-no/T4/cancel`, {})).status).toBe(404)
})

test('a payout can come as a red packet, which holds only so much', async () => {
  await using town = await market()
  const { shop, carol, openid } = await rich(town)
  const red = { user_recv_style: { type: 'RED_PACKET' } }
  expect(await shop.ask('POST', TRANSFERS, wish('P1', openid, 20_001, red))).toMatchObject({
    status: 400,
    body: { code: 'PARAM_ERROR' },
  })
  expect((await shop.ask('POST', TRANSFERS, wish('P2', openid, 500, { user_recv_style: { type: 'X' } }))).status).toBe(
    400,
  )
  expect((await shop.ask('POST', TRANSFERS, wish('P3', openid, 500, red))).status).toBe(200)
  expect((await shop.ask('POST', TRANSFERS, wish('P4', openid, 400))).status).toBe(200)
  const { body } = await carol.call<{ payouts: object[] }>('GET /pay/payouts')
  expect(body.payouts).toContainEqual(expect.objectContaining({ amount: '500', redPacket: true }))
  expect(body.payouts).toContainEqual(expect.not.objectContaining({ redPacket: true }))
})
