import type { InputOf, merchantsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { derivedId } from '@plaza/kernel'
import { placesOf } from '@plaza/ledger'
import { majorUnits } from '@plaza/pay-wire'
import { PAID_AT_TILL } from '../events.ts'
import { merchantFor } from '../merchants.ts'
import type { TradeRow } from '../orders/store.ts'
import * as store from './store-calls.ts'

type Reply = ReplyOf<typeof merchantsApi.tillCalls>

/** Whether the caller is called for payments here while their hours are open: cashiers are, until they say otherwise. */
export async function seeTillCalls(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.tillCalls>>,
): Promise<Reply> {
  const { merchant, role } = await merchantFor(city, input.id, by.person)
  return { on: (await store.wishOf(city.db, merchant.id, by.person)) ?? role === 'cashier' }
}

export async function setTillCalls(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.setTillCalls>>,
): Promise<Reply> {
  const { merchant } = await merchantFor(city, input.id, by.person)
  await store.putWish(city.db, merchant.id, by.person, input.on)
  return { on: input.on }
}

const AT_TILLS: ReadonlySet<TradeRow['type']> = new Set(['STICKER', 'TILL', 'MICROPAY'])

/**
 * Tells whoever calls people that an order was paid where somebody may stand at a till. Only a hint after the commit: the
 * till itself asks.
 */
export async function tellTill(city: City, { id, type }: TradeRow): Promise<void> {
  if (!AT_TILLS.has(type)) return
  try {
    await city.tx(tx => city.outbox.emit(tx, PAID_AT_TILL, { trade: id }, { id: derivedId(PAID_AT_TILL, id) }))
  } catch (error) {
    city.log.warn({ err: error, order: id }, 'staff could not be told of a payment')
  }
}

/** Door: a payment at a till and who is to hear of it; undefined where nobody stands at one. */
export const paidAtTill = (city: City, trade: string): Promise<store.PaidAtTill | undefined> =>
  store.paidAtTill(city.db, trade)

/** Door: what came in at a till after a moment that this person is to hear of, while their hours are open. */
export async function tillSumSince(
  city: City,
  of: { readonly mchid: string; readonly person: string; readonly since: number },
): Promise<TillSum | undefined> {
  const sum = await store.sumSince(city.db, of)
  return sum && { ...sum, amount: majorUnits(sum.amount, placesOf(sum.currency)) }
}

/** What came in at a till, with its sum in whole and parts ("4.80"). */
export type TillSum = Omit<store.TillSum, 'amount'> & { readonly amount: string }
