import { personSubject } from '@plaza/chat'
import type {
  MerchantOrder,
  PayDevice,
  PayOrder,
  Shift,
  Shop as ShopFront,
  Sticker,
  Takings,
  TillOrder,
} from '@plaza/contract'
import { hours, TestClock } from '@plaza/kernel'
import { transfer } from '@plaza/ledger'
import { importPayKey, payCode } from '@plaza/pay-code'
import { plazaPlaceOf, readLink, readMerchantCode } from '@plaza/qr'
import { accountIdOf, cityAccountId } from '@plaza/wallet'
import { expect, test } from 'vitest'
import { TILL_ORDER_LIFE_MS } from '../limits.ts'
import { market, PASSWORD, type Citizen, type Market, type Shop } from './scene.ts'

interface Heard {
  readonly as: string
  readonly order: string
  readonly state: string
}

/** What a person's devices are told about orders. */
function listen(town: Market, who: Citizen): Heard[] {
  const heard: Heard[] = []
  town.city.bus.subscribe(personSubject(who.id), message => {
    const frame = JSON.parse((message as { f: string }).f) as Heard & { t: string }
    if (frame.t === 'order') heard.push({ as: frame.as, order: frame.order, state: frame.state })
  })
  return heard
}

const stickerOf = async ({ owner, merchant, mode }: Shop) =>
  (await owner.call<Sticker>(`GET /merchants/${merchant.id}/sticker`, { mode })).body

/** Pays a shop by its sticker, confirmed with the PIN. */
async function payAt(town: Market, who: Citizen, code: string, cents: number, id = town.city.newId()) {
  const { body: shop } = await who.call<ShopFront>(`GET /pay/shops/${code}`)
  const command = { do: 'order', id, to: shop.id, amount: String(cents), currency: 'EUR' }
  const { body } = await who.call<{ proof: string }>('POST /wallet/proofs', { command, pin: '580274' })
  const wish = { id, amount: String(cents), currency: 'EUR', note: 'Two teas', proof: body.proof }
  return { wish, answer: await who.call<PayOrder>(`POST /pay/shops/${code}/pay`, wish) }
}

async function cashierOf(town: Market, shop: Shop, handle = 'carl'): Promise<Citizen> {
  const carl = await town.person(handle)
  const hired = await shop.owner.call(`PUT /merchants/${shop.merchant.id}/staff/${carl.id}`, { role: 'cashier' })
  expect(hired.no).toBeUndefined()
  return carl
}

test('a shop has one sticker: a link and an EMVCo code that say who it is', async () => {
  await using town = await market()
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob')
  const sticker = await stickerOf(shop)
  expect(await stickerOf(shop)).toEqual(sticker)
  expect(readLink(sticker.link, town.city.config.publicUrl)).toEqual({ kind: 'shop', code: sticker.code })
  const emv = readMerchantCode(sticker.emv)
  expect(emv).toMatchObject({ dynamic: false, name: 'Anna Bakery', currency: '978', native: { name: '安娜面包店' } })
  expect(plazaPlaceOf(emv, new URL(town.city.config.publicUrl).hostname)).toEqual({ merchant: sticker.code })
  expect((await bob.call(`GET /pay/shops/${sticker.code}`)).body).toMatchObject({
    name: 'Anna Bakery',
    verified: false,
    currency: 'EUR',
  })
  expect((await bob.call('GET /pay/shops/0000000000000000')).no).toBe('not_found')
  expect((await bob.call(`GET /merchants/${shop.merchant.id}/sticker`, { mode: 'live' })).no).toBe('not_found')
})

test('a payer pays a sticker in one confirmation, once however often it is sent, and both hear of it', async () => {
  await using town = await market()
  const anna = await town.person('anna')
  const shop = await town.shop(anna)
  const bob = await town.person('bob', { cents: 5_000 })
  const [atShop, atPayer] = [listen(town, anna), listen(town, bob)]
  const { code } = await stickerOf(shop)
  const { wish, answer } = await payAt(town, bob, code, 480)
  expect(answer.body).toMatchObject({ state: 'SUCCESS', mine: true, description: 'Two teas' })
  const again = await Promise.all(
    Array.from({ length: 8 }, () => bob.call<PayOrder>(`POST /pay/shops/${code}/pay`, wish)),
  )
  expect(again.every(({ body }) => body.id === answer.body.id)).toBe(true)
  expect((await bob.call(`POST /pay/shops/${code}/pay`, { ...wish, amount: '481' })).no).toBe('exists_different')
  expect([await bob.cents(), await shop.cents()]).toEqual([4_520n, 480n])
  expect(atPayer).toContainEqual({ as: 'payer', order: answer.body.id, state: 'SUCCESS' })
  expect(atShop).toContainEqual({ as: 'merchant', order: answer.body.id, state: 'SUCCESS' })
  const asked = await shop.ask(
    'GET',
    `/v3/pay/transactions/id/${answer.body.id.replaceAll('-', '')}?mchid=${shop.mchid}`,
  )
  expect(asked.body).toMatchObject({ trade_type: 'NATIVE', amount: { total: 480 } })
})

