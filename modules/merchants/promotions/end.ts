import type { InputOf, MerchantPromotion, merchantsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { ownMerchant } from '../merchants.ts'
import { numberIn } from '../store.ts'
import { promotionsOf } from './door.ts'
import { showPromotion } from './show.ts'
import { endEarly, promotionOf } from './store.ts'

/**
 * Ends a promotion now: what is left comes back to the takings. Safe to repeat. Refuses one of another merchant
 * (`not_found`), and whoever only works there (`owner_only`).
 */
export async function endMerchantPromotion(
  city: City,
  { by, input }: Call<InputOf<typeof merchantsApi.endMerchantPromotion>>,
): Promise<MerchantPromotion> {
  const merchant = await ownMerchant(city, input.id, by.person)
  const row = await promotionOf(city.db, input.promotion)
  if (row?.mchid !== merchant.live) throw new Refusal('not_found')
  await promotionsOf(city).end(city, row.id)
  await endEarly(city.db, row.id, city.clock.now())
  return showPromotion(city, row, (await numberIn(city.db, merchant.id, 'live')).currency)
}
