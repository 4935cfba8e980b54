import type { Promotion } from '@plaza/contract'
import type { City } from '@plaza/house'
import { hasShare } from './rules.ts'
import { giftsOf, type GiftRow, type PromotionRow } from './store.ts'

/** Promotions as a person may see them, in one question to the database: never how much is in them. */
export async function showPromotions(city: City, rows: readonly PromotionRow[], person: string): Promise<Promotion[]> {
  const mine = new Map<string, GiftRow[]>(rows.map(row => [row.id, []]))
  for (const gift of await giftsOf(city.db, [...mine.keys()], person)) mine.get(gift.promotion)?.push(gift)
  return rows.map(row => showOne(row, mine.get(row.id) ?? [], city.clock.now()))
}

export async function showPromotion(city: City, row: PromotionRow, person: string): Promise<Promotion> {
  const [shown] = await showPromotions(city, [row], person)
  return shown as Promotion
}

function showOne(row: PromotionRow, gifts: readonly GiftRow[], nowMs: number): Promotion {
  return {
    id: row.id,
    title: row.title,
    currency: row.currency,
    min: row.least.toString(),
    max: row.most.toString(),
    perPerson: row.perPerson,
    state: stateOf(row, nowMs),
    createdAt: row.createdAt,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    seal: row.seal,
    ...(row.state === 'ended' ? { seed: row.seed.toString('hex') } : {}),
    mine: gifts.map(({ number, amount, at }) => ({ number, amount: amount.toString(), at })),
  }
}

function stateOf(row: PromotionRow, nowMs: number): Promotion['state'] {
  if (!hasShare(row)) return 'empty'
  if (row.state === 'ended' || nowMs >= row.endsAt) return 'over'
  return nowMs < row.startsAt ? 'soon' : 'open'
}
