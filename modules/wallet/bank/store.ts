import type { BankLink, BankMove, SuspenseItem } from '@plaza/contract'
import { instant, sql, type Queries, type Sql } from '@plaza/db'

export interface LinkRow {
  readonly id: string
  readonly person: string
  readonly state: BankLink['state']
  readonly consent: string
  readonly url: string
  readonly token: string | null
  readonly iban: string | null
  readonly holder: string | null
  readonly currency: string | null
  readonly day: string | null
  readonly createdAt: number
}

export interface MoveRow {
  readonly id: string
  readonly person: string
  readonly direction: BankMove['direction']
  readonly link: string
  /** The account of the ledger, where it is not the person's wallet. */
  readonly account: string | null
  readonly amount: bigint
  readonly currency: string
  readonly state: BankMove['state']
  readonly reason: string | null
  readonly tries: number
  readonly reconciledOn: string | null
  readonly createdAt: number
  readonly changedAt: number
}

const LINK = sql`id, person, state, consent, url, token, iban, holder, currency, day, created_at as "createdAt"`
const MOVE = sql`id, person, direction, link, account, amount, currency, state, reason, tries, reconciled_on as "reconciledOn",
  created_at as "createdAt", changed_at as "changedAt"`
const OPEN = sql`state in ('asked', 'unknown', 'accepted')`

export function linkOf(db: Queries, id: string): Promise<LinkRow | undefined> {
  return db.maybe(sql`select ${LINK} from wallet.bank_link where id = ${id}`)
}

export function linksOf(db: Queries, person: string): Promise<LinkRow[]> {
  return db.rows(sql`
    select ${LINK} from wallet.bank_link where person = ${person} and state <> 'ended' order by created_at`)
}

export async function insertLink(
  db: Queries,
  row: Pick<LinkRow, 'id' | 'person' | 'consent' | 'url' | 'createdAt'>,
): Promise<void> {
  await db.run(sql`
    insert into wallet.bank_link (id, person, state, consent, url, created_at)
    values (${row.id}, ${row.person}, 'started', ${row.consent}, ${row.url}, ${instant(row.createdAt)})
    on conflict do nothing`)
}

export async function writeConsent(
  db: Queries,
  id: string,
  consent: { token: string; iban: string; holder: string; currency: string; day: string },
): Promise<void> {
  await db.run(sql`
    update wallet.bank_link
    set state = 'linked', token = ${consent.token}, iban = ${consent.iban}, holder = ${consent.holder},
      currency = ${consent.currency}, day = ${consent.day}
    where id = ${id} and state = 'started'`)
}

/** The token is forgotten with the consent; account and holder stay for the movements that were made. */
export async function endLink(db: Queries, id: string): Promise<void> {
  await db.run(sql`update wallet.bank_link set state = 'ended', token = null where id = ${id}`)
}

export function moveOf(db: Queries, id: string): Promise<MoveRow | undefined> {
  return db.maybe(sql`select ${MOVE} from wallet.bank_move where id = ${id}`)
}

export function movesOf(db: Queries, person: string, max: number): Promise<MoveRow[]> {
  return db.rows(sql`
    select ${MOVE} from wallet.bank_move where person = ${person} and account is null order by created_at desc, id desc limit ${max}`)
}

export function insertMove(
  row: Pick<MoveRow, 'id' | 'person' | 'direction' | 'link' | 'account' | 'amount' | 'currency' | 'createdAt'>,
): Sql {
  const at = instant(row.createdAt)
  return sql`
    insert into wallet.bank_move (id, person, direction, link, account, amount, currency, state, next_at, created_at, changed_at)
    values (${row.id}, ${row.person}, ${row.direction}, ${row.link}, ${row.account}, ${row.amount}, ${row.currency}, 'asked', ${at},
      ${at}, ${at})`
}

/** How some movements stand, by their ids. */
export function moveStates(db: Queries, ids: readonly string[]): Promise<Pick<MoveRow, 'id' | 'state' | 'reason'>[]> {
  return db.rows(sql`select id, state, reason from wallet.bank_move where id = any(${ids}::uuid[])`)
}

