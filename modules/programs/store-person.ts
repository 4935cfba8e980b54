import { instant, sql, type Queries } from '@plaza/db'

/** What programs keep of one person: their consents, storage, name there, and what was done for them. */

export interface ConsentRow {
  readonly appId: string
  readonly scope: string
  readonly allowed: boolean
  readonly at: number
}

export function consents(db: Queries, person: string, appId?: string): Promise<ConsentRow[]> {
  return db.rows(sql`
    select app_id as "appId", scope, allowed, at from programs.consent
    where person = ${person} and (${appId ?? null}::text is null or app_id = ${appId ?? null}) order by scope`)
}

export async function putConsent(
  db: Queries,
  c: { person: string; appId: string; scope: string; allowed: boolean; now: number },
): Promise<void> {
  await db.run(sql`
    insert into programs.consent (person, app_id, scope, allowed, at)
    values (${c.person}, ${c.appId}, ${c.scope}, ${c.allowed}, ${instant(c.now)})
    on conflict (person, app_id, scope) do update set allowed = excluded.allowed, at = excluded.at`)
}

export function storedBy(db: Queries, person: string, appId: string): Promise<{ key: string; value: string }[]> {
  return db.rows(sql`select key, value from programs.stored where person = ${person} and app_id = ${appId}`)
}

/** Takes the row of the room, so that two devices write one after the other. */
export async function lockRoom(db: Queries, person: string, appId: string): Promise<void> {
  await db.run(sql`
    insert into programs.room (person, app_id) values (${person}, ${appId})
    on conflict (person, app_id) do nothing`)
  await db.run(sql`select from programs.room where person = ${person} and app_id = ${appId} for update`)
}

export async function clearStored(db: Queries, person: string, appId: string): Promise<void> {
  await db.run(sql`delete from programs.stored where person = ${person} and app_id = ${appId}`)
}

export async function removeStored(db: Queries, person: string, appId: string, keys: readonly string[]): Promise<void> {
  await db.run(
    sql`delete from programs.stored where person = ${person} and app_id = ${appId} and key = any(${[...keys]})`,
  )
}

export async function putStored(
  db: Queries,
  person: string,
  appId: string,
  entries: readonly (readonly [string, string])[],
): Promise<void> {
  await db.run(sql`
    insert into programs.stored (person, app_id, key, value)
    select ${person}, ${appId}, t.key, t.value
    from unnest(${entries.map(([key]) => key)}::text[], ${entries.map(([, value]) => value)}::text[]) as t (key, value)
    on conflict (person, app_id, key) do update set value = excluded.value`)
}

/** Counts what is stored and notes it in the room; bytes of UTF-8, keys included. */
export async function measureRoom(db: Queries, person: string, appId: string): Promise<number> {
  const { bytes } = await db.one<{ bytes: bigint }>(sql`
    update programs.room set bytes = (
      select coalesce(sum(octet_length(key) + octet_length(value)), 0) from programs.stored
      where person = ${person} and app_id = ${appId})
    where person = ${person} and app_id = ${appId} returning bytes`)
  return Number(bytes)
}

/** The name by which the program knows the person: the first one that was given stays. */
export async function putOpenid(
  db: Queries,
  known: { appId: string; person: string; openid: string; now: number },
): Promise<string> {
  const { openid } = await db.one<{ openid: string }>(sql`
    insert into programs.known_as (app_id, person, openid, at)
    values (${known.appId}, ${known.person}, ${known.openid}, ${instant(known.now)})
    on conflict (app_id, person) do update set openid = known_as.openid returning openid`)
  return openid
}

export async function putSessionKey(
  db: Queries,
  session: { appId: string; person: string; sessionKey: string },
): Promise<void> {
  await db.run(sql`
    update programs.known_as set session_key = ${session.sessionKey}
    where app_id = ${session.appId} and person = ${session.person}`)
}

export async function sessionKeyOf(db: Queries, appId: string, person: string): Promise<string | undefined> {
  const row = await db.maybe<{ key: string | null }>(
    sql`select session_key as key from programs.known_as where app_id = ${appId} and person = ${person}`,
  )
  return row?.key ?? undefined
}

