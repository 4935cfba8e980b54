import type { InputOf, MerchantPromotion, merchantsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { proveAgain } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { PROMOTIONS_OPEN_MAX } from '../limits.ts'
import { ownMerchant } from '../merchants.ts'
import { numberIn } from '../store.ts'
import { promotionsOf } from './door.ts'
import { showPromotion } from './show.ts'
import { countOpen, dropPromotion, insertPromotion, promotionOf, type PromotionRow } from './store.ts'

/**
 * Gives takings away to whoever comes: the budget leaves the merchant's account at once. Safe to repeat. Refuses whoever does
 * not own the merchant (`owner_only`), a merchant that the city did not verify, for citizens see what it gives beside what
 * others do (`merchant_unverified`), more than a few at once (`too_many_promotions`), less money than that
 * (`merchant_balance_low`), and a wish that makes no sense (`bad_input`).
 */
export async function openMerchantPromotion(
  city: City,
  call: Call<InputOf<typeof merchantsApi.openMerchantPromotion>>,
): Promise<MerchantPromotion> {
  const { by, input } = call
  const merchant = await ownMerchant(city, input.id, by.person)
  if (merchant.verification !== 'verified') throw new Refusal('merchant_unverified')
  const number = await numberIn(city.db, merchant.id, 'live')
  const wish = rowOf(number.mchid, input, city.clock.now())
  const before = await promotionOf(city.db, wish.id)
  if (!before) await write(city, call, wish)
  const row = await promotionOf(city.db, wish.id)
  if (!row || !isSame(row, wish)) throw new Refusal('exists_different')
  await fill(city, row, { payer: number.account, currency: number.currency })
  return showPromotion(city, row, number.currency)
}

async function write(
  city: City,
  call: Call<InputOf<typeof merchantsApi.openMerchantPromotion>>,
  wish: PromotionRow,
): Promise<void> {
  if ((await countOpen(city.db, wish.mchid, wish.createdAt)) >= PROMOTIONS_OPEN_MAX)
    throw new Refusal('too_many_promotions')
  const useUp = await proveAgain(city, call, call.input.proof)
  await city.db.tx(async tx => {
    await useUp(tx)
    await insertPromotion(tx, wish)
  })
}

/** Moves the budget, once. A wish that is refused leaves nothing behind. */
async function fill(
  city: City,
  row: PromotionRow,
  { payer, currency }: { readonly payer: string; readonly currency: string },
): Promise<void> {
  const { id, title, budget, least: min, most: max, perPerson, startsAt, endsAt } = row
  try {
    await promotionsOf(city).open(city, { id, payer, currency, title, budget, min, max, perPerson, startsAt, endsAt })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // Nobody knows whether the money moved: the same wish again says it.
    if (error.code === 'busy') throw error
    await dropPromotion(city.db, id)
    throw error.code === 'balance_too_low' ? new Refusal('merchant_balance_low') : error
  }
}

function rowOf(
  mchid: string,
  input: InputOf<typeof merchantsApi.openMerchantPromotion>,
  createdAt: number,
): PromotionRow {
  const { promotion: id, title, perPerson, startsAt, endsAt } = input
  const [budget, least, most] = [BigInt(input.budget), BigInt(input.min), BigInt(input.max)]
  if (most < least) throw new Refusal('bad_input', { field: 'max' })
  return { id, mchid, title, budget, least, most, perPerson, startsAt, endsAt, createdAt }
}

/** Its end may have been brought forward since. */
const isSame = (row: PromotionRow, wish: PromotionRow): boolean =>
  row.mchid === wish.mchid &&
  row.title === wish.title &&
  row.budget === wish.budget &&
  row.least === wish.least &&
  row.most === wish.most &&
  row.perPerson === wish.perPerson &&
  row.startsAt === wish.startsAt &&
  row.endsAt <= wish.endsAt
