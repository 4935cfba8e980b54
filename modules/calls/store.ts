import type { CallEnd, CallKind, CallShown } from '@plaza/contract'
import { instant, sql, type Queries, type Sql } from '@plaza/db'
import { Refusal } from '@plaza/kernel'

export interface CallRow {
  readonly id: string
  readonly conv: string
  readonly kind: CallKind
  readonly by: string
  readonly state: CallShown['state']
  readonly why: CallEnd | null
  readonly at: number
  readonly answered_at: number | null
  readonly ended_at: number | null
  readonly version: number
  readonly q: number | null
  readonly shown: number
  readonly forwarder: string | null
}

export interface AskedRow {
  readonly person: string
  readonly answer: 'joined' | 'declined' | 'busy' | 'missed' | null
}

export interface PartyRow {
  readonly peer: string
  readonly person: string
  readonly joined_at: number
}

const COLUMNS = sql`id, conv, kind, by, state, why, at, answered_at, ended_at, version, q, shown, forwarder`
// ---- reading ----

export const callOf = (db: Queries, id: string): Promise<CallRow | undefined> =>
  db.maybe(sql`select ${COLUMNS} from calls.call where id = ${id}`)

/** Under a lock: nothing else happens in this call until the commit. */
export const lockCall = (tx: Queries, id: string): Promise<CallRow | undefined> =>
  tx.maybe(sql`select ${COLUMNS} from calls.call where id = ${id} for update`)

export const openIn = (db: Queries, conv: string): Promise<CallRow | undefined> =>
  db.maybe(sql`select ${COLUMNS} from calls.call where conv = ${conv} and state <> 'ended'`)

/** Open calls that ring for somebody, or that a device of theirs is in. */
export const openFor = (db: Queries, person: string): Promise<CallRow[]> =>
  db.rows(sql`
    select ${COLUMNS} from calls.call
    where state <> 'ended' and id in (
      select call from calls.asked where person = ${person} and answer is null
      union all
      select call from calls.party where person = ${person} and left_at is null)
    order by at`)

export const askedIn = (db: Queries, call: string): Promise<AskedRow[]> =>
  db.rows(sql`select person, answer from calls.asked where call = ${call} order by person`)

export const partiesIn = (db: Queries, call: string): Promise<PartyRow[]> =>
  db.rows(sql`
    select peer, person, joined_at from calls.party where call = ${call} and left_at is null order by joined_at, peer`)

/** Whether a call concerns somebody: it is theirs, rings or rang for them, or a device of theirs is or was in it. */
export async function concerns(db: Queries, call: string, person: string): Promise<boolean> {
  const row = await db.maybe(sql`
    select 1 as there from calls.call where id = ${call} and (by = ${person}
      or exists (select from calls.asked where call = ${call} and person = ${person})
      or exists (select from calls.party where call = ${call} and person = ${person}))`)
  return row !== undefined
}

/** Which of these people are in some call now. */
export async function busyAmong(db: Queries, people: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ person: string }>(sql`
    select distinct person from calls.party where person = any(${people}::uuid[]) and left_at is null`)
  return new Set(rows.map(row => row.person))
}

/** The person behind `to`, when both ends are in this call now and `from` is `by`'s. */
export async function reachable(
  db: Queries,
  { call, from, to, by }: { call: string; from: string; to: string; by: string },
): Promise<string | undefined> {
  const row = await db.maybe<{ person: string }>(sql`
    select other.person from calls.party mine join calls.party other on other.call = mine.call
    where mine.peer = ${from} and mine.person = ${by} and mine.call = ${call} and mine.left_at is null
      and other.peer = ${to} and other.left_at is null`)
  return row?.person
}

/** Whether a device of this person is in this call now. */
export async function isIn(db: Queries, call: string, peer: string, person: string): Promise<boolean> {
  const row = await db.maybe(sql`
    select 1 as there from calls.party where peer = ${peer} and call = ${call} and person = ${person} and left_at is null`)
  return row !== undefined
}

