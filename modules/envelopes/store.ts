import { instant, sql, type Queries, type Sql } from '@plaza/db'
import type { Kind } from './rules.ts'

/** What never changes about an envelope. */
export interface EnvelopeFacts {
  readonly id: string
  readonly sender: string
  readonly conv: string
  readonly kind: Kind
  readonly person: string | null
  readonly currency: string
  readonly total: bigint
  readonly count: number
  readonly wish: string
  readonly cover: string
  readonly account: string
  readonly seal: string | null
  readonly createdAt: number
  readonly expiresAt: number
}

export interface EnvelopeRow extends EnvelopeFacts {
  readonly seed: Buffer | null
  readonly taken: number
  readonly state: 'open' | 'empty' | 'returned'
  readonly returned: bigint | null
  readonly finishedAt: number | null
  readonly version: number
}

export interface TakeRow {
  readonly envelope: string
  readonly person: string
  readonly place: number
  readonly amount: bigint
  readonly at: number
}

const columns = sql`
  id, sender, conv, kind, person, currency, total, count, wish, cover, account, seal, seed, state, returned, version,
  coalesce(array_length(takers, 1), 0) as taken, created_at as "createdAt", expires_at as "expiresAt", finished_at as "finishedAt"`

export function envelopeOf(db: Queries, id: string): Promise<EnvelopeRow | undefined> {
  return db.maybe(sql`select ${columns} from envelopes.envelope where id = ${id}`)
}

/** The row of a new envelope, for the commit that fills it. */
export function insertEnvelope(
  row: EnvelopeFacts & { readonly shares: readonly bigint[]; readonly seed: Uint8Array | undefined },
): Sql {
  return sql`
    insert into envelopes.envelope
      (id, sender, conv, kind, person, currency, total, count, wish, cover, account, seal, seed, shares, created_at, expires_at)
    values (${row.id}, ${row.sender}, ${row.conv}, ${row.kind}, ${row.person}, ${row.currency}, ${row.total}, ${row.count},
      ${row.wish}, ${row.cover}, ${row.account}, ${row.seal}, ${row.seed ? Buffer.from(row.seed) : null},
      ${JSON.stringify(row.shares.map(String))}, ${instant(row.createdAt)}, ${instant(row.expiresAt)})`
}

const TAKE = sql`envelope, person, place, amount, at`

/** Who took what, in order. */
export function takesOf(db: Queries, envelope: string): Promise<TakeRow[]> {
  return takesOfAll(db, [envelope])
}

/** Who took what of each of some envelopes, in order. */
export async function takesOfAll(db: Queries, envelopes: readonly string[]): Promise<TakeRow[]> {
  if (envelopes.length === 0) return []
  return db.rows(sql`
    select ${TAKE} from envelopes.take where envelope = any(${envelopes}::uuid[]) order by envelope, place`)
}

/** What a person took of some envelopes. */
export function takesBy(db: Queries, envelopes: readonly string[], person: string): Promise<TakeRow[]> {
  return db.rows(sql`
    select ${TAKE} from envelopes.take where envelope = any(${envelopes}::uuid[]) and person = ${person}`)
}

/** Open envelopes whose time is over, but those that could not go back a moment ago. */
export function dueEnvelopes(db: Queries, now: number, limit: number): Promise<EnvelopeRow[]> {
  return db.rows(sql`
    select ${columns} from envelopes.envelope
    where state = 'open' and coalesce(return_at, expires_at) <= ${instant(now)}
    order by coalesce(return_at, expires_at)
    limit ${limit}`)
}

/** Lets an envelope that could not go back wait until it is tried again. */
export async function returnAgainAt(db: Queries, id: string, again: number): Promise<void> {
  await db.run(sql`
    update envelopes.envelope set return_at = ${instant(again)} where id = ${id} and state = 'open'`)
}

/** What happens to an envelope in the commit that takes its rest back. */
export function markReturned(id: string, now: number): Sql {
  return sql`
    update envelopes.envelope
    set state = 'returned', version = 1, finished_at = ${instant(now)},
      returned = total - (select coalesce(sum(amount), 0) from envelopes.take where take.envelope = envelope.id)
    where id = ${id}`
}

/** Envelopes whose card does not show yet how they stand. */
export function untold(db: Queries, limit: number): Promise<{ id: string }[]> {
  return db.rows(sql`select id from envelopes.envelope where told < version order by id limit ${limit}`)
}

export async function markTold(db: Queries, id: string, version: number): Promise<void> {
  await db.run(sql`update envelopes.envelope set told = ${version} where id = ${id} and told < ${version}`)
}

export interface Span {
  readonly person: string
  readonly from: number
  readonly until: number
}

/** Envelopes that a person opened, newest first. */
export function gotBy(db: Queries, { person, from, until }: Span, limit: number): Promise<EnvelopeRow[]> {
  return db.rows(sql`
    select ${columns} from (
      select envelope, at from envelopes.take
      where take.person = ${person} and at >= ${instant(from)} and at < ${instant(until)}
      order by at desc
      limit ${limit}
    ) as mine
    join envelopes.envelope on envelope.id = mine.envelope
    order by mine.at desc`)
}

/** Envelopes that a person sent, newest first. */
export function sentBy(db: Queries, { person, from, until }: Span, limit: number): Promise<EnvelopeRow[]> {
  return db.rows(sql`
    select ${columns} from envelopes.envelope
    where sender = ${person} and created_at >= ${instant(from)} and created_at < ${instant(until)}
    order by created_at desc
    limit ${limit}`)
}

export interface SumRow {
  readonly currency: string
  readonly amount: bigint
  readonly count: number
  /** How often this person was the luckiest. */
  readonly luckiest: number
}

export function sumsOfGot(db: Queries, { person, from, until }: Span): Promise<SumRow[]> {
  return db.rows(sql`
    select currency, sum(take.amount)::bigint as amount, count(*)::integer as count,
      (count(*) filter (where kind = 'lucky' and count > 1 and state = 'empty' and not exists (
        select from envelopes.take as other
        where other.envelope = take.envelope and (other.amount, -other.place) > (take.amount, -take.place)
      )))::integer as luckiest
    from envelopes.take
    join envelopes.envelope on envelope.id = take.envelope
    where take.person = ${person} and at >= ${instant(from)} and at < ${instant(until)}
    group by currency
    order by currency`)
}

export function sumsOfSent(db: Queries, { person, from, until }: Span): Promise<SumRow[]> {
  return db.rows(sql`
    select currency, sum(total - coalesce(returned, 0))::bigint as amount, count(*)::integer as count, 0 as luckiest
    from envelopes.envelope
    where sender = ${person} and created_at >= ${instant(from)} and created_at < ${instant(until)}
    group by currency
    order by currency`)
}
