import { instant, sql, type Queries, type Sql } from '@plaza/db'

export interface PromotionRow {
  readonly id: string
  readonly payer: string
  readonly account: string
  readonly title: string
  readonly currency: string
  readonly budget: bigint
  readonly least: bigint
  readonly most: bigint
  readonly perPerson: number
  readonly invited: boolean
  readonly seed: Buffer
  readonly seal: string
  readonly given: bigint
  readonly gifts: number
  readonly state: 'open' | 'ended'
  readonly returned: bigint | null
  readonly createdAt: number
  readonly startsAt: number
  readonly endsAt: number
}

export interface GiftRow {
  readonly promotion: string
  readonly number: number
  readonly amount: bigint
  readonly at: number
}

const columns = sql`
  id, payer, account, title, currency, budget, least, most, per_person as "perPerson", invited, seed, seal, given, gifts,
  state, returned, created_at as "createdAt", starts_at as "startsAt", ends_at as "endsAt"`
const mayTake = (person: string) =>
  sql`(not invited or exists (select from envelopes.guest where guest.promotion = promotion.id and guest.person = ${person}))`

export function promotionOf(db: Queries, id: string): Promise<PromotionRow | undefined> {
  return db.maybe(sql`select ${columns} from envelopes.promotion where id = ${id}`)
}

/** A promotion, if this person may take of it. */
export function promotionFor(db: Queries, id: string, person: string): Promise<PromotionRow | undefined> {
  return db.maybe(sql`select ${columns} from envelopes.promotion where id = ${id} and ${mayTake(person)}`)
}

/** Promotions that have a share for this person, now or later, newest first. */
export function promotionsFor(
  db: Queries,
  person: string,
  page: { now: number; before: string | undefined; limit: number },
): Promise<PromotionRow[]> {
  return db.rows(sql`
    select ${columns} from envelopes.promotion
    where state = 'open' and ends_at > ${instant(page.now)} and given + most <= budget and ${mayTake(person)}
      and (${page.before ?? null}::uuid is null or id < ${page.before ?? null}::uuid)
    order by id desc
    limit ${page.limit}`)
}

/** What a person took of some promotions, in order. */
export function giftsOf(db: Queries, promotions: readonly string[], person: string): Promise<GiftRow[]> {
  return db.rows(sql`
    select promotion, number, amount, at from envelopes.gift
    where promotion = any(${promotions}::uuid[]) and person = ${person}
    order by promotion, number`)
}

export async function guestsOf(db: Queries, promotion: string): Promise<string[]> {
  const rows = await db.rows<{ person: string }>(
    sql`select person from envelopes.guest where promotion = ${promotion} order by person`,
  )
  return rows.map(row => row.person)
}

/** Promotions whose rest is to go back. */
export function duePromotions(db: Queries, now: number, limit: number): Promise<PromotionRow[]> {
  return db.rows(sql`
    select ${columns} from envelopes.promotion
    where state = 'open' and due_at <= ${instant(now)}
    order by due_at
    limit ${limit}`)
}

type Fresh = Omit<PromotionRow, 'given' | 'gifts' | 'state' | 'returned' | 'seed'> & { readonly seed: Uint8Array }

/** The row of a new promotion with its guests, for the commit that fills it. */
export function insertPromotion(row: Fresh, guests: readonly string[]): Sql {
  return sql`
    with listed as (
      insert into envelopes.guest (promotion, person)
      select ${row.id}, person from unnest(${guests}::uuid[]) as named(person)
    )
    insert into envelopes.promotion
      (id, payer, account, title, currency, budget, least, most, per_person, invited, seed, seal, created_at, starts_at, ends_at, due_at)
    values (${row.id}, ${row.payer}, ${row.account}, ${row.title}, ${row.currency}, ${row.budget}, ${row.least}, ${row.most},
      ${row.perPerson}, ${row.invited}, ${Buffer.from(row.seed)}, ${row.seal}, ${instant(row.createdAt)},
      ${instant(row.startsAt)}, ${instant(row.endsAt)}, ${instant(row.endsAt)})`
}

/** Brings the end of a promotion forward to a moment; it gives nothing from then on. */
export async function endAt(db: Queries, id: string, now: number): Promise<void> {
  await db.run(sql`
    update envelopes.promotion
    set starts_at = least(starts_at, ${instant(now - 1)}), ends_at = least(ends_at, ${instant(now)}), due_at = least(due_at, ${instant(now)})
    where id = ${id} and state = 'open'`)
}

/** What happens to a promotion in the commit that takes its rest back. */
export function markEnded(id: string, now: number): Sql {
  return sql`
    update envelopes.promotion set state = 'ended', returned = budget - given, finished_at = ${instant(now)}
    where id = ${id}`
}

/** Lets the rest of a promotion wait until it is tried again. */
export async function waitUntil(db: Queries, id: string, again: number): Promise<void> {
  await db.run(sql`update envelopes.promotion set due_at = ${instant(again)} where id = ${id} and state = 'open'`)
}
