import { gathered, type City } from '@plaza/house'
import { WireFault } from '@plaza/pay-wire'
import { payByCode, reverseOrder } from '../codepay/pay.ts'
import { closeOrder } from '../orders/close.ts'
import { badField, mustBeNotifiable, prepay } from '../orders/prepay.ts'
import { giveBack, type RefundOutcome } from '../orders/refund.ts'
import { wireRefund, wireTrade } from '../orders/show.ts'
import {
  refundByNumber,
  tradeByNumber,
  tradeOf,
  tradesByNumber,
  type TradeRow,
  type TradeType,
} from '../orders/store.ts'
import { idOfWire, prepayOf } from '../rules.ts'
import type { NumberRow } from '../store.ts'
import {
  bodyReader,
  Close,
  Codepay,
  H5Prepay,
  JsapiPrepay,
  Prepay,
  readJson,
  Refund,
  Reverse,
  type PrepayBody,
  type ReadBody,
  type RefundBody,
} from './bodies.ts'
import { ASKED_WAITING_MAX, TRADES_AT_ONCE_MAX } from '../limits.ts'
import type { WireCall, WireReply } from './call.ts'

type PrepayType = Exclude<TradeType, 'MICROPAY' | 'STICKER' | 'TILL' | 'PARKING' | 'RIDE'>
const PREPAYS: Record<PrepayType, ReadBody<PrepayBody>> = {
  NATIVE: bodyReader(Prepay),
  APP: bodyReader(Prepay),
  JSAPI: bodyReader(JsapiPrepay),
  MWEB: bodyReader(H5Prepay),
}
const readClose = bodyReader(Close)
const readCodepay = bodyReader(Codepay)
const readReverse = bodyReader(Reverse)
const readRefund = bodyReader(Refund)

/** `POST /v3/pay/transactions/{native|jsapi|app|h5}`: an order, answered with what its payer needs to find it. */
export const prepayAs =
  (type: PrepayType) =>
  async (city: City, { number, body }: WireCall): Promise<WireReply> => {
    const wish = PREPAYS[type](readJson(body))
    mustBeOwn(number, wish.mchid)
    const trade = await prepay(city, number, type, wish)
    const link = `${city.config.publicUrl}/q/o/${trade.code}`
    if (type === 'NATIVE') return { json: { code_url: link } }
    return { json: type === 'MWEB' ? { h5_url: link } : { prepay_id: prepayOf(trade.id) } }
  }

/** `GET /v3/pay/transactions/out-trade-no/{out_trade_no}`. */
export async function queryByNumber(city: City, call: WireCall): Promise<WireReply> {
  mustBeOwn(call.number, call.query.get('mchid'))
  return { json: wireTrade(await tradeNamed(city, call)) }
}

/** `GET /v3/pay/transactions/id/{transaction_id}`: only paid orders have such an id. */
export async function queryById(city: City, call: WireCall): Promise<WireReply> {
  mustBeOwn(call.number, call.query.get('mchid'))
  return { json: wireTrade(await paidTrade(city, call.number, call.path['transaction_id'] ?? '')) }
}

/** `POST …/out-trade-no/{out_trade_no}/close`: 204; again is the same. Refuses what is paid (`ORDER_PAID`). */
export async function close(city: City, call: WireCall): Promise<WireReply> {
  mustBeOwn(call.number, readClose(readJson(call.body)).mchid)
  const state = await closeOrder(city, await tradeNamed(city, call))
  if (state !== 'CLOSED') throw new WireFault('ORDER_PAID', 'The order has been paid.')
  return { nothing: true }
}

/**
 * `POST /v3/pay/transactions/codepay`: the order as it stands. While its payer has yet to confirm it, it is a 202 that says
 * so in both ways that programs look for: `code` and `trade_state`.
 */
export async function codepay(city: City, { number, body }: WireCall): Promise<WireReply> {
  const wish = readCodepay(readJson(body))
  mustBeOwn(number, wish.mchid)
  const trade = await payByCode(city, number, wish)
  if (trade.state !== 'USERPAYING') return { json: wireTrade(trade) }
  const waits = { code: 'USERPAYING', message: 'The payer confirms the payment.' }
  return { json: { ...waits, ...wireTrade(trade) }, status: 202 }
}

/** `POST …/out-trade-no/{out_trade_no}/reverse`: for payments by code, within the limits of a refund. */
export async function reverse(city: City, call: WireCall): Promise<WireReply> {
  mustBeOwn(call.number, readReverse(readJson(call.body)).mchid)
  const trade = await tradeNamed(city, call)
  if (trade.type !== 'MICROPAY') throw new WireFault('INVALID_REQUEST', 'Only payments by code are reversed.')
  await reverseOrder(city, trade)
  return { json: { appid: trade.appid, mchid: trade.mchid, out_trade_no: trade.outTradeNo } }
}

