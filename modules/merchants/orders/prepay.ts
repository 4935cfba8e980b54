import type { City } from '@plaza/house'
import { canonicalHash, readWireTime, WireFault } from '@plaza/pay-wire'
import { orderMade } from '../events.ts'
import { PREPAY_LIFE_MS, TRADE_LIFE_MS } from '../limits.ts'
import { addressFault } from '../notify/address.ts'
import { newCode } from '../rules.ts'
import type { NumberRow } from '../store.ts'
import type { PrepayBody } from '../wire/bodies.ts'
import { putTrade, type TradeRow, type TradeType } from './store.ts'

/**
 * Makes an order, or finds it again: the same request is the same order, whatever the order of its parts. Refuses another
 * request under its number (`INVALID_REQUEST`), and one that is paid or closed (`ORDER_PAID`, `ORDER_CLOSED`).
 */
export async function prepay(city: City, number: NumberRow, type: TradeType, body: PrepayBody): Promise<TradeRow> {
  const now = city.clock.now()
  const requestHash = canonicalHash({ type, body })
  mustBeNotifiable(city, body.notify_url)
  if (body.amount.currency !== undefined && body.amount.currency !== number.currency)
    throw badField('/amount/currency', body.amount.currency, `must be ${number.currency}`)
  const row = await putTrade(city.db, {
    id: city.newId(),
    mchid: number.mchid,
    outTradeNo: body.out_trade_no,
    type,
    appid: body.appid,
    code: newCode(city.dice),
    requestHash,
    description: body.description,
    attach: body.attach ?? null,
    notifyUrl: body.notify_url,
    openid: body.payer?.openid ?? null,
    amount: BigInt(body.amount.total),
    currency: number.currency,
    createdAt: now,
    expiresAt: closesAt(body.time_expire, now),
    prepayUntil: now + PREPAY_LIFE_MS,
  })
  if (row.fresh) orderMade(city, type)
  else mustBeAgain(row, requestHash, now)
  return row
}

/** What an order's own refusals are, when it is asked for again. */
function mustBeAgain(row: TradeRow, requestHash: Buffer, now: number): void {
  if (row.paidAt !== null) throw new WireFault('ORDER_PAID', 'The order has been paid.')
  if (row.state !== 'NOTPAY' || row.expiresAt <= now) throw new WireFault('ORDER_CLOSED', 'The order is closed.')
  if (!row.requestHash.equals(requestHash))
    throw new WireFault('INVALID_REQUEST', 'The order number was used before, with other parameters.', {
      field: '/body/out_trade_no',
      value: row.outTradeNo,
      issue: 'repeated request differs',
      location: 'body',
    })
}

/** When an order closes by itself. A time that is over when it comes again is no fault of the form: the order says it. */
function closesAt(timeExpire: string | undefined, now: number): number {
  if (timeExpire === undefined) return now + TRADE_LIFE_MS
  const at = readWireTime(timeExpire)
  if (at === undefined) throw badField('/time_expire', timeExpire, 'must be a time as RFC 3339 writes it')
  return Math.min(at, now + TRADE_LIFE_MS)
}

/** Refuses an address that no news can be brought to (`PARAM_ERROR`). */
export function mustBeNotifiable(city: City, url: string): void {
  const fault = addressFault(url, { allowPrivate: city.config.allowPrivateHooks === true })
  if (fault !== undefined) throw badField('/notify_url', url, fault)
}

export function badField(path: string, value: unknown, issue: string): WireFault {
  const field = `/body${path}`
  return new WireFault('PARAM_ERROR', `${field} ${issue}.`, { field, value, issue, location: 'body' })
}
