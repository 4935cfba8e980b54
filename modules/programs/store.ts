import { instant, sql, type Queries } from '@plaza/db'
import type { Profile, ProgramRow } from './rules.ts'

/** What a `ProgramRow` is read from; the table is called `p`. */
export const columns = sql`
  p.app_id as "appId", p.names, p.abouts, p.icon, p.maker, p.official, p.owner, p.domains, p.scopes, p.released,
  p.stopped_at as "stoppedAt", p.stop_reason as "stopReason"`

export interface VersionRow {
  readonly id: string
  readonly appId: string
  readonly version: string
  readonly state: 'develop' | 'trial' | 'released' | 'old'
  readonly manifest: string
  readonly signature: string
  readonly key: string
  readonly createdAt: number
  readonly releasedAt: number | null
}

const version = sql`
  id, app_id as "appId", version, state, manifest, signature, key, created_at as "createdAt", released_at as "releasedAt"`

export function programOf(db: Queries, appId: string): Promise<ProgramRow | undefined> {
  return db.maybe(sql`select ${columns} from programs.program p where p.app_id = ${appId}`)
}

export function versionOf(db: Queries, id: string): Promise<VersionRow | undefined> {
  return db.maybe(sql`select ${version} from programs.version where id = ${id}`)
}

/** Whether one version of a program was made after another. */
export async function isYounger(db: Queries, appId: string, one: string, other: string): Promise<boolean> {
  const found = await db.maybe(sql`
    select from programs.version a join programs.version b on b.app_id = a.app_id and b.id = ${other}
    where a.app_id = ${appId} and a.id = ${one} and a.created_at > b.created_at`)
  return found !== undefined
}

/** Whether exactly these sources were compiled and released before. */
export async function releasedFrom(db: Queries, appId: string, sourceSha256: string): Promise<boolean> {
  const found = await db.maybe(sql`
    select from programs.program p join programs.version v on v.id = p.released
    where p.app_id = ${appId} and v.source_sha256 = ${sourceSha256}`)
  return found !== undefined
}

/** Open programs, the most used first. */
export function listed(db: Queries, after: number, limit: number): Promise<ProgramRow[]> {
  return db.rows(sql`
    select ${columns} from programs.program p
    where p.released is not null and p.stopped_at is null
    order by p.opens desc, p.app_id
    limit ${limit} offset ${after}`)
}

export interface VisitRow extends ProgramRow {
  readonly openedAt: number | null
  readonly starredAt: number | null
}

export function visited(db: Queries, person: string, limit: number): Promise<VisitRow[]> {
  return db.rows(sql`
    select ${columns}, v.opened_at as "openedAt", v.starred_at as "starredAt"
    from programs.visit v join programs.program p using (app_id)
    where v.person = ${person} and v.opened_at is not null
    order by v.opened_at desc limit ${limit}`)
}

export function starred(db: Queries, person: string, limit: number): Promise<VisitRow[]> {
  return db.rows(sql`
    select ${columns}, v.opened_at as "openedAt", v.starred_at as "starredAt"
    from programs.visit v join programs.program p using (app_id)
    where v.person = ${person} and v.starred_at is not null
    order by v.starred_at desc limit ${limit}`)
}

export async function isStarred(db: Queries, person: string, appId: string): Promise<boolean> {
  const row = await db.maybe(sql`
    select from programs.visit where person = ${person} and app_id = ${appId} and starred_at is not null`)
  return row !== undefined
}

export interface ProgramForOffice extends ProgramRow {
  readonly version: string | null
  readonly releasedAt: number | null
  readonly people: number
}

export function everyProgram(db: Queries, limit: number): Promise<ProgramForOffice[]> {
  return db.rows(sql`
    select ${columns}, v.version, v.released_at as "releasedAt",
      (select count(*)::int from programs.visit w where w.app_id = p.app_id and w.opened_at is not null) as people
    from programs.program p left join programs.version v on v.id = p.released
    order by p.created_at desc limit ${limit}`)
}

export async function putProgram(db: Queries, appId: string, p: Profile, now: number): Promise<void> {
  const facts = [p.names, p.abouts, p.domains, p.scopes].map(value => JSON.stringify(value))
  await db.run(sql`
    insert into programs.program
      (app_id, names, abouts, icon, maker, official, owner, domains, scopes, created_at)
    values (${appId}, ${facts[0]}, ${facts[1]}, ${p.icon ?? null}, ${p.maker}, ${p.official}, ${p.owner ?? null},
      ${facts[2]}, ${facts[3]}, ${instant(now)})
    on conflict (app_id) do update set
      names = excluded.names, abouts = excluded.abouts, icon = excluded.icon, maker = excluded.maker,
      official = excluded.official, domains = excluded.domains, scopes = excluded.scopes`)
}

/** Notes a version; the same content again is the same version. Answers with its id. */
export async function putVersion(
  db: Queries,
  v: Omit<VersionRow, 'createdAt' | 'releasedAt' | 'state'> & {
    readonly sha256: string
    readonly sourceSha256: string
    readonly now: number
  },
): Promise<string> {
  const row = await db.one<{ id: string }>(sql`
    insert into programs.version
      (id, app_id, version, state, manifest, sha256, signature, key, source_sha256, created_at)
    values (${v.id}, ${v.appId}, ${v.version}, 'develop', ${v.manifest}, ${v.sha256}, ${v.signature}, ${v.key},
      ${v.sourceSha256}, ${instant(v.now)})
    on conflict (app_id, sha256) do update set
      source_sha256 = excluded.source_sha256, signature = excluded.signature, key = excluded.key
    returning id`)
  return row.id
}

/** Makes a version the one that citizens get. */
export async function release(db: Queries, appId: string, id: string, now: number): Promise<void> {
  await db.run(sql`
    update programs.version set
      state = case when id = ${id} then 'released' else 'old' end,
      released_at = case when id = ${id} then ${instant(now)} else released_at end
    where app_id = ${appId} and (id = ${id} or state = 'released')`)
  await db.run(sql`update programs.program set released = ${id} where app_id = ${appId}`)
}

/** Puts or takes a star; answers how many the person has then. */
export async function putStar(
  db: Queries,
  star: { person: string; appId: string; on: boolean; now: number },
): Promise<number> {
  const { person, appId, on, now } = star
  await db.run(sql`
    insert into programs.visit (person, app_id, starred_at) values (${person}, ${appId}, ${on ? instant(now) : sql`null`})
    on conflict (person, app_id) do update set
      starred_at = case when ${on} then coalesce(visit.starred_at, excluded.starred_at) end`)
  const { stars } = await db.one<{ stars: number }>(sql`
    select count(*)::int as stars from programs.visit where person = ${person} and starred_at is not null`)
  return stars
}

export async function secretHashOf(db: Queries, appId: string): Promise<Buffer | undefined> {
  const row = await db.maybe<{ hash: Buffer | null }>(
    sql`select secret_hash as hash from programs.program where app_id = ${appId}`,
  )
  return row?.hash ?? undefined
}

export async function setSecretHash(db: Queries, appId: string, hash: Buffer): Promise<void> {
  await db.run(sql`update programs.program set secret_hash = ${hash} where app_id = ${appId}`)
}

export async function setStopped(
  db: Queries,
  stop: { appId: string; stopped: boolean; by: string; reason: string; now: number },
): Promise<void> {
  await db.run(sql`
    update programs.program set
      stopped_at = ${stop.stopped ? instant(stop.now) : sql`null`}, stopped_by = ${stop.by}, stop_reason = ${stop.reason}
    where app_id = ${stop.appId}`)
}
