import type { InputOf, Promotion, ReplyOf, envelopesApi } from '@plaza/contract'
import { drawBetween } from '@plaza/fair'
import type { Call, City } from '@plaza/house'
import { derivedId, Refusal } from '@plaza/kernel'
import { transfer, type Verdict } from '@plaza/ledger'
import { accountIdOf, mayHaveWallet, refusalOf } from '@plaza/wallet'
import { PROMOTION_GIFT } from '../codes.ts'
import { promotionClaimed } from '../events.ts'
import { PROMOTIONS_PAGE_MAX } from '../limits.ts'
import { walletReady } from '../ready.ts'
import { giftRider } from './rider.ts'
import type { GiftRefusal, GiftRequest } from './rules.ts'
import { showPromotion, showPromotions } from './show.ts'
import { promotionFor, promotionsFor, type PromotionRow } from './store.ts'

/** Promotions that have a share for the caller, now or soon, newest first, a page at a time. */
export async function seePromotions(
  city: City,
  { by, input }: Call<InputOf<typeof envelopesApi.promotions>>,
): Promise<ReplyOf<typeof envelopesApi.promotions>> {
  const page = { now: city.clock.now(), before: input.before, limit: PROMOTIONS_PAGE_MAX + 1 }
  const rows = await promotionsFor(city.db, by.person, page)
  return {
    promotions: await showPromotions(city, rows.slice(0, PROMOTIONS_PAGE_MAX), by.person),
    more: rows.length > PROMOTIONS_PAGE_MAX,
  }
}

/** A promotion that the caller may take of; any other is as unknown as one that never was (`not_found`). */
export async function seePromotion(city: City, call: Call<{ id: string }>): Promise<Promotion> {
  return showPromotion(city, await mine(city, call), call.by.person)
}

/**
 * Takes a share for the caller: it is paid into their wallet at once. Refuses whoever has had theirs (`envelope_taken`),
 * comes too early or late (`envelope_too_early`, `envelope_over`, `envelope_empty`), may not (`not_found`), or whose wallet
 * is full (`payee_cannot_receive`). The same number again is the same answer.
 */
export async function claimPromotion(
  city: City,
  call: Call<InputOf<typeof envelopesApi.claimPromotion>>,
): Promise<Promotion> {
  mayHaveWallet(call)
  const row = await mine(city, call)
  const outcome = await takeGift(city, row, call.by.person, call.input.number ?? 1)
  promotionClaimed(city, outcome)
  if (outcome === 'skipped') throw new Refusal('bad_input', { field: 'number' })
  if (outcome !== 'ok') throw new Refusal(REFUSALS[outcome])
  return seePromotion(city, call)
}

export type GiftOutcome = 'ok' | GiftRefusal

const REFUSALS = {
  not_found: 'not_found',
  taken: 'envelope_taken',
  early: 'envelope_too_early',
  over: 'envelope_over',
  empty: 'envelope_empty',
} as const satisfies Record<Exclude<GiftRefusal, 'skipped'>, string>

/** Pays a person's share of a number. How much it is follows from seed, person and number, so no order of coming changes it. */
export async function takeGift(city: City, row: PromotionRow, person: string, number: number): Promise<GiftOutcome> {
  const seed = new Uint8Array(row.seed)
  const amount = await drawBetween({ seed, about: [row.id, person, String(number)], min: row.least, max: row.most })
  await walletReady(city, person)
  const verdict = await transfer(city, {
    id: derivedId('promotion.gift', row.id, person, String(number)),
    from: row.account,
    to: accountIdOf(person, row.currency),
    amount,
    code: PROMOTION_GIFT,
    ref: row.id,
    rider: { name: giftRider.name, request: { promotion: row.id, person, number, amount } satisfies GiftRequest },
  })
  return outcomeOf(city, verdict)
}

function outcomeOf(city: City, verdict: Verdict): GiftOutcome {
  if (verdict.ok) return 'ok'
  if (verdict.code === 'rider') return verdict.reason as GiftRefusal
  throw refusalOf(city, verdict, { payer: 'other' })
}

async function mine(city: City, { by, input }: Call<{ id: string }>): Promise<PromotionRow> {
  const row = await promotionFor(city.db, input.id, by.person)
  if (!row) throw new Refusal('not_found')
  return row
}
