import { instant, sql, type Queries } from '@plaza/db'
import type { Domains, ProgramRow } from './rules.ts'
import { columns } from './store.ts'

export interface StatementRow {
  readonly statement: string
  readonly signature: string
  readonly key: string
}

/** What of a program decides which version a person gets. */
export interface ReachRow extends ProgramRow {
  readonly serial: number
  readonly grey: string | null
  readonly greyPercent: number
  readonly shareKey: Buffer | null
  readonly trial: string | null
  /** The person is a tester; and they opened the trial last. */
  readonly tester: boolean
  readonly onTrial: boolean
  /** A version that the person looks at before citizens get it. */
  readonly looksAt: string | null
}

const REACH = sql`${columns}, p.serial::float8 as serial, p.grey, p.grey_percent as "greyPercent",
  p.share_key as "shareKey", p.trial`

// ---- reading ----

/** A program as it is for one person; without one, as for a stranger. */
export function reachOf(db: Queries, appId: string, person: string | undefined): Promise<ReachRow | undefined> {
  return db.maybe(sql`
    select ${REACH}, t.person is not null as tester, coalesce(v.trial, false) as "onTrial", l.version as "looksAt"
    from programs.program p
    left join programs.look l on l.app_id = p.app_id and l.person = ${person ?? null}::uuid
    left join programs.tester t on t.app_id = p.app_id and t.person = ${person ?? null}::uuid
    left join programs.visit v on v.app_id = p.app_id and v.person = ${person ?? null}::uuid
    where p.app_id = ${appId}`)
}

/** The same for nobody, with its row locked: whoever changes what citizens get waits here. */
export function lockProgram(tx: Queries, appId: string): Promise<ReachRow | undefined> {
  return tx.maybe(sql`
    select ${REACH}, false as tester, false as "onTrial", null as "looksAt"
    from programs.program p where p.app_id = ${appId} for update`)
}

/** Versions of a program that somebody looks at before citizens get them. */
export async function lookedAt(db: Queries, appId: string): Promise<string[]> {
  const rows = await db.rows<{ version: string }>(
    sql`select distinct version from programs.look where app_id = ${appId}`,
  )
  return rows.map(row => row.version)
}

export async function isLooking(db: Queries, appId: string, person: string): Promise<boolean> {
  return (await db.maybe(sql`select from programs.look where app_id = ${appId} and person = ${person}`)) !== undefined
}

/** Where versions may reach and what they may ask, where that is not the program's own. */
export function factsOf(
  db: Queries,
  version: string,
): Promise<{ domains: Domains | null; scopes: Record<string, string> | null } | undefined> {
  return db.maybe(sql`select domains, scopes from programs.version where id = ${version}`)
}

/** The newest statement that a version may run, and what its developer signed. */
export function statementOf(
  db: Queries,
  of: { appId: string; serial: number; version: string; env: 'release' | 'trial' },
): Promise<(StatementRow & { developerStatement: string | null }) | undefined> {
  return db.maybe(sql`
    select s.statement, s.signature, s.key, v.developer_statement as "developerStatement"
    from programs.statement s join programs.version v on v.id = s.version
    where s.app_id = ${of.appId} and s.serial = ${of.serial} and s.env = ${of.env} and s.version = ${of.version}`)
}

export interface SignedVersion {
  readonly id: string
  readonly version: string
  readonly manifest: string
  readonly sha256: string
  readonly key: string
  readonly developerStatement: string | null
  readonly developerSignature: string | null
  readonly developerKey: string | null
}

export function versionsToSign(db: Queries, ids: readonly string[]): Promise<SignedVersion[]> {
  return db.rows(sql`
    select id, version, manifest, sha256, key, developer_statement as "developerStatement",
      developer_signature as "developerSignature", developer_key as "developerKey"
    from programs.version where id = any(${[...ids]}::uuid[])`)
}

