import { perCity, type City } from '@plaza/house'
import { RateLimit } from '@plaza/http'
import { deviceSince } from '@plaza/identity'
import { assert, derivedId } from '@plaza/kernel'
import { transfer, type Verdict } from '@plaza/ledger'
import { canonicalHash, WireFault } from '@plaza/pay-wire'
import { accountIdOf } from '@plaza/wallet'
import { merchantAccount, testWalletFor } from '../accounts.ts'
import { PAYMENT } from '../codes.ts'
import { orderEnded, orderMade } from '../events.ts'
import { CONFIRM_WITHIN_MS, SMALL_DAY_MAX, SMALL_PAYMENT_MAX, WRONG_CODES_PER_MINUTE } from '../limits.ts'
import { notifySoon } from '../notify/look.ts'
import { openidFor } from '../orders/openid.ts'
import { badField } from '../orders/prepay.ts'
import { giveBack } from '../orders/refund.ts'
import { payRider } from '../orders/riders.ts'
import type { PayRequest } from '../orders/rules.ts'
import {
  closeTrade,
  markPaying,
  markRevoked,
  putTrade,
  tradeByNumber,
  tradeOf,
  type TradeRow,
} from '../orders/store.ts'
import { newCode } from '../rules.ts'
import type { NumberRow } from '../store.ts'
import { takeOut } from '../vault.ts'
import type { CodepayBody } from '../wire/bodies.ts'
import { aliasIn, counterOf } from './code.ts'
import { purposeOf } from './device.ts'
import { aliasOf, countSmall, useCode } from './store.ts'

const wrongCodes = perCity(city => new RateLimit(city.clock))

/**
 * Pays an order by a code from its payer's phone: at once while it is small, else it waits for the payer to confirm it
 * (`USERPAYING`). The same request again is answered as it stands now. Refuses a code that is none, was used, or is not of
 * this moment (`AUTH_CODE_INVALID`, `AUTH_CODE_EXPIRED`), and what the ledger does (`NOT_ENOUGH`, `RULE_LIMIT`).
 */
export async function payByCode(city: City, number: NumberRow, body: CodepayBody): Promise<TradeRow> {
  if (body.amount.currency !== undefined && body.amount.currency !== number.currency)
    throw badField('/amount/currency', body.amount.currency, `must be ${number.currency}`)
  const requestHash = canonicalHash({ type: 'MICROPAY', body })
  const before = await tradeByNumber(city.db, number.mchid, body.out_trade_no)
  if (before) return again(before, requestHash)
  const person = await payerOf(city, number, body.payer.auth_code)
  const trade = await make(city, number, { body, person, requestHash })
  if (!trade.fresh) return again(trade, requestHash)
  orderMade(city, 'MICROPAY')
  if (!(await isSmall(city, number, person, trade.amount))) {
    await markPaying(city.db, trade.id)
    return { ...trade, state: 'USERPAYING' }
  }
  await payNow(city, number, trade, person)
  const after = await tradeOf(city.db, trade.id)
  assert(after, 'an order that was made is there')
  return after
}

function again(trade: TradeRow, requestHash: Buffer): TradeRow {
  if (!trade.requestHash.equals(requestHash))
    throw new WireFault('INVALID_REQUEST', 'The order number was used before, with other parameters.')
  return trade
}

/** Whose code it is; used up with the answer. A phone that was signed out has none. Whoever guesses is told to stop. */
async function payerOf(city: City, number: NumberRow, code: string): Promise<string> {
  const now = city.clock.now()
  const alias = aliasIn(code)
  const found = alias === undefined ? undefined : await aliasOf(city.db, alias)
  if (found && (found.validUntil <= now || found.expiresAt <= now))
    throw new WireFault('AUTH_CODE_EXPIRED', 'The code is over. Ask the payer for a new one.')
  const secret = found && Buffer.from(takeOut(city, found.secret, purposeOf(found.device)), 'base64')
  const counter = secret && counterOf(secret, code, now)
  const signedIn = found && counter !== undefined && (await deviceSince(city, found.person, found.device))
  const fresh = signedIn && (await useCode(city.db, found.alias, counter, now))
  if (fresh) return found.person
  if (wrongCodes(city).take(number.mchid, WRONG_CODES_PER_MINUTE) > 0)
    throw new WireFault('FREQUENCY_LIMITED', 'Too many wrong codes. Wait a little.')
  throw new WireFault('AUTH_CODE_INVALID', 'The code is not one of this moment. Ask the payer for a new one.')
}

