import type { City } from '@plaza/house'
import { canonicalHash, WireFault } from '@plaza/pay-wire'
import { accountIdOf } from '@plaza/wallet'
import { testWalletFor } from '../accounts.ts'
import { isSmall } from '../codepay/pay.ts'
import { orderMade } from '../events.ts'
import { CONFIRM_WITHIN_MS } from '../limits.ts'
import { charge } from '../orders/charge.ts'
import { openidFor } from '../orders/openid.ts'
import { badField, mustBeNotifiable } from '../orders/prepay.ts'
import { closeTrade, putTrade, tradeOf, type TradeRow } from '../orders/store.ts'
import { newCode } from '../rules.ts'
import type { NumberRow } from '../store.ts'
import { markFailed, putService, type Scene } from './store.ts'

/** What a merchant takes by itself. */
export interface ServiceWish {
  readonly appid: string
  readonly out_trade_no: string
  readonly description?: string
  readonly attach?: string
  readonly notify_url?: string
  readonly amount: { readonly total: number; readonly currency?: string }
}

/**
 * Takes an amount from somebody who agreed to it beforehand, without asking them again: as much as a pay code pays alone,
 * once and in a day. The same request again is answered as it stands. What cannot be paid is an order that failed, not a
 * fault of the request. Refuses another request under its number (`INVALID_REQUEST`).
 */
export async function takeByItself(
  city: City,
  number: NumberRow,
  body: ServiceWish,
  service: { readonly scene: Scene; readonly info: object | null; readonly contract: string | null },
  person: string,
): Promise<TradeRow> {
  if (body.amount.currency !== undefined && body.amount.currency !== number.currency)
    throw badField('/amount/currency', body.amount.currency, `must be ${number.currency}`)
  if (body.notify_url !== undefined) mustBeNotifiable(city, body.notify_url)
  const type = service.scene === 'PARKING' ? 'PARKING' : 'RIDE'
  const requestHash = canonicalHash({ type, body })
  const now = city.clock.now()
  const trade = await putTrade(city.db, {
    id: city.newId(),
    mchid: number.mchid,
    outTradeNo: body.out_trade_no,
    type,
    appid: body.appid,
    code: newCode(city.dice),
    requestHash,
    description: body.description ?? '',
    attach: body.attach ?? null,
    notifyUrl: body.notify_url ?? '',
    openid: await openidFor(city, { mchid: number.mchid, appid: body.appid, person }),
    amount: BigInt(body.amount.total),
    currency: number.currency,
    createdAt: now,
    expiresAt: now + CONFIRM_WITHIN_MS,
    prepayUntil: now,
  })
  if (!trade.requestHash.equals(requestHash))
    throw new WireFault('INVALID_REQUEST', 'The order number was used before, with other parameters.')
  await putService(city.db, { ...service, trade: trade.id })
  if (trade.state !== 'NOTPAY') return trade
  if (trade.fresh) orderMade(city, type)
  await pay(city, number, trade, person)
  return (await tradeOf(city.db, trade.id)) ?? trade
}

async function pay(city: City, number: NumberRow, trade: TradeRow, person: string): Promise<void> {
  if (!(await isSmall(city, number, person, trade.amount))) return fail(city, trade, 'RULE_LIMIT')
  const from = number.mode === 'test' ? await testWalletFor(city, person) : accountIdOf(person, number.currency)
  const verdict = await charge(city, trade, { person, from })
  if (verdict.ok) return
  if (verdict.code === 'busy' || verdict.code === 'unknown')
    throw new WireFault('SYSTEM_ERROR', 'Try again with the same number.')
  return fail(city, trade, verdict.code === 'insufficient' ? 'NOT_ENOUGH' : 'TRADE_ERROR')
}

async function fail(city: City, trade: TradeRow, why: string): Promise<void> {
  await closeTrade(city.db, trade.id, city.clock.now(), 'CLOSED')
  await markFailed(city.db, trade.id, why)
}
