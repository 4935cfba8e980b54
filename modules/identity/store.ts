import type { Language, PersonKind, Privacy } from '@plaza/contract'
import { instant, sql, uuidArray, type Queries } from '@plaza/db'

export interface PersonRow {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly avatar: string | null
  readonly kind: PersonKind
  readonly region: string | null
  readonly language: Language
  readonly phone: string | null
  readonly email: string | null
  readonly privacy: Partial<Privacy>
  readonly closedAt: number | null
  /** Until when a closed account opens again by signing in; null when it never does. */
  readonly eraseAt: number | null
  readonly createdAt: number
}

export interface AccountRow extends PersonRow {
  readonly hasPassword: boolean
  readonly passkeys: readonly { id: string; name: string; createdAt: number; usedAt: number | null }[]
}

export interface SessionRow {
  readonly device: string
  readonly kind: PersonKind
  readonly usedAt: number
}

const personColumns = sql`
  person.id, person.handle, person.name, person.avatar, person.kind, person.region, person.language, person.phone,
  person.email, person.privacy, person.closed_at as "closedAt", person.erase_at as "eraseAt",
  person.created_at as "createdAt"`

// People: reading

export function peopleById(db: Queries, ids: readonly string[]): Promise<PersonRow[]> {
  return db.rows(sql`select ${personColumns} from identity.person where id = any(${ids}::uuid[])`)
}

export function personById(db: Queries, id: string): Promise<PersonRow | undefined> {
  return db.maybe(sql`select ${personColumns} from identity.person where id = ${id}`)
}

export function personByHandle(db: Queries, handle: string): Promise<PersonRow | undefined> {
  return db.maybe(sql`select ${personColumns} from identity.person where handle = ${handle}`)
}

export function personByAddress(db: Queries, address: string): Promise<PersonRow | undefined> {
  return db.maybe(sql`
    select ${personColumns}
    from identity.person
    where phone = ${address} or email = ${address}`)
}

/** Holds the person's row until the end of the transaction: what is counted per person is counted by one at a time. */
export function lockPerson(tx: Queries, id: string): Promise<PersonRow | undefined> {
  return tx.maybe(sql`select ${personColumns} from identity.person where id = ${id} for update`)
}

export function account(db: Queries, id: string): Promise<AccountRow> {
  return db.one(sql`
    select ${personColumns},
      exists (select from identity.password where password.person = person.id) as "hasPassword",
      coalesce(
        (
          select json_agg(
            json_build_object(
              'id', passkey.id,
              'name', passkey.name,
              'createdAt', floor(extract(epoch from passkey.created_at) * 1000),
              'usedAt', floor(extract(epoch from passkey.used_at) * 1000)
            ) order by passkey.created_at
          )
          from identity.passkey
          where passkey.person = person.id
        ),
        '[]'
      ) as passkeys
    from identity.person
    where person.id = ${id}`)
}

/** The same statement whether or not the handle, or a password, is there. */
export function passwordByHandle(
  db: Queries,
  handle: string,
): Promise<(PersonRow & { hash: string | null }) | undefined> {
  return db.maybe(sql`
    select ${personColumns}, password.hash
    from identity.person
    left join identity.password on password.person = person.id
    where person.handle = ${handle}`)
}

export async function passwordOf(db: Queries, person: string): Promise<string | undefined> {
  return (await db.maybe<{ hash: string }>(sql`select hash from identity.password where person = ${person}`))?.hash
}

// People: writing

export type NewPerson = Omit<PersonRow, 'closedAt' | 'eraseAt'>