/** `POST /v3/refund/domestic/refunds`: the same number again is the same refund. */
export async function refund(city: City, { number, body }: WireCall): Promise<WireReply> {
  const wish = readRefund(readJson(body))
  const trade = await refundedTrade(city, number, wish)
  if (wish.notify_url !== undefined) mustBeNotifiable(city, wish.notify_url)
  if (BigInt(wish.amount.total) !== trade.amount)
    throw badField('/amount/total', wish.amount.total, 'must be the amount of the order')
  if (wish.amount.currency !== trade.currency)
    throw badField('/amount/currency', wish.amount.currency, `must be ${trade.currency}`)
  const outcome = await giveBack(city, trade, {
    outRefundNo: wish.out_refund_no,
    amount: BigInt(wish.amount.refund),
    reason: wish.reason ?? '',
    notifyUrl: wish.notify_url ?? null,
  })
  if (!outcome.ok) throw refundFault(outcome.why)
  return { json: wireRefund(outcome.refund, trade) }
}

/** `GET /v3/refund/domestic/refunds/{out_refund_no}`. */
export async function queryRefund(city: City, { number, path }: WireCall): Promise<WireReply> {
  const refund = await refundByNumber(city.db, number.mchid, path['out_refund_no'] ?? '')
  const trade = refund && (await tradeOf(city.db, refund.trade))
  if (!trade) throw new WireFault('RESOURCE_NOT_EXISTS', 'There is no such refund.')
  return { json: wireRefund(refund, trade) }
}

/** Whoever signs speaks only for themselves (`NO_AUTH`). */
function mustBeOwn(number: NumberRow, mchid: string | null): void {
  if (mchid === number.mchid) return
  throw new WireFault('NO_AUTH', 'mchid is not the merchant that signed the request.', {
    field: 'mchid',
    ...(mchid === null ? {} : { value: mchid }),
    issue: 'must be the merchant that signed',
    location: 'query',
  })
}

/** Questions about orders of one moment are one question to the database. */
const readTrade = gathered(
  city => (asked: readonly { readonly mchid: string; readonly outTradeNo: string }[]) => tradesByNumber(city.db, asked),
  { atOnceMax: TRADES_AT_ONCE_MAX, waitingMax: ASKED_WAITING_MAX },
)

async function tradeNamed(city: City, { number, path }: WireCall): Promise<TradeRow> {
  const trade = await readTrade(city, { mchid: number.mchid, outTradeNo: path['out_trade_no'] ?? '' })
  if (!trade) throw new WireFault('ORDER_NOT_EXIST', 'There is no such order.')
  return trade
}

async function paidTrade(city: City, number: NumberRow, transactionId: string): Promise<TradeRow> {
  const id = idOfWire(transactionId)
  const trade = id === undefined ? undefined : await tradeOf(city.db, id)
  if (trade?.mchid !== number.mchid || trade.paidAt === null)
    throw new WireFault('ORDER_NOT_EXIST', 'There is no such order.')
  return trade
}

/** Some programs name an order in both ways; then it must be the same one. */
async function refundedTrade(city: City, number: NumberRow, wish: RefundBody): Promise<TradeRow> {
  const { transaction_id: id, out_trade_no: outTradeNo } = wish
  if (id === undefined && outTradeNo === undefined)
    throw badField('/out_trade_no', undefined, 'or transaction_id must be given')
  const byId = id === undefined ? undefined : await paidTrade(city, number, id)
  const byNumber = outTradeNo === undefined ? undefined : await tradeByNumber(city.db, number.mchid, outTradeNo)
  if (byId && outTradeNo !== undefined && byNumber?.id !== byId.id)
    throw badField('/out_trade_no', outTradeNo, 'is another order than transaction_id')
  const trade = byId ?? byNumber
  if (!trade) throw new WireFault('RESOURCE_NOT_EXISTS', 'There is no such order.')
  return trade
}

function refundFault(why: Exclude<RefundOutcome, { ok: true }>['why']): WireFault {
  switch (why) {
    case 'exists_different':
      return new WireFault('INVALID_REQUEST', 'The refund number was used before, with other parameters.')
    case 'not_paid':
      return new WireFault('INVALID_REQUEST', 'The order has not been paid.')
    case 'too_late':
      return new WireFault('INVALID_REQUEST', 'An order can be refunded for one year.')
    case 'too_many':
      return new WireFault('INVALID_REQUEST', 'An order can be refunded in at most 50 parts.')
    case 'too_much':
      return new WireFault('INVALID_REQUEST', 'The refund is more than is left of the order.')
    case 'balance_low':
      return new WireFault('NOT_ENOUGH', 'The balance of the merchant is too low.')
    case 'frozen':
      return new WireFault('TRADE_ERROR', 'The account of the merchant is frozen.')
    case 'busy':
      return new WireFault('SYSTEM_ERROR', 'Try again with the same number.')
  }
}
