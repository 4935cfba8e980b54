import type { City } from '@plaza/house'
import { derivedId, Refusal } from '@plaza/kernel'
import { transfer, type Verdict } from '@plaza/ledger'
import { refusalOf } from '@plaza/wallet'
import { merchantAccount } from '../accounts.ts'
import { PAYMENT } from '../codes.ts'
import { orderEnded } from '../events.ts'
import { notifySoon } from '../notify/look.ts'
import { tellTill } from '../till/calls.ts'
import { openidFor } from './openid.ts'
import { payRider } from './riders.ts'
import type { PayRequest } from './rules.ts'
import type { TradeRow } from './store.ts'
import { tellOrder } from './tell.ts'

/** Moves an order's money from an account of whoever pays: money, state and news in one commit. Safe to repeat. */
export async function charge(
  city: City,
  trade: TradeRow,
  payer: { readonly person: string; readonly from: string },
): Promise<Verdict> {
  const { person, from } = payer
  const openid = trade.openid ?? (await openidFor(city, { ...trade, person }))
  const payment = derivedId('merchants.pay', trade.id, person)
  const request: PayRequest = { trade: trade.id, person, openid, payment, notify: city.newId() }
  const verdict = await transfer(city, {
    id: payment,
    from,
    to: merchantAccount(trade.mchid),
    code: PAYMENT,
    ref: trade.id,
    meta: { note: trade.description },
    rider: { name: payRider.name, request },
  })
  if (!verdict.ok) return verdict
  if (verdict.code === 'ok') orderEnded(city, 'SUCCESS')
  notifySoon(city)
  await tellOrder(city, trade.id)
  await tellTill(city, trade)
  return verdict
}

/** The ledger's refusal in the payer's words. That a merchant takes no more this month is not the payer's limit. */
export function mustBePaid(city: City, verdict: Verdict): void {
  if (verdict.ok) return
  if (verdict.code === 'limit_reached' && verdict.reason === 'merchant_month') throw new Refusal('payee_cannot_receive')
  throw refusalOf(city, verdict, { payer: 'me' })
}