/** Who opened a program since then, in pages by person. */
export async function openedSince(
  db: Queries,
  page: { appId: string; since: number; after: string; limit: number },
): Promise<string[]> {
  const rows = await db.rows<{ person: string }>(sql`
    select person from programs.visit
    where app_id = ${page.appId} and opened_at >= ${instant(page.since)} and person > ${page.after}
    order by person limit ${page.limit}`)
  return rows.map(row => row.person)
}

// ---- writing ----

export async function nextSerial(tx: Queries, appId: string): Promise<number> {
  const { serial } = await tx.one<{ serial: number }>(sql`
    update programs.program set serial = serial + 1 where app_id = ${appId} returning serial::float8 as serial`)
  return serial
}

export async function putStatement(
  tx: Queries,
  row: StatementRow & { appId: string; serial: number; version: string; env: 'release' | 'trial'; now: number },
): Promise<void> {
  await tx.run(sql`
    insert into programs.statement (app_id, serial, version, env, statement, signature, key, at)
    values (${row.appId}, ${row.serial}, ${row.version}, ${row.env}, ${row.statement}, ${row.signature}, ${row.key},
      ${instant(row.now)})`)
}

export async function resign(tx: Queries, id: string, signed: { signature: string; key: string }): Promise<void> {
  await tx.run(sql`update programs.version set signature = ${signed.signature}, key = ${signed.key} where id = ${id}`)
}

export async function setGrey(tx: Queries, appId: string, grey: { version: string; percent: number } | null) {
  await tx.run(sql`
    update programs.program set grey = ${grey?.version ?? null}, grey_percent = ${grey?.percent ?? 0}
    where app_id = ${appId}`)
}

export async function setTrial(tx: Queries, appId: string, version: string | null): Promise<void> {
  await tx.run(sql`update programs.program set trial = ${version} where app_id = ${appId}`)
}

/** What a version may reach and ask while it runs beside the released one. */
export async function setFacts(
  tx: Queries,
  id: string,
  facts: { domains: Domains; scopes: Readonly<Record<string, string>> },
): Promise<void> {
  await tx.run(sql`
    update programs.version set domains = ${JSON.stringify(facts.domains)}, scopes = ${JSON.stringify(facts.scopes)}
    where id = ${id}`)
}

export async function setTesters(tx: Queries, appId: string, people: readonly string[]): Promise<void> {
  await tx.run(sql`
    delete from programs.tester where app_id = ${appId} and person <> all(${[...people]}::uuid[])`)
  await tx.run(sql`
    insert into programs.tester (app_id, person) select ${appId}, unnest(${[...people]}::uuid[]) on conflict do nothing`)
}

export async function putLook(tx: Queries, look: { appId: string; person: string; version: string }): Promise<void> {
  await tx.run(sql`
    insert into programs.look (app_id, person, version) values (${look.appId}, ${look.person}, ${look.version})
    on conflict (app_id, person) do update set version = excluded.version`)
}

export async function dropLook(tx: Queries, appId: string, person: string): Promise<void> {
  await tx.run(sql`delete from programs.look where app_id = ${appId} and person = ${person}`)
}

export async function dropLooks(tx: Queries, version: string): Promise<void> {
  await tx.run(sql`delete from programs.look where version = ${version}`)
}

/** A program that nobody was given yet; false where there is one of this id. */
export async function insertProgram(
  tx: Queries,
  p: { appId: string; shareKey: Uint8Array; secretHash: Uint8Array; maker: string; now: number },
): Promise<boolean> {
  const made = await tx.run(sql`
    insert into programs.program (app_id, names, abouts, maker, share_key, secret_hash, created_at)
    values (${p.appId}, '{"en":""}', '{"en":""}', ${p.maker}, ${p.shareKey}, ${p.secretHash}, ${instant(p.now)})
    on conflict do nothing`)
  return made > 0
}

/** Notes what a developer uploaded, as their key signed it. */
export async function setDeveloper(
  tx: Queries,
  id: string,
  developer: { statement: string; signature: string; key: string },
): Promise<void> {
  await tx.run(sql`
    update programs.version set developer_statement = ${developer.statement},
      developer_signature = ${developer.signature}, developer_key = ${developer.key}
    where id = ${id}`)
}
