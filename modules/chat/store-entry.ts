import { limits } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

/** Links that are told in one copy. */
const INVITES_TOLD_MAX = 10_000

// Who may come into a group: links, and people who wait until an admin lets them in.

export interface InviteRow {
  code: string
  conv: string
  made_by: string
  expires_at: number
}

export function findInvite(db: Queries, code: string, now: number): Promise<InviteRow | undefined> {
  return db.maybe(sql`
    select code, conv, made_by, expires_at
    from chat.invite
    where code = ${code} and expires_at > ${instant(now)}`)
}

/** The link of one member that stands the longest. */
export function inviteOf(db: Queries, conv: string, by: string, now: number): Promise<InviteRow | undefined> {
  return db.maybe(sql`
    select code, conv, made_by, expires_at
    from chat.invite
    where conv = ${conv} and made_by = ${by} and expires_at > ${instant(now)}
    order by expires_at desc
    limit 1`)
}

/** Links of a person to all groups, without their codes. */
export function invitesBy(db: Queries, person: string): Promise<{ id: string; until: number }[]> {
  return db.rows(sql`
    select conv as id, expires_at as until from chat.invite
    where made_by = ${person}
    order by expires_at
    limit ${INVITES_TOLD_MAX}`)
}

export interface WaitingRow {
  person: string
  invited_by: string | null
  reason: string
  at: number
}

/** Who waits for an answer, the longest first. */
export function waitingRows(db: Queries, conv: string): Promise<WaitingRow[]> {
  return db.rows(sql`
    select person, invited_by, reason, at
    from chat.waiting
    where conv = ${conv} and declined_at is null
    order by at, person
    limit ${limits.WAITING_PER_GROUP_MAX}`)
}

export async function countWaiting(db: Queries, conv: string): Promise<number> {
  return (
    await db.one<{ count: number }>(sql`
    select count(*)::integer as count from chat.waiting where conv = ${conv} and declined_at is null`)
  ).count
}

/** How many wait in each of these groups; those where nobody does are left out. */
export async function waitingIn(db: Queries, convs: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.rows<{ conv: string; count: number }>(sql`
    select conv, count(*)::integer as count from chat.waiting
    where conv = any(${convs}::uuid[]) and declined_at is null
    group by conv`)
  return new Map(rows.map(row => [row.conv, row.count]))
}

/** Where somebody waits to come in. */
export function waitingOf(db: Queries, person: string): Promise<{ conv: string; reason: string; at: number }[]> {
  return db.rows(sql`
    select conv, reason, at from chat.waiting where person = ${person} order by at limit ${limits.GROUPS_PER_PERSON_MAX}`)
}

/** How somebody stands who asked to come in, if they did lately. */
export function askedBy(
  db: Queries,
  conv: string,
  person: string,
  declinedAfter: number,
): Promise<{ declined_at: number | null } | undefined> {
  return db.maybe(sql`
    select declined_at
    from chat.waiting
    where conv = ${conv} and person = ${person}
      and (declined_at is null or declined_at > ${instant(declinedAfter)})`)
}

// ---- writing ----

/** Keeps a link, or gives the one that is there another end. */
export async function keepInvite(
  tx: Queries,
  { code, conv, by, expiresAt }: { code: string; conv: string; by: string; expiresAt: number },
): Promise<void> {
  await tx.run(sql`
    insert into chat.invite (code, conv, made_by, expires_at)
    values (${code}, ${conv}, ${by}, ${instant(expiresAt)})
    on conflict (code) do update set expires_at = excluded.expires_at`)
}

/** Ends the links to a group: those of one member, or all. */
export async function endInvites(tx: Queries, conv: string, by?: string): Promise<void> {
  await tx.run(sql`
    delete from chat.invite
    where conv = ${conv} and (${by ?? null}::uuid is null or made_by = ${by ?? null}::uuid)`)
}

/** Puts people on the list of those who wait. Returns those who were not on it. */
export async function addWaiting(
  tx: Queries,
  conv: string,
  people: readonly string[],
  more: { by: string | null; reason: string; at: number },
): Promise<string[]> {
  const rows = await tx.rows<{ person: string }>(sql`
    insert into chat.waiting (conv, person, invited_by, reason, at)
    select ${conv}, person, ${more.by}, ${more.reason}, ${instant(more.at)}
    from unnest(${people}::uuid[]) as new(person)
    on conflict (conv, person) do update
    set invited_by = excluded.invited_by, reason = excluded.reason, at = excluded.at, declined_at = null
    where waiting.declined_at is not null
    returning person`)
  return rows.map(row => row.person)
}

/** Returns whether somebody waited who now no longer does. */
export async function declineWaiting(tx: Queries, conv: string, person: string, at: number): Promise<boolean> {
  const touched = await tx.run(sql`
    update chat.waiting set declined_at = ${instant(at)}
    where conv = ${conv} and person = ${person} and declined_at is null`)
  return touched > 0
}

/** Returns how many of these people waited, or were declined. */
export function dropWaiting(tx: Queries, conv: string, people?: readonly string[]): Promise<number> {
  return tx.run(sql`
    delete from chat.waiting
    where conv = ${conv} and (${people ?? null}::uuid[] is null or person = any(${people ?? null}::uuid[]))`)
}

/** Whoever is no more waits nowhere. */
export async function forgetWaiting(db: Queries, person: string): Promise<void> {
  await db.run(sql`delete from chat.waiting where person = ${person}`)
}

/** Links that ended, and declines that are long ago. */
export async function dropOldEntries(db: Queries, now: number): Promise<void> {
  await db.run(sql`delete from chat.invite where expires_at < ${instant(now)}`)
  await db.run(sql`
    delete from chat.waiting where declined_at < ${instant(now - limits.JOIN_AGAIN_AFTER_MS)}`)
}
