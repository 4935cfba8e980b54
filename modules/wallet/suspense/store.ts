import type { Resolution } from '@plaza/contract'
import { instant, sql, type Queries, type Sql } from '@plaza/db'
import { SUSPENSE_ITEM, type SuspenseRow } from '../bank/store.ts'

export interface ResolutionRow {
  readonly id: string
  readonly item: string
  readonly how: Resolution['how']
  readonly person: string | null
  readonly iban: string | null
  readonly name: string | null
  readonly reason: string
  readonly state: Resolution['state']
  readonly problem: string | null
  readonly proposedBy: string
  readonly proposedAt: number
  readonly decidedBy: string | null
  readonly decidedAt: number | null
  readonly tries: number
}

const RESOLUTION = sql`id, item, how, person, iban, name, reason, state, problem, proposed_by as "proposedBy",
  proposed_at as "proposedAt", decided_by as "decidedBy", decided_at as "decidedAt", tries`

export function itemOf(db: Queries, id: string): Promise<SuspenseRow | undefined> {
  return db.maybe(sql`select ${SUSPENSE_ITEM} from wallet.suspense where id = ${id}`)
}

export function resolutionOf(
  db: Queries,
  id: string,
  options: { lock?: boolean } = {},
): Promise<ResolutionRow | undefined> {
  return db.maybe(sql`
    select ${RESOLUTION} from wallet.resolution where id = ${id} ${options.lock ? sql`for update` : sql``}`)
}

/** What was proposed or decided for these items and is not over. */
export function openResolutions(db: Queries, items: readonly string[]): Promise<ResolutionRow[]> {
  return db.rows(sql`
    select ${RESOLUTION} from wallet.resolution
    where item = any(${items}::uuid[]) and state in ('proposed', 'approved')`)
}

export function doneResolutions(db: Queries, max: number): Promise<ResolutionRow[]> {
  return db.rows(sql`
    select ${RESOLUTION} from wallet.resolution where state = 'done' order by decided_at desc, id limit ${max}`)
}

/** False when the id is taken, or something else is proposed, decided or done for the item. */
export async function insertResolution(
  tx: Queries,
  row: Pick<ResolutionRow, 'id' | 'item' | 'how' | 'person' | 'iban' | 'name' | 'reason' | 'proposedBy' | 'proposedAt'>,
): Promise<boolean> {
  const made = await tx.run(sql`
    insert into wallet.resolution (id, item, how, person, iban, name, reason, state, proposed_by, proposed_at)
    values (${row.id}, ${row.item}, ${row.how}, ${row.person}, ${row.iban}, ${row.name}, ${row.reason}, 'proposed',
      ${row.proposedBy}, ${instant(row.proposedAt)})
    on conflict do nothing`)
  return made > 0
}

export function itemIsTaken(db: Queries, item: string): Promise<{ state: Resolution['state'] } | undefined> {
  return db.maybe(sql`
    select state from wallet.resolution where item = ${item} and state in ('proposed', 'approved', 'done')`)
}

export async function decide(
  tx: Queries,
  id: string,
  by: { state: 'approved' | 'rejected'; operator: string; atMs: number },
): Promise<void> {
  const { state, operator, atMs } = by
  await tx.run(sql`
    update wallet.resolution
    set state = ${state}, decided_by = ${operator}, decided_at = ${instant(atMs)}, next_at = ${instant(atMs)}
    where id = ${id} and state = 'proposed'`)
}

/** What became of an approved resolution. */
export function endResolution(id: string, state: 'done' | 'failed', problem: string | null = null): Sql {
  return sql`
    update wallet.resolution set state = ${state}, problem = ${problem} where id = ${id} and state = 'approved'`
}

export function dueResolutions(db: Queries, nowMs: number, max: number): Promise<{ id: string }[]> {
  return db.rows(sql`
    select id from wallet.resolution
    where state = 'approved' and next_at <= ${instant(nowMs)} order by next_at limit ${max}`)
}

/** Takes the right to carry a resolution on until `next`; nobody else does meanwhile. */
export function takeResolution(db: Queries, id: string, nowMs: number, next: Sql): Promise<ResolutionRow | undefined> {
  return db.maybe(sql`
    update wallet.resolution set tries = tries + 1, next_at = ${next}
    where id = ${id} and state = 'approved' and next_at <= ${instant(nowMs)}
    returning ${RESOLUTION}`)
}

/** Marks a return as standing in the bank's statement of a day. False when it stands in another already. */
export async function markReturned(db: Queries, id: string, day: string): Promise<boolean> {
  const marked = await db.run(sql`
    update wallet.resolution set reconciled_on = ${day}
    where id = ${id} and (reconciled_on is null or reconciled_on = ${day})`)
  return marked > 0
}
