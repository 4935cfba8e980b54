import type { MoneyRequest } from '@plaza/contract'
import { instant, bigintArray, prepared, sql, uuidArray, type Queries, type Sql } from '@plaza/db'

export interface RequestRow {
  readonly id: string
  readonly asker: string
  readonly payer: string
  readonly amount: bigint
  readonly currency: string
  readonly note: string
  readonly state: MoneyRequest['state']
  readonly version: number
  readonly split: string | null
  readonly expiresAt: number
  readonly createdAt: number
  readonly changedAt: number
}

export interface SplitRow {
  readonly id: string
  readonly asker: string
  readonly conv: string
  readonly currency: string
  readonly note: string
  readonly total: bigint
  readonly own: bigint
  readonly closed: boolean
  readonly version: number
  readonly reminders: number
  readonly remindedAt: number
  readonly createdAt: number
  readonly changedAt: number
}

/** Something on a bill; without a name where none was given. */
export interface ItemRow {
  readonly name: string | null
  readonly amount: bigint
  readonly people: readonly string[]
}

const REQUEST = sql`id, asker, payer, amount, currency, note, state, version, split, expires_at as "expiresAt",
  created_at as "createdAt", changed_at as "changedAt"`
const SPLIT = sql`id, asker, conv, currency, note, total, own, closed, version, reminders, reminded_at as "remindedAt",
  created_at as "createdAt", changed_at as "changedAt"`

export function requestOf(db: Queries, id: string): Promise<RequestRow | undefined> {
  return db.maybe(sql`select ${REQUEST} from wallet.request where id = ${id}`)
}

export function sharesOf(db: Queries, split: string): Promise<RequestRow[]> {
  return db.rows(sql`select ${REQUEST} from wallet.request where split = ${split} order by payer`)
}

export function splitOf(db: Queries, id: string): Promise<SplitRow | undefined> {
  return db.maybe(sql`select ${SPLIT} from wallet.split where id = ${id}`)
}

export function itemsOf(db: Queries, split: string): Promise<ItemRow[]> {
  return db.rows(sql`select name, amount, people from wallet.split_item where split = ${split} order by n`)
}

export async function insertItems(tx: Queries, split: string, items: readonly ItemRow[]): Promise<void> {
  for (const [n, { name, amount, people }] of items.entries())
    await tx.run(sql`
      insert into wallet.split_item (split, n, name, amount, people)
      values (${split}, ${n}, ${name}, ${amount}, ${people}::uuid[])`)
}

/** The split under its lock: reminders and its end take it, so that each happens once. */
export function lockSplit(tx: Queries, id: string): Promise<SplitRow | undefined> {
  return tx.maybe(sql`select ${SPLIT} from wallet.split where id = ${id} for update`)
}

export async function countOpenRequests(db: Queries, asker: string): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::integer as count from wallet.request where asker = ${asker} and state = 'open' and split is null`)
  return count
}

export function dueRequests(db: Queries, nowMs: number, max: number): Promise<{ id: string }[]> {
  return db.rows(sql`
    select id from wallet.request where state = 'open' and expires_at <= ${instant(nowMs)} order by expires_at limit ${max}`)
}

/** Splits that nobody was reminded of yet, and that are open since so long. */
export function dueReminders(db: Queries, sinceMs: number, max: number): Promise<{ id: string }[]> {
  return db.rows(sql`
    select id from wallet.split
    where not closed and reminders = 0 and reminded_at <= ${instant(sinceMs)}
    order by reminded_at limit ${max}`)
}

export type NewRequest = Pick<RequestRow, 'id' | 'payer' | 'amount'>

/** One request, or all shares of a split; false when the first id was taken. */
export async function insertRequests(
  tx: Queries,
  requests: readonly NewRequest[],
  of: Pick<RequestRow, 'asker' | 'currency' | 'note' | 'split' | 'expiresAt' | 'createdAt'>,
): Promise<boolean> {
  const made = await tx.run(sql`
    insert into wallet.request (id, asker, payer, amount, currency, note, state, split, expires_at, created_at, changed_at)
    select id, ${of.asker}, payer, amount, ${of.currency}, ${of.note}, 'open', ${of.split}, ${instant(of.expiresAt)},
      ${instant(of.createdAt)}, ${instant(of.createdAt)}
    from unnest(${uuidArray(requests.map(one => one.id))}::uuid[], ${uuidArray(requests.map(one => one.payer))}::uuid[],
      ${bigintArray(requests.map(one => one.amount))}::bigint[]) as new(id, payer, amount)
    on conflict do nothing`)
  return made === requests.length
}

export async function insertSplit(
  tx: Queries,
  row: Pick<SplitRow, 'id' | 'asker' | 'conv' | 'currency' | 'note' | 'total' | 'own' | 'createdAt'>,
): Promise<boolean> {
  const at = instant(row.createdAt)
  const made = await tx.run(sql`
    insert into wallet.split (id, asker, conv, currency, note, total, own, reminded_at, created_at, changed_at)
    values (${row.id}, ${row.asker}, ${row.conv}, ${row.currency}, ${row.note}, ${row.total}, ${row.own}, ${at}, ${at}, ${at})
    on conflict do nothing`)
  return made > 0
}

/** What became of an open request, other than its payment. */
export function endRequest(id: string, state: RequestRow['state'], atMs: number): Sql {
  return sql`
    update wallet.request set state = ${state}, version = version + 1, changed_at = ${instant(atMs)}
    where id = ${id} and state = 'open'`
}

export function endShares(split: string, atMs: number): Sql {
  return sql`
    update wallet.request set state = 'cancelled', version = version + 1, changed_at = ${instant(atMs)}
    where split = ${split} and state = 'open'`
}

export async function writeSplit(
  tx: Queries,
  id: string,
  change: Pick<SplitRow, 'closed' | 'reminders' | 'remindedAt' | 'changedAt'>,
): Promise<void> {
  await tx.run(sql`
    update wallet.split
    set closed = ${change.closed}, reminders = ${change.reminders}, reminded_at = ${instant(change.remindedAt)},
      changed_at = ${instant(change.changedAt)}, version = version + 1
    where id = ${id}`)
}

// Statements of the rider: under the ledger's own locks, so that a request is paid by one transfer and no second.
export const lockRequests = prepared(
  'wallet_lock_requests',
  `select id, state, (extract(epoch from expires_at) * 1000)::float8 as "expiresAt" from wallet.request
  where id = any($1::uuid[]) order by id for update`,
)
export const payRequests = prepared(
  'wallet_pay_requests',
  `update wallet.request set state = 'paid', version = version + 1, changed_at = to_timestamp(paid.at / 1000)
  from unnest($1::uuid[], $2::float8[]) as paid(id, at)
  where request.id = paid.id`,
)
