import type { Command, InputOf, merchantsApi, PayOrder, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import { clientPayText, prepayIdOf, signatureFits } from '@plaza/pay-wire'
import { accountIdOf, mayHaveWallet, mayPay } from '@plaza/wallet'
import { createPublicKey } from 'node:crypto'
import { testWalletFor } from '../accounts.ts'
import { liveCertificates } from '../keys/store.ts'
import { ORDERS_PAGE } from '../limits.ts'
import { tradeOfPrepay } from '../rules.ts'
import { merchantOf, numberOf, type MerchantRow } from '../store.ts'
import { charge, mustBePaid } from './charge.ts'
import { personNamed } from './names.ts'
import { showPayOrder } from './show.ts'
import { paidBy, tradeByCode, tradeOf, type TradeRow } from './store.ts'

type Prepared = InputOf<typeof merchantsApi.openPrepared>

interface Found {
  readonly trade: TradeRow
  readonly merchant: MerchantRow
}

/** An order by its code. What somebody else paid is as unknown as one that never was (`not_found`). */
export async function seePayOrder(city: City, { by, input }: Call<{ code: string }>): Promise<PayOrder> {
  return shownTo(by.person, await found(city, await tradeByCode(city.db, input.code)))
}

function shownTo(person: string, { trade, merchant }: Found): PayOrder {
  if (trade.payer !== null && trade.payer !== person) throw new Refusal('not_found')
  return showPayOrder(trade, merchant, person)
}

/**
 * Pays an order from the caller's wallet, or a test order from their play money: money, state and news in one commit. Safe
 * to repeat. Refuses one that is paid or closed (`order_paid`, `order_closed`), one that is for somebody else
 * (`not_found`), and what any payment may.
 */
export async function settleOrder(city: City, call: Call<InputOf<typeof merchantsApi.settleOrder>>): Promise<PayOrder> {
  mayHaveWallet(call)
  const { by, input } = call
  const { trade, merchant } = await found(city, await tradeByCode(city.db, input.code))
  if (trade.payer === by.person) return showPayOrder(trade, merchant, by.person)
  await mustBeFor(city, trade, by.person)
  const from =
    trade.mchid === merchant.test
      ? await testWalletFor(city, by.person)
      : await clearedWallet(city, call, { trade, merchant })
  mustBePaid(city, await charge(city, trade, { person: by.person, from }))
  const after = await tradeOf(city.db, trade.id)
  assert(after?.payer === by.person, 'an order is paid with its transfer')
  return showPayOrder(after, merchant, by.person)
}

/** The caller's wallet, once they confirmed exactly this order, payee and amount. */
async function clearedWallet(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.settleOrder>>,
  { trade, merchant }: Found,
): Promise<string> {
  if (input.proof === undefined) throw new Refusal('proof_wrong')
  const { id, amount, currency } = trade
  const command: Command = { do: 'order', id, to: merchant.id, amount: amount.toString(), currency }
  await mayPay(city, by, command, input.proof)
  return accountIdOf(by.person, currency)
}

/** An order for one payer is for nobody else. */
async function mustBeFor(city: City, { mchid, appid, openid }: TradeRow, person: string): Promise<void> {
  if (openid === null) return
  if ((await personNamed(city, { mchid, appid, openid })) !== person) throw new Refusal('not_found')
}

async function found(city: City, trade: TradeRow | undefined): Promise<Found> {
  const number = trade && (await numberOf(city.db, trade.mchid))
  const merchant = number && (await merchantOf(city.db, number.merchant))
  if (!trade || !merchant) throw new Refusal('not_found')
  return { trade, merchant }
}

/**
 * The order that a page or app hands over. The call must be signed by a key of the order's merchant over app, time, nonce
 * and prepay id; anything else is `not_found`. After its two hours, or closed, it is `order_closed`.
 */
export async function openPrepared(city: City, { by, input }: Call<Prepared>): Promise<PayOrder> {
  return shownTo(by.person, await prepared(city, input, by.person))
}

/**
 * Door: whoever makes a program lets somebody made up pay what it asks for, with play money. Safe to repeat. Refuses an order
 * of real money (`play_money_only`), and all that `openPrepared` and a payment refuse.
 */
export async function payMadeUp(city: City, citizen: string, input: Prepared): Promise<PayOrder> {
  const { trade, merchant } = await prepared(city, input, citizen)
  if (trade.mchid !== merchant.test) throw new Refusal('play_money_only')
  if (trade.payer !== null && trade.payer !== citizen) throw new Refusal('order_paid')
  if (trade.payer === null) {
    const from = await testWalletFor(city, citizen)
    mustBePaid(city, await charge(city, trade, { person: citizen, from }))
  }
  return shownTo(citizen, { trade: (await tradeOf(city.db, trade.id)) ?? trade, merchant })
}

/** The order of a signed call, if it is for this person and may still be paid or is paid. */
async function prepared(city: City, input: Prepared, person: string): Promise<Found> {
  const id = tradeOfPrepay(prepayIdOf(input))
  const { trade, merchant } = await found(city, id === undefined ? undefined : await tradeOf(city.db, id))
  const now = city.clock.now()
  const keys = trade.appid === input.appId ? await liveCertificates(city.db, trade.mchid, now) : []
  const text = clientPayText(input)
  const fits = keys.some(({ publicKey }) => signatureFits(createPublicKey(publicKey), text, input.paySign))
  if (!fits) throw new Refusal('not_found')
  await mustBeFor(city, trade, person)
  if (trade.state === 'NOTPAY' && (trade.prepayUntil <= now || trade.expiresAt <= now))
    throw new Refusal('order_closed')
  return { trade, merchant }
}

/** What the caller paid to merchants, newest first. */
export async function myPayments(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.myPayments>>,
): Promise<ReplyOf<typeof merchantsApi.myPayments>> {
  const rows = await paidBy(city.db, by.person, { before: input.before, limit: ORDERS_PAGE + 1 })
  const orders = await Promise.all(
    rows.slice(0, ORDERS_PAGE).map(async row => {
      const { trade, merchant } = await found(city, row)
      return showPayOrder(trade, merchant, by.person)
    }),
  )
  return { orders, more: rows.length > ORDERS_PAGE }
}