/** One of the forwarding processes that are there: the one with the fewest calls. */
export async function someForwarder(db: Queries, seenAfter: number): Promise<string | undefined> {
  const row = await db.maybe<{ id: string }>(sql`
    select id from calls.forwarder where seen_at > ${instant(seenAfter)}
    order by (select count(*) from calls.call where call.forwarder = forwarder.id and state <> 'ended'), id limit 1`)
  return row?.id
}

/** Other calls that a device of this person is in. */
export const othersOf = (tx: Queries, person: string, call: string): Promise<{ call: string }[]> =>
  tx.rows(sql`select distinct call from calls.party where person = ${person} and left_at is null and call <> ${call}`)

/** Calls in which somebody has rung, or been silent, for too long. */
export const dueCalls = (
  db: Queries,
  before: { rung: number; heard: number },
  max: number,
): Promise<{ id: string }[]> =>
  db.rows(sql`
    select id from calls.call
    where state <> 'ended' and (
      exists (select from calls.asked where call = id and answer is null and asked.at <= ${instant(before.rung)})
      or exists (select from calls.party where call = id and left_at is null and seen_at <= ${instant(before.heard)})
      or not exists (select from calls.party where call = id and left_at is null))
    order by at limit ${max}`)

// ---- writing ----

/** Returns false when the conversation has an open call, or this id is known. */
export async function addCall(
  tx: Queries,
  { id, conv, kind, by, at, forwarder }: Pick<CallRow, 'id' | 'conv' | 'kind' | 'by' | 'at' | 'forwarder'>,
): Promise<boolean> {
  return (
    (await tx.run(sql`
    insert into calls.call (id, conv, kind, by, state, at, forwarder)
    values (${id}, ${conv}, ${kind}, ${by}, 'ringing', ${instant(at)}, ${forwarder}) on conflict do nothing`)) > 0
  )
}

export async function ask(
  tx: Queries,
  call: string,
  people: readonly Pick<AskedRow, 'person' | 'answer'>[],
  at: number,
): Promise<void> {
  await tx.run(sql`
    insert into calls.asked (call, person, at, answer)
    select ${call}, person, ${instant(at)}, answer
    from unnest(${people.map(one => one.person)}::uuid[], ${people.map(one => one.answer)}::text[]) as one (person, answer)
    on conflict do nothing`)
}

/** Asks people who may have been asked before: what they answered then no longer counts. */
export async function askAnew(
  tx: Queries,
  call: string,
  people: readonly Pick<AskedRow, 'person' | 'answer'>[],
  at: number,
): Promise<void> {
  const names = people.map(one => one.person)
  await tx.run(sql`delete from calls.asked where call = ${call} and person = any(${names}::uuid[])`)
  await ask(tx, call, people, at)
}

/** Keeps a wish to ring more people; false when it is known. Refuses `exists_different` where it was another one's. */
export async function keepAdded(
  tx: Queries,
  { add, call, peer, at }: { add: string; call: string; peer: string; at: number },
): Promise<boolean> {
  const kept = await tx.run(sql`
    insert into calls.added (id, call, peer, at) values (${add}, ${call}, ${peer}, ${instant(at)}) on conflict do nothing`)
  if (kept > 0) return true
  const same = await tx.maybe(
    sql`select 1 as there from calls.added where id = ${add} and call = ${call} and peer = ${peer}`,
  )
  if (!same) throw new Refusal('exists_different')
  return false
}

export async function answer(tx: Queries, call: string, person: string, word: AskedRow['answer']): Promise<void> {
  await tx.run(sql`update calls.asked set answer = ${word} where call = ${call} and person = ${person}`)
}

/** It no longer rings for this person, who has not answered. */
export async function missRing(tx: Queries, call: string, person: string): Promise<void> {
  await tx.run(sql`
    update calls.asked set answer = 'missed' where call = ${call} and person = ${person} and answer is null`)
}

/** What still rings after `before` was missed. */
export async function missRings(tx: Queries, call: string, before: number): Promise<void> {
  await tx.run(sql`
    update calls.asked set answer = 'missed' where call = ${call} and answer is null and at <= ${instant(before)}`)
}