test('a proof for another amount, shop or id pays nothing; a sticker of play money needs none', async () => {
  await using town = await market()
  const shop = await town.shop(await town.person('anna'))
  const other = await town.shop(await town.person('carol'))
  const bob = await town.person('bob', { cents: 5_000 })
  const [{ code }, elsewhere] = [await stickerOf(shop), await stickerOf(other)]
  const { wish } = await payAt(town, bob, code, 100)
  const fresh = { ...wish, id: town.city.newId() }
  for (const [at, what] of [
    [code, fresh],
    [code, { ...fresh, amount: '200' }],
    [elsewhere.code, { ...fresh }],
  ] as const)
    expect((await bob.call(`POST /pay/shops/${at}/pay`, what)).no).toBe('proof_wrong')
  expect((await bob.call(`POST /pay/shops/${elsewhere.code}/pay`, wish)).no).toBe('exists_different')
  expect((await bob.call(`POST /pay/shops/${code}/pay`, { ...fresh, currency: 'USD' })).no).toBe('bad_input')
  const play = await shop.owner.call<Sticker>(`GET /merchants/${shop.merchant.id}/sticker`, { mode: 'test' })
  const played = { id: town.city.newId(), amount: '900', currency: 'EUR' }
  expect((await bob.call<PayOrder>(`POST /pay/shops/${play.body.code}/pay`, played)).body).toMatchObject({ test: true })
  expect(await bob.cents()).toBe(4_900n)
})

test('what a wallet cannot pay stays unpaid, and the same id pays it when there is money', async () => {
  await using town = await market()
  const shop = await town.shop(await town.person('anna'))
  const bob = await town.person('bob', { cents: 10 })
  const { code } = await stickerOf(shop)
  const { wish, answer } = await payAt(town, bob, code, 50)
  expect(answer.no).toBe('balance_too_low')
  expect([await bob.cents(), await shop.cents()]).toEqual([10n, 0n])
  const [from, to] = [cityAccountId('bank', 'EUR'), accountIdOf(bob.id, 'EUR')]
  expect(await transfer(town.city, { id: town.city.newId(), from, to, amount: 90n })).toMatchObject({ ok: true })
  expect((await bob.call(`POST /pay/shops/${code}/pay`, wish)).body).toMatchObject({ id: wish.id, state: 'SUCCESS' })
  expect([await bob.cents(), await shop.cents()]).toEqual([50n, 50n])
})

test('a cashier makes an order, its payer scans it, and whoever does not work there sees nothing of it', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  const carl = await cashierOf(town, shop)
  const bob = await town.person('bob', { cents: 5_000 })
  const at = `/merchants/${shop.merchant.id}/till/orders`
  const wish = { order: town.city.newId(), mode: 'live', amount: '1250', description: 'Lunch', terminal: 'T1' }
  const made = await carl.call<TillOrder>(`POST ${at}`, wish)
  expect((await carl.call(`POST ${at}`, wish)).body).toEqual(made.body)
  expect((await carl.call(`POST ${at}`, { ...wish, amount: '1' })).no).toBe('exists_different')
  expect((await bob.call(`POST ${at}`, wish)).no).toBe('not_found')
  const other = await town.shop(await town.person('carol'))
  const elsewhere = `POST /merchants/${other.merchant.id}/till/orders`
  expect((await other.owner.call(elsewhere, wish)).no).toBe('exists_different')
  expect((await other.owner.call(`${elsewhere}/${wish.order}/cancel`)).no).toBe('not_found')
  expect(readMerchantCode(made.body.emv)).toMatchObject({
    dynamic: true,
    amount: '12.50',
    additional: { terminal: 'T1' },
  })
  expect((await bob.pay(made.body.code)).body).toMatchObject({ state: 'SUCCESS', description: 'Lunch' })
  expect((await carl.call(`POST ${at}/${wish.order}/cancel`)).no).toBe('order_paid')
  const next = await carl.call<TillOrder>(`POST ${at}`, { ...wish, order: town.city.newId() })
  expect((await carl.call(`POST ${at}/${next.body.order.id}/cancel`)).body).toMatchObject({ state: 'CLOSED' })
  expect((await bob.pay(next.body.code)).no).toBe('order_closed')
  const late = await carl.call<TillOrder>(`POST ${at}`, { ...wish, order: town.city.newId() })
  town.city.skip(TILL_ORDER_LIFE_MS)
  expect((await bob.pay(late.body.code)).no).toBe('order_closed')
  expect(await shop.cents()).toBe(1_250n)
})

