import { perCity, type City } from '@plaza/house'
import { RateLimit } from '@plaza/http'
import { deviceSince } from '@plaza/identity'
import { assert } from '@plaza/kernel'
import type { Verdict } from '@plaza/ledger'
import { importPayKey, matchPayCode, readPayCode, type PayCode } from '@plaza/pay-code'
import { canonicalHash, WireFault } from '@plaza/pay-wire'
import { accountIdOf, holderFor } from '@plaza/wallet'
import { testWalletFor } from '../accounts.ts'
import { orderMade } from '../events.ts'
import { CONFIRM_WITHIN_MS, WRONG_CODES_OF_ALIAS_PER_MINUTE, WRONG_CODES_PER_MINUTE } from '../limits.ts'
import { charge } from '../orders/charge.ts'
import { openidFor } from '../orders/openid.ts'
import { badField } from '../orders/prepay.ts'
import { giveBack } from '../orders/refund.ts'
import {
  closeTrade,
  markPaying,
  markRevoked,
  putTrade,
  tradeByNumber,
  tradeOf,
  type TradeRow,
} from '../orders/store.ts'
import { tellOrder } from '../orders/tell.ts'
import { newCode } from '../rules.ts'
import type { NumberRow } from '../store.ts'
import { takeOut } from '../vault.ts'
import type { CodepayBody } from '../wire/bodies.ts'
import { purposeOf } from './device.ts'
import { aliasOf, countSmall, smallRuleOf, useCode, type FoundAlias } from './store.ts'

const wrongCodes = perCity(city => new RateLimit(city.clock))

/**
 * Pays an order by a code from its payer's phone: at once while it is small, else it waits for the payer to confirm it
 * (`USERPAYING`). `made` hears of the order before anything is paid. The same request again is answered as it stands now.
 * Refuses a code that is none, was used, or is not of this moment (`AUTH_CODE_INVALID`, `AUTH_CODE_EXPIRED`), and what the
 * ledger does (`NOT_ENOUGH`, `RULE_LIMIT`).
 */
export async function payByCode(
  city: City,
  number: NumberRow,
  body: CodepayBody,
  made: (trade: string) => Promise<void> = async () => {},
): Promise<TradeRow> {
  if (body.amount.currency !== undefined && body.amount.currency !== number.currency)
    throw badField('/amount/currency', body.amount.currency, `must be ${number.currency}`)
  const requestHash = canonicalHash({ type: 'MICROPAY', body })
  const before = await tradeByNumber(city.db, number.mchid, body.out_trade_no)
  if (before) return again(before, requestHash)
  const person = await payerOf(city, number, body.payer.auth_code)
  const trade = await make(city, number, { body, person, requestHash })
  if (!trade.fresh) return again(trade, requestHash)
  await made(trade.id)
  orderMade(city, 'MICROPAY')
  if (!(await isSmall(city, number, person, trade.amount))) {
    await markPaying(city.db, trade.id, city.clock.now())
    await tellOrder(city, trade.id)
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
async function payerOf(city: City, number: NumberRow, text: string): Promise<string> {
  const now = city.clock.now()
  const code = readPayCode(text)
  const found = code && (await aliasOf(city.db, code.alias))
  if (found && (found.validUntil <= now || found.expiresAt <= now))
    throw new WireFault('AUTH_CODE_EXPIRED', 'The code is over. Ask the payer for a new one.')
  if (code && found && (await isFresh(city, found, code))) return found.person
  const ofPhone = found ? wrongCodes(city).take(`alias ${found.alias}`, WRONG_CODES_OF_ALIAS_PER_MINUTE) : 0
  if (ofPhone > 0 || wrongCodes(city).take(number.mchid, WRONG_CODES_PER_MINUTE) > 0)
    throw new WireFault('FREQUENCY_LIMITED', 'Too many wrong codes. Wait a little.')
  throw new WireFault('AUTH_CODE_INVALID', 'The code is not one of this moment. Ask the payer for a new one.')
}

/**
 * Whether a code is of this moment, by a phone that is signed in and whose key is still good, and was never taken; it is
 * taken with that. A freeze or a new PIN ends the epoch of a wallet and the keys with it.
 */
async function isFresh(
  city: City,
  { alias, device, person, secret, epoch }: FoundAlias,
  code: PayCode,
): Promise<boolean> {
  const now = city.clock.now()
  const bytes = new Uint8Array(Buffer.from(takeOut(city, secret, purposeOf(device)), 'base64'))
  const counter = await matchPayCode(await importPayKey(bytes), code, now)
  if (counter === undefined || !(await deviceSince(city, person, device))) return false
  if ((await holderFor(city, person)).epoch !== epoch) return false
  return useCode(city.db, alias, counter, now)
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

/** Small enough to be paid without asking again, today. Play money always is. */
export async function isSmall(city: City, { mode }: NumberRow, person: string, amount: bigint): Promise<boolean> {
  const { paymentMax, dayMax } = await smallRuleOf(city.db, (await holderFor(city, person)).tier)
  if (amount > paymentMax) return false
  if (mode === 'test') return true
  return countSmall(city.db, { person, amount, at: city.clock.now(), max: dayMax })
}

async function payNow(city: City, number: NumberRow, trade: TradeRow, person: string): Promise<void> {
  const from = number.mode === 'test' ? await testWalletFor(city, person) : accountIdOf(person, number.currency)
  const verdict = await charge(city, trade, { person, from })
  if (!verdict.ok) throw await failed(city, trade, verdict)
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
