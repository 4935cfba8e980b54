import { instant, sql, type Queries } from '@plaza/db'

export interface PromotionRow {
  readonly id: string
  readonly mchid: string
  readonly title: string
  readonly budget: bigint
  readonly least: bigint
  readonly most: bigint
  readonly perPerson: number
  readonly startsAt: number
  readonly endsAt: number
  readonly createdAt: number
}

const PROMOTION = sql`id, mchid, title, budget, least, most, per_person as "perPerson", starts_at as "startsAt",
  ends_at as "endsAt", created_at as "createdAt"`

export function promotionOf(db: Queries, id: string): Promise<PromotionRow | undefined> {
  return db.maybe(sql`select ${PROMOTION} from merchants.promotion where id = ${id}`)
}

export function promotionsAt(db: Queries, mchid: string, max: number): Promise<PromotionRow[]> {
  return db.rows(sql`
    select ${PROMOTION} from merchants.promotion where mchid = ${mchid} order by created_at desc, id limit ${max}`)
}

export async function countOpen(db: Queries, mchid: string, nowMs: number): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::integer as count from merchants.promotion where mchid = ${mchid} and ends_at > ${instant(nowMs)}`)
  return count
}

/** Keeps the first wish under an id, whoever made it. */
export async function insertPromotion(tx: Queries, row: PromotionRow): Promise<void> {
  await tx.run(sql`
    insert into merchants.promotion (id, mchid, title, budget, least, most, per_person, starts_at, ends_at, created_at)
    values (${row.id}, ${row.mchid}, ${row.title}, ${row.budget}, ${row.least}, ${row.most}, ${row.perPerson},
      ${instant(row.startsAt)}, ${instant(row.endsAt)}, ${instant(row.createdAt)})
    on conflict do nothing`)
}

/** Forgets a wish that was refused. */
export async function dropPromotion(db: Queries, id: string): Promise<void> {
  await db.run(sql`delete from merchants.promotion where id = ${id}`)
}

/** It ended before its time. */
export async function endEarly(db: Queries, id: string, nowMs: number): Promise<void> {
  await db.run(sql`update merchants.promotion set ends_at = least(ends_at, ${instant(nowMs)}) where id = ${id}`)
}
