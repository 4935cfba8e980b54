import type { City } from '@plaza/house'
import { assert, derivedId, Refusal } from '@plaza/kernel'
import { transfer } from '@plaza/ledger'
import { merchantAccount } from '../accounts.ts'
import { DISPUTE } from '../codes.ts'
import { refundRefusal } from '../office.ts'
import { giveBack, type AllTogether } from '../orders/refund.ts'
import { tradeOf } from '../orders/store.ts'
import { wireId } from '../rules.ts'
import { holdOf } from './open.ts'
import { disputeOf, endDispute, type DisputeRow, type End } from './store.ts'

/** What is not an operator's or merchant's to choose follows from how it ends. */
export type Ending = Omit<End, 'atMs'>

/**
 * Ends a dispute: hold, refund and row change in one commit, once. Refuses one that is over (`dispute_over`), a refund that
 * the merchant cannot pay (`merchant_balance_low`) or the payer not take (`payee_cannot_receive`); then all is as it was.
 */
export async function endWith(city: City, row: DisputeRow, ending: Ending): Promise<void> {
  const failed = await attempt(city, row, ending).catch((error: unknown) => ({ error }))
  const after = await disputeOf(city.db, row.id)
  if (after?.state === ending.state && after.refund === ending.refund) return
  if (after && after.endedAt !== null) throw new Refusal('dispute_over')
  throw failed ? failed.error : new Error(`dispute ${row.id} did not end`)
}

async function attempt(city: City, row: DisputeRow, ending: Ending): Promise<undefined> {
  const also = endDispute(row.id, { ...ending, atMs: city.clock.now() })
  const release = {
    kind: 'void',
    id: derivedId('merchants.dispute.end', row.id),
    hold: holdOf(row.id),
    from: merchantAccount(row.mchid),
    code: DISPUTE,
  } as const
  const held = row.held > 0n ? [release] : []
  if (ending.state === 'refunded') return refund(city, row, ending.refund, { before: held, also })
  if (held.length === 0) {
    await city.db.run(also)
    return undefined
  }
  const verdict = await transfer(city, { ...release, also })
  if (!verdict.ok) throw new Refusal('busy', { retryMs: 1000 })
  return undefined
}

/** The refund's number says how much, so that one which the payer could not take does not stand in the way of a smaller. */
async function refund(city: City, row: DisputeRow, amount: bigint, together: AllTogether): Promise<undefined> {
  const trade = await tradeOf(city.db, row.trade)
  assert(trade, 'a dispute is about an order')
  const outRefundNo = `dispute@${wireId(row.id)}-${amount}`
  const wish = { outRefundNo, amount, reason: 'dispute', notifyUrl: null }
  const outcome = await giveBack(city, trade, wish, together)
  if (!outcome.ok) throw refundRefusal(outcome.why)
  if (outcome.refund.state !== 'SUCCESS') throw new Refusal('payee_cannot_receive')
  return undefined
}
