import type { ChatEvent, ReportReason } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

export interface ReportRow {
  readonly id: string
  readonly by: string
  readonly about: string
  readonly conv: string | null
  readonly q: number | null
  readonly reason: ReportReason
  readonly note: string
  readonly context: ChatEvent[]
  readonly state: 'open' | 'upheld' | 'dismissed'
  readonly at: number
  readonly decidedBy: string | null
  readonly decidedAt: number | null
  readonly decision: string | null
}
const columns = sql`
  id, by_person as by, about, conv, q, reason, note, context, state, made_at as at, decided_by as "decidedBy",
  decided_at as "decidedAt", decision`

// ---- reading ----

export function byId(db: Queries, id: string): Promise<ReportRow | undefined> {
  return db.maybe(sql`select ${columns} from moderation.report where id = ${id}`)
}

export function madeBy(db: Queries, person: string, limit: number): Promise<ReportRow[]> {
  return db.rows(sql`
    select ${columns} from moderation.report where by_person = ${person} order by made_at desc, id limit ${limit}`)
}

export async function countSince(db: Queries, person: string, since: number): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::integer as count from moderation.report
    where by_person = ${person} and made_at > ${instant(since)}`)
  return count
}

/** Open reports, the eldest first, after one of them. */
export function open(db: Queries, after: string | undefined, limit: number): Promise<ReportRow[]> {
  return db.rows(sql`
    select ${columns} from moderation.report
    where state = 'open' and (${after ?? null}::uuid is null
      or (made_at, id) > (select made_at, id from moderation.report where id = ${after ?? null}::uuid))
    order by made_at, id
    limit ${limit}`)
}

/** Decided reports, those decided last first. */
export function decided(db: Queries, after: string | undefined, limit: number): Promise<ReportRow[]> {
  return db.rows(sql`
    select ${columns} from moderation.report
    where state <> 'open' and (${after ?? null}::uuid is null
      or (decided_at, id) < (select decided_at, id from moderation.report where id = ${after ?? null}::uuid))
    order by decided_at desc, id desc
    limit ${limit}`)
}

/** How often these people were reported. */
export async function standingOf(
  db: Queries,
  people: readonly string[],
): Promise<Map<string, { all: number; upheld: number }>> {
  const rows = await db.rows<{ about: string; all: number; upheld: number }>(sql`
    select about, count(*)::integer as all, count(*) filter (where state = 'upheld')::integer as upheld
    from moderation.report where about = any(${people}::uuid[]) group by about`)
  return new Map(rows.map(({ about, all, upheld }) => [about, { all, upheld }]))
}

// ---- writing ----

/** Puts a report in the queue, unless its id is there. */
export async function add(
  db: Queries,
  one: Pick<ReportRow, 'id' | 'by' | 'about' | 'conv' | 'q' | 'reason' | 'note' | 'context' | 'at'>,
): Promise<void> {
  await db.run(sql`
    insert into moderation.report (id, by_person, about, conv, q, reason, note, context, made_at)
    values (${one.id}, ${one.by}, ${one.about}, ${one.conv}, ${one.q}, ${one.reason}, ${one.note},
      ${JSON.stringify(one.context)}, ${instant(one.at)})
    on conflict (id) do nothing`)
}

/** Decides an open report. False when it was decided before. */
export async function decide(
  db: Queries,
  id: string,
  by: { operator: string; upheld: boolean; decision: string; at: number },
): Promise<boolean> {
  const changed = await db.run(sql`
    update moderation.report
    set state = ${by.upheld ? 'upheld' : 'dismissed'}, decided_by = ${by.operator}, decided_at = ${instant(by.at)},
      decision = ${by.decision}
    where id = ${id} and state = 'open'`)
  return changed > 0
}
