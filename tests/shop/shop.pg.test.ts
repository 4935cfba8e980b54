import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { street, type Heard, type Shopper, type Street } from './scene.ts'

// A third party's server in the city: what it must never do with somebody's money, whatever is lost, forged or killed.

const LOAF = { good: 'loaf', variant: 'half', count: 1 }
const BUNS = { good: 'bun', variant: 'six', count: 1 }
/** A city and the shop's server, on a machine that has much to do. */
const START_MS = 60_000
let next = 0
const newNo = () => (++next).toString(16).padStart(24, '0')

describe('the shop’s server', () => {
  let shop: Street
  let anna: Shopper
  let bruno: Shopper

  beforeAll(async () => {
    shop = await street()
    ;[anna, bruno] = [await shop.shopper('anna'), await shop.shopper('bruno')]
  }, START_MS)
  afterAll(() => shop?.[Symbol.asyncDispose]())

  const seen = async (who: Shopper, no: string) => (await who.shop(`GET /orders/${no}`)).body
  /** Orders and pays; the number of the order. */
  async function bought(who: Shopper, lines = [LOAF, BUNS], total = 1_490): Promise<string> {
    const no = newNo()
    expect(await who.order(no, lines, total)).toMatchObject({ status: 200, body: { state: 'open', total } })
    await who.pay((await who.shop<object>(`POST /orders/${no}/pay`)).body)
    return no
  }
  const newsOf = (path: string) => shop.heard.filter(one => one.path === path)
  const paidNews = async (since: number): Promise<Heard> => {
    await expect.poll(() => newsOf('/pay/news').length).toBeGreaterThan(since)
    return newsOf('/pay/news').at(-1) as Heard
  }

  test('it is found by what it sells, in any language, and by where it is', async () => {
    const found = await anna.city<{ programs: { name: string }[] }>('GET /programs?q=panader%C3%ADa')
    expect(found.body.programs.map(one => one.name)).toContain('Harbour Bakery')
    const near = await anna.city<{ places: { name: string; metres: number }[] }>(
      'GET /programs/nearby?lon=-8.41&lat=43.37',
    )
    expect(near.body.places[0]?.name).toBe('Harbour Bakery, Lantern Street')
  })

  test('news of a payment count once, however often they come; forged, old or foreign ones are refused', async () => {
    const before = newsOf('/pay/news').length
    const no = await bought(anna)
    const news = await paidNews(before)
    await expect.poll(async () => (await seen(anna, no)).state).toBe('paid')
    expect(await Promise.all([shop.bring(news), shop.bring(news)])).toEqual([200, 200])
    expect((await seen(anna, no)).history).toHaveLength(1)

    const changed = { ...news, body: news.body.replace('encrypt-resource', 'encrypt-resourcE') }
    const header = (name: string, value: string): Heard => ({ ...news, headers: { ...news.headers, [name]: value } })
    const refused = await Promise.all(
      [
        changed,
        header('wechatpay-signature', 'A'.repeat(344)),
        header('wechatpay-timestamp', String(Math.floor(Date.now() / 1000) - 3_600)),
        header('wechatpay-serial', 'ABCDEF'),
        { ...news, headers: {} },
        { path: '/city/news', headers: { 'webhook-id': 'x', 'webhook-timestamp': '1' }, body: '{}' },
      ].map(one => shop.bring(one)),
    )
    expect(refused).toEqual([401, 401, 401, 401, 401, 401])
  })

  test('killed after the money went and before anybody heard, it knows of the payment when it is back', async () => {
    shop.lose(true)
    const before = await bruno.cents()
    const no = await bought(bruno)
    await shop.kill9()
    await shop.reopen()
    shop.lose(false)
    expect(await seen(bruno, no)).toMatchObject({ state: 'paid', total: 1_490 })
    expect(await bruno.cents()).toBe(before - 1_490)
    // The same order again is that order, and is not paid twice.
    expect((await bruno.order(no, [LOAF, BUNS], 1_490)).body.state).toBe('paid')
    expect((await bruno.shop(`POST /orders/${no}/pay`)).status).toBe(409)
  })

  test('prices are the shop’s: a changed total, goods there are not, and silly counts are refused', async () => {
    expect(await anna.order(newNo(), [LOAF], 1)).toMatchObject({ status: 409, body: { error: 'price_changed' } })
    const gold = { ...LOAF, good: 'gold' }
    expect(await anna.order(newNo(), [gold], 290)).toMatchObject({ status: 409, body: { error: 'gone' } })
    for (const count of [0, -1, 1.5, 21])
      expect((await anna.order(newNo(), [{ ...LOAF, count }], 290 * count)).status).toBe(400)
    const no = newNo()
    await anna.order(no, [LOAF], 290)
    expect((await bruno.shop(`GET /orders/${no}`)).status).toBe(404)
    expect((await bruno.shop(`POST /orders/${no}/pay`)).status).toBe(404)
    expect((await bruno.order(no, [LOAF], 290)).body.error).toBe('taken')
    const call = (await anna.shop<object>(`POST /orders/${no}/pay`)).body
    await expect(bruno.pay(call)).rejects.toThrow()
  })

  test('what one order holds another cannot have', async () => {
    const cakes = { good: 'cake', variant: 'whole', count: 4 }
    expect((await anna.order(newNo(), [cakes], 9_600)).status).toBe(200)
    expect(await bruno.order(newNo(), [cakes], 9_600)).toMatchObject({ status: 409, body: { error: 'out_of_stock' } })
    expect((await bruno.order(newNo(), [{ ...cakes, count: 2 }], 4_800)).status).toBe(200)
  })

  test('an envelope is taken once, comes off the refund, and a refund that was cut off is finished', async () => {
    const no = await bought(anna)
    await expect.poll(async () => (await seen(anna, no)).state).toBe('paid')
    const before = await anna.cents()
    const { body } = await anna.shop(`POST /orders/${no}/gift`)
    expect(body.gift).toMatchObject({ amount: 149, state: 'waiting' })
    expect((await anna.shop(`POST /orders/${no}/gift`)).body.gift).toEqual(body.gift)
    await anna.city(`POST /pay/payouts/${body.gift?.package}/accept`)
    expect(await anna.cents()).toBe(before + 149)
    expect((await seen(anna, no)).gift?.state).toBe('taken')

    const asked = await Promise.all([1, 2].map(() => anna.shop(`POST /orders/${no}/back`, { reason: 'Too hard' })))
    expect(asked.map(one => one.body.state)).toEqual(['refunded', 'refunded'])
    expect(await anna.cents()).toBe(before + 1_490)
    await shop.kill9()
    await shop.reopen()
    expect(await seen(anna, no)).toMatchObject({ state: 'refunded', back: { amount: 1_341 } })
    expect((await anna.shop(`POST /orders/${no}/back`)).body.state).toBe('refunded')
    expect(await anna.cents()).toBe(before + 1_490)
  })

  test('the desk takes each step in turn, and only with its key; a large refund waits for it', async () => {
    const oil = { good: 'oil', variant: 'litre', count: 2 }
    const no = await bought(bruno, [oil], 3_180)
    await expect.poll(async () => (await seen(bruno, no)).state).toBe('paid')
    expect((await bruno.shop(`POST /desk/${no}`, { state: 'packed' })).status).toBe(401)
    expect((await shop.desk(no, 'delivered')).status).toBe(409)
    expect((await shop.desk(no, 'packed')).body.state).toBe('packed')
    const before = await bruno.cents()
    expect((await bruno.shop(`POST /orders/${no}/back`)).body.state).toBe('refund_asked')
    expect(await bruno.cents()).toBe(before)
    expect((await shop.desk(no, 'refunded')).body.state).toBe('refunded')
    expect(await bruno.cents()).toBe(before + 3_180)
  })
})
