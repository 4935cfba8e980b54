import { instant, sql, uuidArray, type Queries } from '@plaza/db'
import type { RequestState, Source } from './rules.ts'

export interface ContactRow {
  readonly owner: string
  readonly other: string
  readonly friend: boolean
  readonly remark: string
  readonly tags: readonly string[]
  readonly starred: boolean
  readonly blocked: boolean
  readonly since: number
}

export interface RequestRow {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly note: string
  readonly source: Source
  readonly remark: string
  readonly state: RequestState
  readonly at: number
  readonly expiresAt: number
}

const contactColumns = sql`owner, other, friend, remark, tags, starred, blocked, since`
const requestColumns = sql`
  id, from_person as "from", to_person as "to", note, source, remark, state, created_at as at, expires_at as "expiresAt"`

// Reading

export function contactsOf(db: Queries, owner: string): Promise<ContactRow[]> {
  return db.rows(sql`select ${contactColumns} from contacts.contact where owner = ${owner} order by since desc, other`)
}

export function contact(db: Queries, owner: string, other: string): Promise<ContactRow | undefined> {
  return db.maybe(sql`select ${contactColumns} from contacts.contact where owner = ${owner} and other = ${other}`)
}

/** What each of two keeps of the other: two rows at most. */
export function bothContacts(db: Queries, a: string, b: string): Promise<ContactRow[]> {
  return db.rows(sql`
    select ${contactColumns}
    from contacts.contact
    where (owner, other) in ((${a}::uuid, ${b}::uuid), (${b}::uuid, ${a}::uuid))`)
}

/** Which of these pairs (by their place) are friends of whom neither blocked the other. */
export async function openAmong(
  db: Queries,
  pairs: readonly { readonly a: string; readonly b: string }[],
): Promise<number[]> {
  const rows = await db.rows<{ place: number }>(sql`
    select (ask.place - 1)::integer as place
    from unnest(${uuidArray(pairs.map(pair => pair.a))}::uuid[], ${uuidArray(pairs.map(pair => pair.b))}::uuid[])
      with ordinality as ask(a, b, place)
    join contacts.contact as mine on mine.owner = ask.a and mine.other = ask.b
    join contacts.contact as theirs on theirs.owner = ask.b and theirs.other = ask.a
    where mine.friend and theirs.friend and not mine.blocked and not theirs.blocked`)
  return rows.map(row => row.place)
}

export async function friendsAmong(db: Queries, owner: string, others: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ other: string }>(sql`
    select other
    from contacts.contact
    where owner = ${owner} and other = any(${others}::uuid[]) and friend`)
  return rows.map(row => row.other)
}

/** Those between whom and this person there is a block, whoever made it. */
export async function apartAmong(db: Queries, person: string, others: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ other: string }>(sql`
    select other from contacts.contact where owner = ${person} and other = any(${others}::uuid[]) and blocked
    union
    select owner from contacts.contact where owner = any(${others}::uuid[]) and other = ${person} and blocked`)
  return rows.map(row => row.other)
}

/** Friends in order of id, a part after `after`. */
export async function friendsAfter(
  db: Queries,
  owner: string,
  after: string | undefined,
  max: number,
): Promise<string[]> {
  const rows = await db.rows<{ other: string }>(sql`
    select other
    from contacts.contact
    where owner = ${owner} and friend and (${after ?? null}::uuid is null or other > ${after ?? null}::uuid)
    order by other
    limit ${max}`)
  return rows.map(row => row.other)
}

export async function countFriends(db: Queries, owner: string): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::integer as count
    from contacts.contact
    where owner = ${owner} and friend`)
  return count
}

export function requestById(db: Queries, id: string): Promise<RequestRow | undefined> {
  return db.maybe(sql`select ${requestColumns} from contacts.request where id = ${id}`)
}

/** Requests of a person in both directions, newest first. */
export function requestsOf(db: Queries, person: string, since: number, max: number): Promise<RequestRow[]> {
  return db.rows(sql`
    select ${requestColumns}
    from contacts.request
    where (from_person = ${person} or to_person = ${person}) and created_at > ${instant(since)}
    order by created_at desc, id desc
    limit ${max}`)
}

/** Open requests between two people: one in each direction at most. */
export function openBetween(db: Queries, a: string, b: string, now: number): Promise<RequestRow[]> {
  return db.rows(sql`
    select ${requestColumns}
    from contacts.request
    where (from_person, to_person) in ((${a}::uuid, ${b}::uuid), (${b}::uuid, ${a}::uuid))
      and state = 'open' and expires_at > ${instant(now)}`)
}

export async function countOpen(db: Queries, from: string, now: number): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::integer as count
    from contacts.request
    where from_person = ${from} and state = 'open' and expires_at > ${instant(now)}`)
  return count
}

/** Whose QR code this is, or whose link that still invites. */
export async function personBySecret(db: Queries, secret: string, now: number): Promise<string | undefined> {
  const row = await db.maybe<{ person: string }>(sql`
    select person from contacts.qr where secret = ${secret}
    union all
    select person from contacts.link where secret = ${secret} and expires_at > ${instant(now)}
    limit 1`)
  return row?.person
}

// Writing

/**
 * Makes everything that concerns two people happen one after the other: their rows may not exist yet, so there is nothing
 * else to lock. Held until the transaction ends; nobody holds two pairs.
 */