/** One more device; the same peer again is the same. */
export async function addParty(
  tx: Queries,
  party: { peer: string; call: string; person: string; at: number },
): Promise<void> {
  const { peer, call, person, at } = party
  await tx.run(sql`
    insert into calls.party as party (peer, call, person, joined_at, seen_at)
    values (${peer}, ${call}, ${person}, ${instant(at)}, ${instant(at)})
    on conflict (peer) do update set left_at = null, seen_at = excluded.seen_at
    where party.call = excluded.call and party.person = excluded.person`)
}

/** Devices of a call: all, those that were silent, and of a person one, or all of them (but one). */
export type Which = 'all' | { heardBefore: number } | { person: string; peer?: string; but?: string }

/** Ends devices of a call. */
export async function endParties(tx: Queries, call: string, which: Which, at: number): Promise<void> {
  const those = (): Sql => {
    if (which === 'all') return sql`true`
    if ('heardBefore' in which) return sql`seen_at <= ${instant(which.heardBefore)}`
    const { person, peer, but } = which
    if (peer !== undefined) return sql`person = ${person} and peer = ${peer}`
    return but === undefined ? sql`person = ${person}` : sql`person = ${person} and peer <> ${but}`
  }
  await tx.run(sql`
    update calls.party set left_at = ${instant(at)} where call = ${call} and left_at is null and ${those()}`)
}

export async function heard(db: Queries, call: string, peer: string, person: string, at: number): Promise<void> {
  await db.run(sql`
    update calls.party set seen_at = ${instant(at)}
    where peer = ${peer} and call = ${call} and person = ${person} and left_at is null`)
}

/** Writes how the call stands now. */
export async function move(
  tx: Queries,
  id: string,
  to: { state: CallShown['state']; why: CallEnd | null; answered: boolean; ended: boolean },
  at: number,
): Promise<void> {
  await tx.run(sql`
    update calls.call set state = ${to.state}, why = coalesce(${to.why}, why), version = version + 1,
      answered_at = case when ${to.answered} then coalesce(answered_at, ${instant(at)}) else answered_at end,
      ended_at = case when ${to.ended} then coalesce(ended_at, ${instant(at)}) else ended_at end
    where id = ${id}`)
}

export async function cardStands(tx: Queries, id: string, q: number, version: number): Promise<void> {
  await tx.run(sql`update calls.call set q = ${q}, shown = greatest(shown, ${version}) where id = ${id}`)
}

/** A forwarding process is there. Those that were not heard of for long are forgotten. */
export async function forwarderThere(db: Queries, id: string, at: number, keptAfter: number): Promise<void> {
  await db.run(sql`
    insert into calls.forwarder (id, seen_at) values (${id}, ${instant(at)})
    on conflict (id) do update set seen_at = excluded.seen_at`)
  await db.run(sql`delete from calls.forwarder where seen_at < ${instant(keptAfter)}`)
}

export async function forwarderGone(db: Queries, id: string): Promise<void> {
  await db.run(sql`delete from calls.forwarder where id = ${id}`)
}

/**
 * The process that forwards this call: the one that did while it is there, else another. Two who ask at once get the same one.
 * Undefined where there is none, or the call is between devices.
 */
export async function forwarderOf(db: Queries, call: string, seenAfter: number): Promise<string | undefined> {
  const row = await db.maybe<{ forwarder: string }>(sql`
    update calls.call set forwarder = coalesce(
      (select id from calls.forwarder there where there.id = call.forwarder and seen_at > ${instant(seenAfter)}),
      (select id from calls.forwarder there where seen_at > ${instant(seenAfter)} order by id limit 1),
      call.forwarder)
    where id = ${call} and state <> 'ended' and forwarder is not null returning forwarder`)
  return row?.forwarder
}

/** Forgets whom somebody talked to; the calls themselves are of their conversations. */
export async function forget(db: Queries, person: string): Promise<void> {
  await db.run(sql`delete from calls.added where peer in (select peer from calls.party where person = ${person})`)
  await db.run(sql`delete from calls.asked where person = ${person}`)
  await db.run(sql`delete from calls.party where person = ${person}`)
}