export async function knownBy(db: Queries, person: string): Promise<string[]> {
  const rows = await db.rows<{ appId: string }>(
    sql`select app_id as "appId" from programs.known_as where person = ${person}`,
  )
  return rows.map(row => row.appId)
}

export async function putCode(
  db: Queries,
  code: { hash: Buffer; appId: string; person: string; kind: 'login' | 'phone'; expiresAt: number },
): Promise<void> {
  await db.run(sql`
    insert into programs.code (hash, app_id, person, kind, expires_at)
    values (${code.hash}, ${code.appId}, ${code.person}, ${code.kind}, ${instant(code.expiresAt)})`)
}

/** Takes a code away, whoever asks first; undefined when it was used, is over, or is of another program or kind. */
export async function takeCode(
  db: Queries,
  code: { hash: Buffer; appId: string; kind: 'login' | 'phone'; now: number },
): Promise<string | undefined> {
  const row = await db.maybe<{ person: string }>(sql`
    delete from programs.code
    where hash = ${code.hash} and app_id = ${code.appId} and kind = ${code.kind} and expires_at > ${instant(code.now)}
    returning person`)
  return row?.person
}

export async function sweepPersons(db: Queries, now: number, actsBefore: number): Promise<void> {
  await db.run(sql`delete from programs.code where expires_at < ${instant(now)}`)
  await db.run(sql`delete from programs.act where at < ${instant(actsBefore)}`)
}

export async function putAct(
  db: Queries,
  act: { person: string; appId: string; act: string; detail: string | undefined; now: number },
): Promise<void> {
  await db.run(sql`
    insert into programs.act (person, app_id, act, detail, at)
    values (${act.person}, ${act.appId}, ${act.act}, ${act.detail ?? null}, ${instant(act.now)})`)
}

export function acts(
  db: Queries,
  of: { person: string; appId: string; before: number | undefined; limit: number },
): Promise<{ act: string; detail: string | null; at: number }[]> {
  return db.rows(sql`
    select act, detail, at from programs.act
    where person = ${of.person} and app_id = ${of.appId}
      and (${of.before ?? null}::float8 is null or at < to_timestamp(${(of.before ?? 0) / 1000}::float8))
    order by at desc limit ${of.limit}`)
}

/** Bytes kept by each program, and whether it has a name for the person. */
export function keptOf(db: Queries, person: string): Promise<{ appId: string; bytes: bigint; known: boolean }[]> {
  return db.rows(sql`
    select v.app_id as "appId", coalesce(r.bytes, 0) as bytes, k.openid is not null as known
    from programs.visit v
      left join programs.room r on r.person = v.person and r.app_id = v.app_id
      left join programs.known_as k on k.person = v.person and k.app_id = v.app_id
    where v.person = ${person}`)
}

export function wordOf(db: Queries, person: string): Promise<{ word: string } | undefined> {
  return db.maybe(sql`select word from programs.word where person = ${person}`)
}

export async function putWord(db: Queries, person: string, word: string): Promise<void> {
  await db.run(sql`
    insert into programs.word (person, word) values (${person}, ${word})
    on conflict (person) do update set word = excluded.word`)
}

/** Everything that programs keep of a person, or one program does. */
export async function forget(db: Queries, person: string, appId: string | null): Promise<void> {
  const mine = sql`person = ${person} and (${appId}::text is null or app_id = ${appId})`
  await db.run(sql`delete from programs.stored where ${mine}`)
  await db.run(sql`delete from programs.room where ${mine}`)
  await db.run(sql`delete from programs.consent where ${mine}`)
  await db.run(sql`delete from programs.known_as where ${mine}`)
  await db.run(sql`delete from programs.code where ${mine}`)
  await db.run(sql`delete from programs.act where ${mine}`)
  await db.run(sql`delete from programs.visit where ${mine}`)
  if (appId === null) await db.run(sql`delete from programs.word where person = ${person}`)
}