test('a cashier scans a phone: small is paid at once, large waits for its payer, who is told', async () => {
  await using town = await market({ clock: new TestClock() })
  const shop = await town.shop(await town.person('anna'))
  const carl = await cashierOf(town, shop)
  const bob = await town.person('bob', { cents: 9_000 })
  const [atTill, atPayer] = [listen(town, carl), listen(town, bob)]
  const issued = await bob.call<PayDevice>('POST /pay/device', { proof: { password: PASSWORD } })
  const { secret, aliases } = issued.body
  const key = await importPayKey(new Uint8Array(Buffer.from(secret, 'base64')))
  const code = (index: number) => payCode(key, { alias: aliases[0]?.alias ?? '', nowMs: town.city.clock.now(), index })
  const at = `POST /merchants/${shop.merchant.id}/till/scans`
  const wish = { order: town.city.newId(), mode: 'live', amount: '700', payCode: await code(0) }
  const small = await carl.call<MerchantOrder>(at, wish)
  expect(small.body).toMatchObject({ state: 'SUCCESS', amount: '700' })
  expect((await carl.call(at, wish)).body).toEqual(small.body)
  expect((await carl.call(at, { ...wish, order: town.city.newId() })).no).toBe('pay_code_wrong')
  const large = await carl.call<MerchantOrder>(at, {
    ...wish,
    order: town.city.newId(),
    amount: '4000',
    payCode: await code(1),
  })
  expect(large.body).toMatchObject({ state: 'USERPAYING' })
  expect(atPayer).toContainEqual({ as: 'payer', order: large.body.id, state: 'USERPAYING' })
  const waiting = await bob.call<{ orders: PayOrder[] }>('GET /pay/waiting')
  expect((await bob.pay(waiting.body.orders[0]?.code ?? '')).body).toMatchObject({ state: 'SUCCESS' })
  expect(atTill).toContainEqual({ as: 'merchant', order: large.body.id, state: 'SUCCESS' })
  expect([await bob.cents(), await shop.cents()]).toEqual([4_300n, 4_700n])
})

test('a shift sums its own orders, ends with nothing open, and takings are by day', async () => {
  await using town = await market({ clock: new TestClock() })
  const anna = await town.person('anna')
  const shop = await town.shop(anna)
  const carl = await cashierOf(town, shop)
  const bob = await town.person('bob', { cents: 5_000 })
  const at = `/merchants/${shop.merchant.id}`
  const order = async (cents: number) =>
    (
      await carl.call<TillOrder>(`POST ${at}/till/orders`, {
        order: town.city.newId(),
        mode: 'live',
        amount: String(cents),
      })
    ).body
  await bob.pay((await order(100)).code)
  const opening = { mode: 'live', shift: town.city.newId(), terminal: 'T1' }
  expect((await carl.call(`POST ${at}/shifts`, opening)).no).toBeUndefined()
  expect((await carl.call(`POST ${at}/shifts`, opening)).body).toMatchObject({ id: opening.shift, payments: 0 })
  expect((await carl.call(`POST ${at}/shifts`, { ...opening, shift: town.city.newId() })).no).toBe('shift_open')
  const [first, second, open] = [await order(300), await order(250), await order(90)]
  await bob.pay(first.code)
  await bob.pay(second.code)
  const back = { refund: town.city.newId(), amount: '50' }
  expect((await carl.call(`POST ${at}/orders/${second.order.id}/refunds`, back)).no).toBe('admins_only')
  expect((await anna.call(`POST ${at}/orders/${second.order.id}/refunds`, back)).no).toBeUndefined()
  const sums = { payments: 2, paid: '550', refunds: 1, refunded: '50' }
  expect((await carl.call<{ shifts: Shift[] }>(`GET ${at}/shifts`, { mode: 'live' })).body.shifts).toMatchObject([sums])
  expect((await bob.call(`POST ${at}/shifts/${opening.shift}/close`)).no).toBe('not_found')
  const closed = await carl.call<Shift>(`POST ${at}/shifts/${opening.shift}/close`)
  expect(closed.body).toMatchObject({ ...sums, terminal: 'T1' })
  expect((await bob.pay(open.code)).no).toBe('order_closed')
  town.city.skip(hours(24))
  await bob.pay((await order(40)).code)
  expect((await anna.call(`POST ${at}/shifts/${opening.shift}/close`)).body).toEqual(closed.body)
  const { body } = await carl.call<{ today: Takings; days: Takings[] }>(`GET ${at}/takings`, { mode: 'live' })
  expect(body.today).toMatchObject({ payments: 1, paid: '40', refunds: 0 })
  expect(body.days).toMatchObject([{ payments: 3, paid: '650', refunds: 1, refunded: '50' }])
})