interface Wish {
  readonly body: CodepayBody
  readonly person: string
  readonly requestHash: Buffer
}

/** The order is for whoever showed the code, and for nobody else. */
async function make(city: City, number: NumberRow, { body, person, requestHash }: Wish) {
  const now = city.clock.now()
  const openid = await openidFor(city, { mchid: number.mchid, appid: body.appid, person })
  return putTrade(city.db, {
    id: city.newId(),
    mchid: number.mchid,
    outTradeNo: body.out_trade_no,
    type: 'MICROPAY',
    appid: body.appid,
    code: newCode(city.dice),
    requestHash,
    description: body.description,
    attach: body.attach ?? null,
    notifyUrl: '',
    openid,
    amount: BigInt(body.amount.total),
    currency: number.currency,
    createdAt: now,
    expiresAt: now + CONFIRM_WITHIN_MS,
    prepayUntil: now + CONFIRM_WITHIN_MS,
  })
}

/** Small enough for a code alone, today. Play money always is. */
async function isSmall(city: City, { mode }: NumberRow, person: string, amount: bigint): Promise<boolean> {
  if (amount > SMALL_PAYMENT_MAX) return false
  if (mode === 'test') return true
  return countSmall(city.db, { person, amount, at: city.clock.now(), max: SMALL_DAY_MAX })
}

async function payNow(city: City, number: NumberRow, trade: TradeRow, person: string): Promise<void> {
  const payment = derivedId('merchants.pay', trade.id, person)
  const openid = trade.openid as string
  const request: PayRequest = { trade: trade.id, person, openid, payment, notify: city.newId() }
  const from = number.mode === 'test' ? await testWalletFor(city, person) : accountIdOf(person, number.currency)
  const verdict = await transfer(city, {
    id: payment,
    from,
    to: merchantAccount(number.mchid),
    code: PAYMENT,
    ref: trade.id,
    rider: { name: payRider.name, request },
  })
  if (!verdict.ok) throw await failed(city, trade, verdict)
  orderEnded(city, 'SUCCESS')
  notifySoon(city)
}

/** The order is over with its code: its merchant asks for another under another number. */
async function failed(city: City, trade: TradeRow, verdict: Exclude<Verdict, { ok: true }>): Promise<WireFault> {
  if (verdict.code === 'busy' || verdict.code === 'unknown')
    return new WireFault('SYSTEM_ERROR', 'Ask how the order stands.')
  await closeTrade(city.db, trade.id, city.clock.now(), 'CLOSED')
  switch (verdict.code) {
    case 'insufficient':
      return new WireFault('NOT_ENOUGH', 'The payer cannot pay this.')
    case 'limit_reached':
    case 'above_ceiling':
      return new WireFault('RULE_LIMIT', 'A limit does not allow this payment.')
    default:
      return new WireFault('TRADE_ERROR', 'The payment is not possible.')
  }
}

/** Takes an order back, whatever became of it: unpaid it is over, paid its money goes back. Safe to repeat. */
export async function reverseOrder(city: City, trade: TradeRow): Promise<void> {
  const after = await closeTrade(city.db, trade.id, city.clock.now(), 'REVOKED')
  if (after?.state === 'REVOKED' || after?.state === 'CLOSED') return
  const paid = await tradeOf(city.db, trade.id)
  assert(paid, 'an order that was found is there')
  if (paid.refunded < paid.amount) {
    const outcome = await giveBack(city, paid, {
      outRefundNo: `reverse@${paid.outTradeNo}`,
      amount: paid.amount - paid.refunded,
      reason: 'reversed',
      notifyUrl: null,
    })
    if (!outcome.ok || outcome.refund.state !== 'SUCCESS')
      throw new WireFault('TRADE_ERROR', 'The money cannot be given back now.')
  }
  await markRevoked(city.db, paid.id)
}
