import type { MerchantPromotion, merchantsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { balances } from '@plaza/ledger'
import { PROMOTIONS_SHOWN_MAX } from '../limits.ts'
import { managedMerchant } from '../merchants.ts'
import { numberIn } from '../store.ts'
import { promotionsOf, type Standing } from './door.ts'
import { promotionsAt, type PromotionRow } from './store.ts'

/** What a merchant gives away, newest first, and what it could still give. Owners and managers (`admins_only`). */
export async function merchantPromotions(
  city: City,
  { by, input }: Call<{ id: string }>,
): Promise<ReplyOf<typeof merchantsApi.merchantPromotions>> {
  const merchant = await managedMerchant(city, input.id, by.person)
  const { account, currency } = await numberIn(city.db, merchant.id, 'live')
  const rows = await promotionsAt(city.db, merchant.live, PROMOTIONS_SHOWN_MAX)
  const [balance] = await balances(city, [account])
  const shown = await Promise.all(rows.map(row => ifOpened(city, row, currency)))
  return { promotions: shown.flatMap(one => one ?? []), currency, available: (balance?.available ?? 0n).toString() }
}

/** Of one that was never filled there is nothing to show. */
async function ifOpened(city: City, row: PromotionRow, currency: string): Promise<MerchantPromotion | undefined> {
  try {
    return await showPromotion(city, row, currency)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_found') return undefined
    throw error
  }
}

/** A promotion with what became of it; `not_found` until its budget moved. */
export async function showPromotion(city: City, row: PromotionRow, currency: string): Promise<MerchantPromotion> {
  const standing = await promotionsOf(city).standing(city, row.id)
  const { given, gifts, returned } = standing
  return {
    id: row.id,
    title: row.title,
    currency,
    budget: row.budget.toString(),
    min: row.least.toString(),
    max: row.most.toString(),
    perPerson: row.perPerson,
    given: given.toString(),
    gifts,
    state: stateOf(standing, city.clock.now()),
    ...(returned === null ? {} : { returned: returned.toString() }),
    startsAt: row.startsAt,
    endsAt: standing.endsAt,
    createdAt: row.createdAt,
  }
}

function stateOf({ state, startsAt, endsAt }: Standing, nowMs: number): MerchantPromotion['state'] {
  if (state === 'ended') return 'ended'
  if (nowMs >= endsAt) return 'ending'
  return nowMs < startsAt ? 'soon' : 'open'
}
