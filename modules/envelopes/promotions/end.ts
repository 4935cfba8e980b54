import type { City } from '@plaza/house'
import { derivedId } from '@plaza/kernel'
import { transfer } from '@plaza/ledger'
import { PROMOTION_RETURN } from '../codes.ts'
import { promotionEnded, promotionKept } from '../events.ts'
import { AGAIN_MS, END_MAX } from '../limits.ts'
import { promotionStanding, type PromotionStanding } from './open.ts'
import { duePromotions, endAt, markEnded, promotionOf, waitUntil, type PromotionRow } from './store.ts'

/**
 * Door: ends a promotion now. It gives nothing any more, and what is left goes back to the payer's account, at once unless
 * that account cannot take it yet. Safe to repeat. Refuses an unknown one (`not_found`).
 */
export async function endPromotion(city: City, id: string): Promise<PromotionStanding> {
  await endAt(city.db, id, city.clock.now())
  const row = await promotionOf(city.db, id)
  if (row?.state === 'open') await giveBack(city, row)
  return promotionStanding(city, id)
}

/** Chore: what is left of promotions that are over, or have no full share left, goes back. */
export async function endDuePromotions(city: City): Promise<void> {
  for (const row of await duePromotions(city.db, city.clock.now(), END_MAX)) await giveBack(city, row)
}

/** However many processes do it, one sweep of the promotion's account counts. */
async function giveBack(city: City, row: PromotionRow): Promise<void> {
  const now = city.clock.now()
  const verdict = await transfer(city, {
    kind: 'sweep',
    id: derivedId('promotion.return', row.id),
    from: row.account,
    to: row.payer,
    close: true,
    code: PROMOTION_RETURN,
    ref: row.id,
    also: markEnded(row.id, now),
  })
  if (verdict.ok) {
    if (verdict.code === 'ok') promotionEnded(city)
    return
  }
  promotionKept(city, row.id, verdict.code)
  // Others whose turn it is must not wait behind it.
  await waitUntil(city.db, row.id, now + AGAIN_MS)
}
