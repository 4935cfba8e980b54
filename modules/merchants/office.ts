import type { InputOf, MerchantRefund, merchantsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { currencyOf, mayHaveWallet } from '@plaza/wallet'
import { fillTestWallet, testBalances } from './accounts.ts'
import { ORDERS_PAGE, REFUNDS_MAX } from './limits.ts'
import { managedMerchant, merchantFor } from './merchants.ts'
import { notifiesOf } from './notify/show.ts'
import { giveBack, type RefundOutcome } from './orders/refund.ts'
import { showMerchantOrder, showRefund } from './orders/show.ts'
import { refundsOf, tradeOf, tradesOf, type TradeRow } from './orders/store.ts'
import type { MerchantRow } from './store.ts'

/** Orders of a merchant that the caller works for, newest first. */
export async function merchantOrders(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.merchantOrders>>,
): Promise<ReplyOf<typeof merchantsApi.merchantOrders>> {
  const { merchant } = await merchantFor(city, input.id, by.person)
  const { state, before } = input
  const rows = await tradesOf(city.db, merchant[input.mode], { state, before, limit: ORDERS_PAGE + 1 })
  return { orders: rows.slice(0, ORDERS_PAGE).map(showMerchantOrder), more: rows.length > ORDERS_PAGE }
}

/** One order with everything that became of it. Refuses one of another merchant (`not_found`). */
export async function merchantOrder(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.merchantOrder>>,
): Promise<ReplyOf<typeof merchantsApi.merchantOrder>> {
  const { merchant } = await merchantFor(city, input.id, by.person)
  const trade = await tradeIn(city, merchant, input.order)
  const refunds = await refundsOf(city.db, trade.id, REFUNDS_MAX)
  return {
    order: showMerchantOrder(trade),
    refunds: refunds.map(showRefund),
    notifies: await notifiesOf(city, trade.id),
  }
}

/** Gives money of an order back from the desk; the id of the refund is its number. */
export async function refundOrder(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.refundOrder>>,
): Promise<MerchantRefund> {
  const merchant = await managedMerchant(city, input.id, by.person)
  const trade = await tradeIn(city, merchant, input.order)
  const outcome = await giveBack(city, trade, {
    outRefundNo: input.refund,
    amount: BigInt(input.amount),
    reason: input.reason ?? '',
    notifyUrl: null,
  })
  if (!outcome.ok) throw refundRefusal(outcome.why)
  return showRefund(outcome.refund)
}

async function tradeIn(city: City, merchant: MerchantRow, id: string): Promise<TradeRow> {
  const trade = await tradeOf(city.db, id)
  if (trade?.mchid !== merchant.live && trade?.mchid !== merchant.test) throw new Refusal('not_found')
  return trade
}

const REFUSALS = {
  exists_different: 'exists_different',
  not_paid: 'order_not_paid',
  too_late: 'refund_too_late',
  too_many: 'too_many_refunds',
  too_much: 'refund_too_much',
  balance_low: 'merchant_balance_low',
  frozen: 'account_frozen',
} as const

/** Why nothing was given back, in words for whoever asked. */
export function refundRefusal(why: Exclude<RefundOutcome, { ok: true }>['why']): Refusal {
  return why === 'busy' ? new Refusal('busy', { retryMs: 1000 }) : new Refusal(REFUSALS[why])
}

/** Puts play money into the caller's wallet for test orders. Safe to repeat. */
export async function fillMyTestWallet(
  city: City,
  call: Call<{ id: string }>,
): Promise<ReplyOf<typeof merchantsApi.fillTestWallet>> {
  mayHaveWallet(call)
  await fillTestWallet(city, call.by.person, `asked ${call.input.id}`)
  const [balance = 0n] = await testBalances(city, [call.by.person])
  return { balance: balance.toString(), currency: currencyOf(city) }
}