export async function lockPair(tx: Queries, a: string, b: string): Promise<void> {
  const pair = [a, b].toSorted().join(' ')
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${pair}, 0))`)
}

export interface Friendship {
  readonly a: string
  readonly b: string
  readonly since: number
  /** What a calls b, and b calls a. */
  readonly remarkA?: string
  readonly remarkB?: string
}

/** Writes both sides of each friendship, in order of person. A remark that is there stays unless a new one is given. */
export async function writeFriendships(tx: Queries, pairs: readonly Friendship[]): Promise<void> {
  await tx.run(sql`
    insert into contacts.contact (owner, other, friend, remark, since)
    select owner, other, true, remark, to_timestamp(since / 1000.0)
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as pair (
      a uuid, b uuid, since bigint, "remarkA" text, "remarkB" text
    )
    cross join lateral (
      values (a, b, coalesce("remarkA", '')), (b, a, coalesce("remarkB", ''))
    ) as side (owner, other, remark)
    order by owner, other
    on conflict (owner, other) do update
    set friend = true,
      blocked = false,
      since = case when contact.friend then contact.since else excluded.since end,
      remark = case when excluded.remark = '' then contact.remark else excluded.remark end`)
}

/** Ends the friendship on both sides: a row that is also a block stays one, the others go. Returns how many sides there were. */
export async function endFriendship(tx: Queries, a: string, b: string): Promise<number> {
  const sides = sql`(owner, other) in ((${a}::uuid, ${b}::uuid), (${b}::uuid, ${a}::uuid)) and friend`
  const blocks = await tx.run(sql`update contacts.contact set friend = false where ${sides} and blocked`)
  return blocks + (await tx.run(sql`delete from contacts.contact where ${sides}`))
}

export async function putContact(tx: Queries, row: ContactRow): Promise<void> {
  await tx.run(sql`
    insert into contacts.contact (owner, other, friend, remark, tags, starred, blocked, since)
    values (
      ${row.owner}, ${row.other}, ${row.friend}, ${row.remark}, ${row.tags}::text[], ${row.starred}, ${row.blocked},
      ${instant(row.since)}
    )
    on conflict (owner, other) do update
    set remark = excluded.remark, tags = excluded.tags, starred = excluded.starred, blocked = excluded.blocked`)
}

export async function dropContact(tx: Queries, owner: string, other: string): Promise<void> {
  await tx.run(sql`delete from contacts.contact where owner = ${owner} and other = ${other}`)
}

export async function insertRequest(tx: Queries, row: RequestRow): Promise<void> {
  await tx.run(sql`
    insert into contacts.request
      (id, from_person, to_person, note, source, remark, state, created_at, expires_at)
    values (
      ${row.id}, ${row.from}, ${row.to}, ${row.note}, ${row.source}, ${row.remark}, ${row.state}, ${instant(row.at)},
      ${instant(row.expiresAt)}
    )`)
}

export async function setState(tx: Queries, ids: readonly string[], state: RequestState): Promise<void> {
  await tx.run(sql`update contacts.request set state = ${state} where id = any(${ids}::uuid[]) and state = 'open'`)
}

/** Marks open requests between two people that ran out of time, which makes room for a new one. */
export async function expireBetween(tx: Queries, a: string, b: string, now: number): Promise<void> {
  await tx.run(sql`
    update contacts.request
    set state = 'expired'
    where (from_person, to_person) in ((${a}::uuid, ${b}::uuid), (${b}::uuid, ${a}::uuid))
      and state = 'open' and expires_at <= ${instant(now)}`)
}

/** Marks requests that ran out of time and returns them. */
export function expireSome(tx: Queries, now: number, max: number): Promise<RequestRow[]> {
  return tx.rows(sql`
    update contacts.request
    set state = 'expired'
    where id in (
      select id
      from contacts.request
      where state = 'open' and expires_at <= ${instant(now)}
      order by expires_at
      limit ${max}
      for update skip locked
    )
    returning ${requestColumns}`)
}

export async function forgetRequests(db: Queries, before: number): Promise<void> {
  await db.run(sql`delete from contacts.request where state <> 'open' and created_at < ${instant(before)}`)
}

/** Forgets the friendships of a person with these, on both sides. */
export async function forgetFriends(tx: Queries, person: string, friends: readonly string[]): Promise<void> {
  await tx.run(sql`
    delete from contacts.contact
    where (owner = ${person} and other = any(${friends}::uuid[])) or (other = ${person} and owner = any(${friends}::uuid[]))`)
}

/** Forgets everything between a person and others, on both sides. */
export async function forgetPerson(tx: Queries, person: string): Promise<void> {
  await tx.run(sql`delete from contacts.contact where owner = ${person} or other = ${person}`)
  await tx.run(sql`delete from contacts.request where from_person = ${person} or to_person = ${person}`)
  await tx.run(sql`delete from contacts.qr where person = ${person}`)
  await tx.run(sql`delete from contacts.link where person = ${person}`)
  await tx.run(sql`delete from contacts.nearby where person = ${person}`)
}

/** The person's secret: the one that is there, or this one. */
export async function keepSecret(db: Queries, person: string, secret: string): Promise<string> {
  const row = await db.one<{ secret: string }>(sql`
    insert into contacts.qr as kept (person, secret)
    values (${person}, ${secret})
    on conflict (person) do update set secret = kept.secret
    returning kept.secret`)
  return row.secret
}

export async function replaceSecret(db: Queries, person: string, secret: string): Promise<void> {
  await db.run(sql`
    insert into contacts.qr (person, secret)
    values (${person}, ${secret})
    on conflict (person) do update set secret = excluded.secret`)
}
