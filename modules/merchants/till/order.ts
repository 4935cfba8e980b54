import type { InputOf, MerchantOrder, merchantsApi, TillOrder } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import { canonicalHash } from '@plaza/pay-wire'
import { writeLink } from '@plaza/qr'
import { orderMade } from '../events.ts'
import { TILL_ORDER_LIFE_MS } from '../limits.ts'
import { merchantFor } from '../merchants.ts'
import { closeOrder } from '../orders/close.ts'
import { showMerchantOrder } from '../orders/show.ts'
import { putTrade, tradeOf, type FreshTrade, type TradeRow } from '../orders/store.ts'
import { newCode, wireId } from '../rules.ts'
import { numberIn, type MerchantRow } from '../store.ts'
import { emvOf } from './emv.ts'
import { OWN_APP } from './shop.ts'
import { putTillOrder, stickerOf, tillOrderOf } from './store.ts'

type MakeCall = Call<InputOf<typeof merchantsApi.makeTillOrder>>

/**
 * An order of so much (minor units) for whoever stands at the till, in the hours of the cashier who makes it. Safe to
 * repeat. Refuses an id that was used for anything else (`exists_different`).
 */
export async function makeTillOrder(city: City, { by, input }: MakeCall): Promise<TillOrder> {
  const { merchant } = await merchantFor(city, input.id, by.person)
  const wish = await wishOf(city, merchant, input)
  const before = await tradeOf(city.db, wish.id)
  if (before?.requestHash.equals(wish.requestHash) === false) throw new Refusal('exists_different')
  const trade = await city.db.tx(async tx => {
    const row = await putTrade(tx, wish)
    if (!row.requestHash.equals(wish.requestHash)) throw new Refusal('exists_different')
    const { mchid, id } = row
    if (row.fresh) await putTillOrder(tx, { trade: id, mchid, person: by.person, terminal: input.terminal ?? null })
    return row
  })
  if (trade.fresh) orderMade(city, 'TILL')
  return showTillOrder(city, merchant, trade)
}

async function wishOf(city: City, merchant: MerchantRow, input: MakeCall['input']): Promise<FreshTrade> {
  const { order, mode, amount, description = '', terminal = '' } = input
  const { mchid, currency } = await numberIn(city.db, merchant.id, mode)
  const now = city.clock.now()
  return {
    id: order,
    mchid,
    outTradeNo: wireId(order),
    type: 'TILL',
    appid: OWN_APP,
    code: newCode(city.dice),
    requestHash: canonicalHash({ type: 'TILL', mchid, amount, description, terminal }),
    description,
    attach: null,
    notifyUrl: '',
    openid: null,
    amount: BigInt(amount),
    currency,
    createdAt: now,
    expiresAt: now + TILL_ORDER_LIFE_MS,
    prepayUntil: now + TILL_ORDER_LIFE_MS,
  }
}

async function showTillOrder(city: City, merchant: MerchantRow, trade: TradeRow): Promise<TillOrder> {
  const { code, amount, currency } = trade
  const shop = await stickerOf(city.db, trade.mchid, newCode(city.dice))
  const terminal = (await tillOrderOf(city.db, trade.id))?.terminal ?? null
  return {
    order: showMerchantOrder(trade),
    code,
    link: writeLink(city.config.publicUrl, { kind: 'order', code }),
    emv: emvOf(city, merchant, { shop, currency, order: { code, amount, terminal } }),
  }
}

/**
 * Closes an order of a till that nobody paid. Safe to repeat. Refuses one that was not made at a till of this merchant
 * (`not_found`), and one that is paid (`order_paid`).
 */
export async function cancelTillOrder(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.cancelTillOrder>>,
): Promise<MerchantOrder> {
  const { merchant } = await merchantFor(city, input.id, by.person)
  const trade = await tradeOf(city.db, input.order)
  const here = trade && (trade.mchid === merchant.live || trade.mchid === merchant.test)
  if (!here || !(await tillOrderOf(city.db, trade.id))) throw new Refusal('not_found')
  const state = await closeOrder(city, trade)
  if (state === 'SUCCESS' || state === 'REFUND') throw new Refusal('order_paid')
  const after = await tradeOf(city.db, trade.id)
  assert(after, 'orders are never deleted')
  return showMerchantOrder(after)
}