export function dueMoves(db: Queries, nowMs: number, max: number): Promise<{ id: string }[]> {
  return db.rows(sql`
    select id from wallet.bank_move where ${OPEN} and next_at <= ${instant(nowMs)} order by next_at limit ${max}`)
}

/** Takes the right to ask about a movement until `next`; nobody else asks meanwhile. */
export function takeMove(db: Queries, id: string, nowMs: number, next: Sql): Promise<MoveRow | undefined> {
  return db.maybe(sql`
    update wallet.bank_move set tries = tries + 1, next_at = ${next}
    where id = ${id} and ${OPEN} and next_at <= ${instant(nowMs)}
    returning ${MOVE}`)
}

/** How a movement stands now, while it is not final; a final one stays. */
export function moveTo(id: string, state: MoveRow['state'], reason: string | null, atMs: number): Sql {
  return sql`
    update wallet.bank_move set state = ${state}, reason = ${reason}, changed_at = ${instant(atMs)}
    where id = ${id} and ${OPEN}`
}

export function unknownMoves(db: Queries, max: number): Promise<MoveRow[]> {
  return db.rows(sql`
    select ${MOVE} from wallet.bank_move where state = 'unknown' order by created_at limit ${max}`)
}

/** Settled before a moment, and in no statement. */
export function unreconciled(db: Queries, beforeMs: number, max: number): Promise<MoveRow[]> {
  return db.rows(sql`
    select ${MOVE} from wallet.bank_move
    where state = 'settled' and reconciled_on is null and changed_at < ${instant(beforeMs)}
    order by changed_at limit ${max}`)
}

/** True for the first statement that has it. */
export async function markReconciled(db: Queries, id: string, day: string): Promise<boolean> {
  const marked = await db.run(sql`
    update wallet.bank_move set reconciled_on = ${day} where id = ${id} and (reconciled_on is null or reconciled_on = ${day})`)
  return marked > 0
}

export type SuspenseRow = Omit<SuspenseItem, 'amount' | 'ageDays' | 'resolution'> & { readonly amount: bigint }

export function insertSuspense(row: SuspenseRow): Sql {
  return sql`
    insert into wallet.suspense (id, day, direction, amount, currency, ref, why, found_at)
    values (${row.id}, ${row.day}, ${row.direction}, ${row.amount}, ${row.currency}, ${row.ref}, ${row.why},
      ${instant(row.foundAt)})
    on conflict do nothing`
}

export const SUSPENSE_ITEM = sql`id, day, direction, amount, currency, ref, why, found_at as "foundAt"`

/** What is still unexplained: a payment that came into a later statement is explained, and so is what people ended. */
export function suspenseRows(db: Queries, max: number): Promise<SuspenseRow[]> {
  return db.rows(sql`
    select ${SUSPENSE_ITEM} from wallet.suspense
    where not exists (select from wallet.resolution where resolution.item = suspense.id and state = 'done')
      and (why <> 'not_at_bank' or exists (
        select from wallet.bank_move where bank_move.id::text = suspense.ref and reconciled_on is null))
    order by found_at, id limit ${max}`)
}

export function suspenseOf(db: Queries, ids: readonly string[]): Promise<SuspenseRow[]> {
  return db.rows(sql`select ${SUSPENSE_ITEM} from wallet.suspense where id = any(${ids}::uuid[])`)
}

/** People ended it: should the bank book it after all, that booking is one too many. */
export const CLOSED_BY_PEOPLE = 'closed'
export function closeMove(id: string): Sql {
  return sql`
    update wallet.bank_move set reconciled_on = ${CLOSED_BY_PEOPLE} where id = ${id}::uuid and reconciled_on is null`
}

export async function lastReconciled(db: Queries): Promise<string | undefined> {
  const { day } = await db.one<{ day: string | null }>(sql`select max(day) as day from wallet.reconciled`)
  return day ?? undefined
}

export async function markDay(db: Queries, day: string, entries: number, atMs: number): Promise<void> {
  await db.run(sql`
    insert into wallet.reconciled (day, entries, at) values (${day}, ${entries}, ${instant(atMs)})
    on conflict (day) do update set entries = excluded.entries, at = excluded.at`)
}
