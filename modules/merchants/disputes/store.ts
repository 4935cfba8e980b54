import type { Dispute } from '@plaza/contract'
import { instant, sql, type Queries, type Sql } from '@plaza/db'

export type Side = Dispute['messages'][number]['by']

export interface DisputeRow {
  readonly id: string
  readonly trade: string
  readonly mchid: string
  readonly payer: string
  readonly reason: Dispute['reason']
  readonly amount: bigint
  readonly held: bigint
  readonly state: Dispute['state']
  readonly how: 'refund' | 'release' | null
  readonly refund: bigint | null
  readonly why: string | null
  readonly proposedBy: string | null
  readonly createdAt: number
  readonly endedAt: number | null
}

export interface MessageRow {
  readonly id: string
  readonly dispute: string
  readonly side: Side
  readonly person: string
  readonly text: string
  readonly at: number
}

const DISPUTE = sql`id, trade, mchid, payer, reason, amount, held, state, how, refund, why, proposed_by as "proposedBy",
  created_at as "createdAt", ended_at as "endedAt"`
const WAITS = sql`state in ('open', 'proposed')`

export function disputeOf(db: Queries, id: string): Promise<DisputeRow | undefined> {
  return db.maybe(sql`select ${DISPUTE} from merchants.dispute where id = ${id}`)
}

/** The dispute about an order that is not over. */
export function disputeAbout(db: Queries, trade: string): Promise<DisputeRow | undefined> {
  return db.maybe(sql`select ${DISPUTE} from merchants.dispute where trade = ${trade} and ${WAITS}`)
}

export function disputesBy(db: Queries, payer: string, max: number): Promise<DisputeRow[]> {
  return db.rows(sql`
    select ${DISPUTE} from merchants.dispute where payer = ${payer} order by created_at desc, id limit ${max}`)
}

export function disputesAt(db: Queries, mchid: string, max: number): Promise<DisputeRow[]> {
  return db.rows(sql`
    select ${DISPUTE} from merchants.dispute where mchid = ${mchid} order by created_at desc, id limit ${max}`)
}

export function waitingDisputes(db: Queries, max: number): Promise<DisputeRow[]> {
  return db.rows(sql`select ${DISPUTE} from merchants.dispute where ${WAITS} order by created_at, id limit ${max}`)
}

export type FreshDispute = Pick<
  DisputeRow,
  'id' | 'trade' | 'mchid' | 'payer' | 'reason' | 'amount' | 'held' | 'createdAt'
>

/** Writes a dispute; fails where one about the order is not over. */
export function insertDispute(row: FreshDispute): Sql {
  return sql`
    insert into merchants.dispute (id, trade, mchid, payer, reason, amount, held, created_at)
    values (${row.id}, ${row.trade}, ${row.mchid}, ${row.payer}, ${row.reason}, ${row.amount}, ${row.held},
      ${instant(row.createdAt)})`
}

export interface End {
  readonly state: 'refunded' | 'released' | 'withdrawn'
  readonly refund: bigint
  /** The operator who decides it, if one does. */
  readonly by: string | null
  readonly why: string | null
  readonly atMs: number
}

/** How a dispute ends, once: where it is over already the statement fails, and with it the commit that it is part of. */
export function endDispute(id: string, end: End): Sql {
  const { state, refund, by, why, atMs } = end
  return sql`
    with ended as (
      update merchants.dispute
      set state = ${state}, how = ${state === 'refunded' ? 'refund' : 'release'}, refund = ${refund},
        decided_by = ${by}::uuid, why = coalesce(${why}::text, why), ended_at = ${instant(atMs)}
      where id = ${id} and ${WAITS}
      returning id
    )
    select 1 / (select count(*) from ended)`
}

/** What an operator wants; false where the dispute does not wait for one. */
export async function proposeEnd(
  db: Queries,
  id: string,
  want: { readonly how: 'refund' | 'release'; readonly refund: bigint; readonly by: string; readonly why: string },
): Promise<boolean> {
  const changed = await db.run(sql`
    update merchants.dispute
    set state = 'proposed', how = ${want.how}, refund = ${want.refund}, proposed_by = ${want.by}, why = ${want.why}
    where id = ${id} and state = 'open'`)
  return changed > 0
}

export async function reopen(db: Queries, id: string): Promise<boolean> {
  const changed = await db.run(sql`
    update merchants.dispute set state = 'open', how = null, refund = null, proposed_by = null, why = null
    where id = ${id} and state = 'proposed'`)
  return changed > 0
}

// ---- messages ----

export function messagesOf(db: Queries, disputes: readonly string[], max: number): Promise<MessageRow[]> {
  return db.rows(sql`
    select message.id, dispute, side, person, text, at
    from unnest(${disputes}::uuid[]) as want(id)
    cross join lateral (
      select * from merchants.dispute_message where dispute = want.id order by at, id limit ${max}) as message
    order by at, message.id`)
}

/** Adds what somebody says, while there is room; answers what stands under its id then: nothing where there was none. */
export async function putMessage(db: Queries, row: MessageRow, max: number): Promise<MessageRow | undefined> {
  await db.run(sql`
    insert into merchants.dispute_message (id, dispute, side, person, text, at)
    select ${row.id}, ${row.dispute}, ${row.side}, ${row.person}, ${row.text}, ${instant(row.at)}
    where (select count(*) from merchants.dispute_message where dispute = ${row.dispute}) < ${max}
    on conflict do nothing`)
  return db.maybe(sql`select id, dispute, side, person, text, at from merchants.dispute_message where id = ${row.id}`)
}
