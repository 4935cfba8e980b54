import { sealOfPromotion, SEED_BYTES } from '@plaza/fair'
import type { City } from '@plaza/house'
import { derivedId, Refusal } from '@plaza/kernel'
import { mustBeAccepted } from '@plaza/wallet'
import { PROMOTION } from '../codes.ts'
import { promotionOpened } from '../events.ts'
import { payIn } from '../pay-in.ts'
import { mustMakeSense, type PromotionWish } from './rules.ts'
import { guestsOf, insertPromotion, promotionOf, type PromotionRow } from './store.ts'

/** How a promotion stands, for whoever pays it. Amounts in minor units. */
export type PromotionStanding = Pick<
  PromotionRow,
  'id' | 'budget' | 'given' | 'gifts' | 'state' | 'returned' | 'startsAt' | 'endsAt'
>

/**
 * Door: opens a promotion. Its budget moves from the payer's account into an account of its own, in one commit with its
 * rules and guests; citizens claim by `POST /promotions/:id/claim`, and what is left goes back at the end. Safe to repeat.
 * That the caller may spend the payer's money is for the calling module to check before. Refuses `bad_input` (with the
 * field), `exists_different`, and what the payer's account cannot do (`balance_too_low`, `account_frozen`).
 */
export async function openPromotion(city: City, wish: PromotionWish): Promise<PromotionStanding> {
  const before = await promotionOf(city.db, wish.id)
  if (before) return again(city, before, wish)
  const createdAt = city.clock.now()
  mustMakeSense(wish, createdAt)
  const { id, payer, currency, title, budget, min, max, perPerson, startsAt, endsAt } = wish
  const guests = [...new Set(wish.guests)].sort()
  const seed = new Uint8Array(city.dice.bytes(SEED_BYTES))
  const seal = await sealOfPromotion({ id, currency, min, max, perPerson, createdAt, seed })
  const rules = { title, currency, budget, least: min, most: max, perPerson, invited: wish.guests !== undefined }
  const verdict = await payIn(city, {
    account: { id: derivedId('promotion', id), kind: 'promotion', owner: id, currency },
    id: derivedId('promotion.fill', id),
    from: payer,
    amount: budget,
    code: PROMOTION,
    ref: id,
    also: account => insertPromotion({ id, payer, account, ...rules, seed, seal, createdAt, startsAt, endsAt }, guests),
  })
  mustBeAccepted(city, verdict, { payer: 'me' })
  promotionOpened(city)
  return again(city, await promotionOf(city.db, id), wish)
}

/** Door: how a promotion stands. Refuses an unknown one (`not_found`). */
export async function promotionStanding(city: City, id: string): Promise<PromotionStanding> {
  const row = await promotionOf(city.db, id)
  if (!row) throw new Refusal('not_found')
  return standingOf(row)
}

/** The answer to a repeat: what was done under this id, if it was the same. Its end may have been brought forward since. */
async function again(city: City, row: PromotionRow | undefined, wish: PromotionWish): Promise<PromotionStanding> {
  const same =
    row?.payer === wish.payer &&
    row.currency === wish.currency &&
    row.title === wish.title &&
    row.budget === wish.budget &&
    row.least === wish.min &&
    row.most === wish.max &&
    row.perPerson === wish.perPerson &&
    row.startsAt <= wish.startsAt &&
    row.endsAt <= wish.endsAt &&
    row.invited === (wish.guests !== undefined) &&
    (await guestsOf(city.db, wish.id)).join() === [...new Set(wish.guests)].sort().join()
  if (!row || !same) throw new Refusal('exists_different')
  return standingOf(row)
}

function standingOf(row: PromotionRow): PromotionStanding {
  const { id, budget, given, gifts, state, returned, startsAt, endsAt } = row
  return { id, budget, given, gifts, state, returned, startsAt, endsAt }
}
