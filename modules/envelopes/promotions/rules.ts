import { limits } from '@plaza/contract'
import { Refusal } from '@plaza/kernel'

/** A promotion as whoever pays for it wants it. Amounts in minor units, moments in epoch milliseconds. */
export interface PromotionWish {
  /** The payer's, kept before it is sent: the same id is the same promotion for ever. */
  readonly id: string
  /** The ledger account that pays, and to which the rest goes back; not of a citizen, whose limits would not count here. */
  readonly payer: string
  readonly currency: string
  readonly title: string
  readonly budget: bigint
  /** One share: from `min` to `max`, each amount as likely; the same where they are equal. */
  readonly min: bigint
  readonly max: bigint
  /** Shares that one person may take. */
  readonly perPerson: number
  readonly startsAt: number
  readonly endsAt: number
  /** Who may take; everybody with a wallet, unless said. */
  readonly guests?: readonly string[]
}

const BUDGET_MAX = 10n ** BigInt(limits.AMOUNT_DIGITS_MAX) - 1n

/** Refuses a wish that makes no sense: `bad_input` with the field. */
export function mustMakeSense(wish: PromotionWish, nowMs: number): void {
  const { title, budget, min, max, perPerson, startsAt, endsAt, guests } = wish
  const faults = {
    title: title.length === 0 || title.length > limits.PROMOTION_TITLE_LENGTH_MAX,
    min: min < 1n,
    max: max < min,
    budget: budget < max || budget > BUDGET_MAX,
    perPerson: !Number.isInteger(perPerson) || perPerson < 1 || perPerson > limits.PROMOTION_PER_PERSON_MAX,
    endsAt: endsAt <= startsAt || endsAt <= nowMs || endsAt - nowMs > limits.PROMOTION_LIFE_MAX_MS,
    guests: guests !== undefined && (guests.length === 0 || guests.length > limits.PROMOTION_GUESTS_MAX),
  }
  for (const [field, wrong] of Object.entries(faults)) if (wrong) throw new Refusal('bad_input', { field })
}

/** What is known of a promotion under its lock. */
export interface LockedPromotion {
  readonly id: string
  readonly state: 'open' | 'ended'
  readonly budget: bigint
  readonly most: bigint
  readonly given: bigint
  readonly perPerson: number
  /** Epoch milliseconds. */
  readonly startsAt: number
  readonly endsAt: number
  /** How many shares those who ask have taken. */
  readonly had: Readonly<Record<string, number>>
}

/** Somebody asks for their share of a number; how much it is follows from the seed. */
export interface GiftRequest {
  readonly promotion: string
  readonly person: string
  readonly number: number
  readonly amount: bigint
}

export interface Gift extends GiftRequest {
  readonly atMs: number
}

export type GiftRefusal = 'not_found' | 'taken' | 'skipped' | 'early' | 'over' | 'empty'
export type GiftDecision =
  | { readonly ok: true; readonly amount: bigint; readonly row: LockedPromotion; readonly write: Gift }
  | { readonly ok: false; readonly reason: GiftRefusal }

/** Whether the largest share is still there: with less, whoever comes next could not get what was drawn. */
export const hasShare = ({ budget, given, most }: Pick<LockedPromotion, 'budget' | 'given' | 'most'>): boolean =>
  given + most <= budget

/** Gives whoever asks their next share: pure, from the promotion as those before left it. */
export function decideGift(request: GiftRequest, row: LockedPromotion | undefined, nowMs: number): GiftDecision {
  if (!row) return { ok: false, reason: 'not_found' }
  const { person, number, amount } = request
  const had = row.had[person] ?? 0
  if (number <= had || number > row.perPerson) return { ok: false, reason: 'taken' }
  if (number > had + 1) return { ok: false, reason: 'skipped' }
  if (nowMs < row.startsAt) return { ok: false, reason: 'early' }
  if (!hasShare(row)) return { ok: false, reason: 'empty' }
  if (row.state !== 'open' || nowMs >= row.endsAt) return { ok: false, reason: 'over' }
  return {
    ok: true,
    amount,
    row: { ...row, given: row.given + amount, had: { ...row.had, [person]: number } },
    write: { ...request, atMs: nowMs },
  }
}