/** Puts people into the city; with `skipTaken`, those whose id, handle or address is there already are passed over. */
export async function insertPeople(
  tx: Queries,
  people: readonly NewPerson[],
  options: { skipTaken?: boolean } = {},
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    insert into identity.person
      (id, handle, name, avatar, kind, region, language, phone, email, privacy, created_at)
    select id, handle, name, avatar, kind, region, language, phone, email, privacy, to_timestamp("createdAt" / 1000.0)
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as fresh (
      id uuid, handle text, name text, avatar text, kind text, region text, language text, phone text, email text,
      privacy jsonb, "createdAt" bigint
    )
    ${options.skipTaken ? sql`on conflict do nothing` : sql``}
    returning id`)
  return rows.map(row => row.id)
}

export async function setPasswords(
  tx: Queries,
  passwords: readonly { person: string; hash: string }[],
  at: number,
): Promise<void> {
  await tx.run(sql`
    insert into identity.password (person, hash, changed_at)
    select person, hash, ${instant(at)}
    from jsonb_to_recordset(${JSON.stringify(passwords)}::jsonb) as fresh (person uuid, hash text)
    on conflict (person) do update set hash = excluded.hash, changed_at = excluded.changed_at`)
}

export interface PersonChange {
  readonly name?: string | undefined
  readonly handle?: string | undefined
  readonly avatar?: string | null | undefined
  readonly region?: string | null | undefined
  readonly language?: string | undefined
  readonly privacy?: Partial<Privacy> | undefined
}

/** Writes what is named: `null` empties, `undefined` leaves. */
export async function changePerson(tx: Queries, id: string, change: PersonChange): Promise<void> {
  const { name, handle, avatar, region, language, privacy } = change
  await tx.run(sql`
    update identity.person
    set name = coalesce(${name ?? null}, name),
      handle = coalesce(${handle ?? null}, handle),
      language = coalesce(${language ?? null}, language),
      avatar = case when ${avatar !== undefined}::boolean then ${avatar ?? null} else avatar end,
      region = case when ${region !== undefined}::boolean then ${region ?? null} else region end,
      privacy = privacy || ${JSON.stringify(privacy ?? {})}::jsonb
    where id = ${id}`)
}

/** Binds an address, or with null forgets the one of that kind. */
export async function setAddress(
  tx: Queries,
  id: string,
  kind: 'email' | 'phone',
  address: string | null,
): Promise<void> {
  const column = kind === 'email' ? sql`email` : sql`phone`
  await tx.run(sql`update identity.person set ${column} = ${address} where id = ${id}`)
}

/** Marks an account closed; false when it is already. Without `eraseAt` it never opens again. */
export async function closePerson(
  tx: Queries,
  id: string,
  at: { readonly closedAt: number; readonly eraseAt?: number | undefined },
): Promise<boolean> {
  const eraseAt = at.eraseAt === undefined ? sql`null` : instant(at.eraseAt)
  const closed = await tx.run(sql`
    update identity.person
    set closed_at = ${instant(at.closedAt)}, erase_at = ${eraseAt}
    where id = ${id} and closed_at is null`)
  return closed > 0
}

/** Opens a closed account again; false when its time is over, or it was closed for good. */
export async function reopenPerson(tx: Queries, id: string, now: number): Promise<boolean> {
  const opened = await tx.run(sql`
    update identity.person
    set closed_at = null, erase_at = null
    where id = ${id} and erase_at > ${instant(now)}`)
  return opened > 0
}

/** Closed accounts whose time is over, held until the transaction ends. */
export function lockErasable(tx: Queries, now: number, max: number): Promise<PersonRow[]> {
  return tx.rows(sql`
    select ${personColumns}
    from identity.person
    where erase_at <= ${instant(now)}
    order by erase_at
    limit ${max}
    for update skip locked`)
}

/** Leaves of a person their id and handle, which nobody else shall get. */
export async function erasePerson(tx: Queries, { id, phone, email }: PersonRow): Promise<void> {
  const addresses = [phone, email].filter(address => address !== null)
  await tx.run(sql`
    update identity.person
    set name = '', avatar = null, region = null, phone = null, email = null, privacy = '{}', erase_at = null
    where id = ${id}`)
  await tx.run(sql`delete from identity.password where person = ${id}`)
  await tx.run(sql`delete from identity.passkey where person = ${id}`)
  await tx.run(sql`delete from identity.session where person = ${id}`)
  await tx.run(sql`delete from identity.code where address = any(${addresses}::text[])`)
  await tx.run(sql`delete from identity.carrier_message where address = any(${addresses}::text[])`)
}

// Sessions

/** The live sessions under these keys, by the place of their key. */
export function sessionsByKeys(
  db: Queries,
  asked: readonly { readonly person: string; readonly key: Uint8Array }[],
): Promise<(SessionRow & { readonly place: number })[]> {
  return db.rows(sql`
    select (asked.place - 1)::integer as place, session.id as device, person.kind, session.used_at as "usedAt"
    from unnest(${uuidArray(asked.map(one => one.person))}::uuid[], ${asked.map(one => one.key)}::bytea[])
      with ordinality as asked(person, key, place)
    join identity.session on session.person = asked.person and session.key = asked.key
    join identity.person on person.id = session.person
    where session.revoked_at is null and person.closed_at is null`)
}

export interface DeviceRow {
  readonly id: string
  readonly name: string
  readonly kind: 'browser' | 'linked' | 'bot'
  readonly createdAt: number
  readonly usedAt: number
}

/** Live devices, the one used last first. */
export function devicesOf(db: Queries, person: string): Promise<DeviceRow[]> {
  return db.rows(sql`
    select id, name, kind, created_at as "createdAt", used_at as "usedAt"
    from identity.session
    where person = ${person} and revoked_at is null
    order by used_at desc, id`)
}

export function sinceOf(
  db: Queries,
  person: string,
  id: string,
): Promise<{ since: number; another: boolean } | undefined> {
  return db.maybe(sql`
    select created_at as since, exists (
      select from identity.session as other
      where other.person = ${person} and other.created_at < session.created_at) as another
    from identity.session
    where person = ${person} and id = ${id} and revoked_at is null`)
}

export async function insertSession(
  tx: Queries,
  session: { person: string; id: string; key: Uint8Array; name: string; kind: DeviceRow['kind']; createdAt: number },
): Promise<void> {
  await tx.run(sql`
    insert into identity.session (person, id, key, name, kind, created_at, used_at)
    values (
      ${session.person}, ${session.id}, ${session.key}, ${session.name}, ${session.kind}, ${instant(session.createdAt)},
      ${instant(session.createdAt)}
    )`)
}

export async function touchSession(db: Queries, person: string, device: string, at: number): Promise<void> {
  await db.run(sql`update identity.session set used_at = ${instant(at)} where person = ${person} and id = ${device}`)
}

/** Ends these devices, or all of the person's, and returns those that were alive. */
export async function endSessions(
  tx: Queries,
  person: string,
  devices: readonly string[] | 'all',
  at: number,
): Promise<string[]> {
  const which = devices === 'all' ? sql`true` : sql`id = any(${devices}::uuid[])`
  const rows = await tx.rows<{ id: string }>(sql`
    update identity.session
    set revoked_at = ${instant(at)}
    where person = ${person} and revoked_at is null and ${which}
    returning id`)
  return rows.map(row => row.id)
}

/** Ends what was silent too long and forgets what ended long ago; returns the former. */
export async function sweepSessions(
  db: Queries,
  before: { idle: number; ended: number; now: number },
): Promise<{ person: string; id: string }[]> {
  await db.run(sql`delete from identity.session where revoked_at < ${instant(before.ended)}`)
  return db.rows(sql`
    update identity.session
    set revoked_at = ${instant(before.now)}
    where revoked_at is null and used_at < ${instant(before.idle)}
    returning person, id`)
}

// Attempts

/**
 * Counts an attempt as failed before it is judged, so that attempts in parallel see each other; undefined when it may not
 * begin yet. `waitsMs[n - 1]` is the wait after n failures.
 */
export function takeAttempt(
  db: Queries,
  key: string,
  at: { now: number; forgetBefore: number },
  waitsMs: readonly number[],
): Promise<{ failures: number } | undefined> {
  const wait = (failures: ReturnType<typeof sql>) =>
    sql`(${waitsMs}::float8[])[least(${failures}, ${waitsMs.length}::integer)] * interval '1 millisecond'`
  const failures = sql`case when attempt.at < ${instant(at.forgetBefore)} then 1 else attempt.failures + 1 end`
  return db.maybe(sql`
    insert into identity.attempt as attempt (key, failures, at, free_at)
    values (${key}, 1, ${instant(at.now)}, ${instant(at.now)} + ${wait(sql`1`)})
    on conflict (key) do update
    set failures = ${failures}, at = excluded.at, free_at = excluded.at + ${wait(failures)}
    where attempt.free_at <= excluded.at
    returning failures`)
}

export async function attemptFreeAt(db: Queries, key: string): Promise<number> {
  const row = await db.maybe<{ freeAt: number }>(
    sql`select free_at as "freeAt" from identity.attempt where key = ${key}`,
  )
  return row?.freeAt ?? 0
}

/** Takes one attempt back: it succeeded, or was never judged. */
export async function returnAttempt(db: Queries, key: string): Promise<void> {
  await db.run(sql`update identity.attempt set failures = greatest(failures - 1, 0), free_at = at where key = ${key}`)
}

export async function forgetAttempts(db: Queries, key: string): Promise<void> {
  await db.run(sql`delete from identity.attempt where key = ${key}`)
}

export async function sweepAttempts(db: Queries, before: number): Promise<void> {
  await db.run(sql`delete from identity.attempt where at < ${instant(before)}`)
}
