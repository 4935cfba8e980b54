import type { Finding, ProgramProfile, SourceProblem, VersionState } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

/** Of one file of the sources: its SHA-256, its size, and whether it is text (then it is a blob). */
export type SourceFact = readonly [sha256: string, bytes: number, text: boolean]

/** What the compiler found that the checks need again. */
export interface CompiledFacts {
  readonly pages: readonly string[]
  readonly bytes: number
  readonly mainBytes: number
}

export interface VersionRow {
  readonly id: string
  readonly appId: string
  readonly version: string
  readonly note: string
  readonly person: string
  readonly key: string
  readonly rawKey: string
  readonly statement: string
  readonly signature: string
  readonly sources: Readonly<Record<string, SourceFact>>
  readonly sourcesSha256: string
  readonly facts: CompiledFacts
  readonly problems: readonly SourceProblem[]
  readonly state: VersionState
  readonly profile: ProgramProfile | null
  readonly findings: readonly Finding[]
  readonly fourEyes: readonly ('payments' | 'licence')[]
  readonly submittedBy: string | null
  readonly submittedAt: number | null
  readonly decidedAt: number | null
  readonly reasons: string | null
  readonly approvedAt: number | null
  readonly claimedBy: string | null
  readonly claimedAt: number | null
  readonly createdAt: number
  readonly yes: number
}

const VERSION = sql`version.id, version.app_id as "appId", version.version, version.note, version.person, version.key,
  (select key from makers.key where key.id = version.key) as "rawKey", version.statement, version.signature,
  version.sources, version.sources_sha256 as "sourcesSha256", version.facts, version.problems, version.state,
  version.profile, version.findings, version.four_eyes as "fourEyes", version.submitted_by as "submittedBy",
  version.submitted_at as "submittedAt", version.decided_at as "decidedAt", version.reasons,
  version.approved_at as "approvedAt", version.claimed_by as "claimedBy", version.claimed_at as "claimedAt",
  version.created_at as "createdAt",
  (select count(*)::int from makers.yes where yes.version = version.id) as yes`

// ---- reading ----

export function versionById(db: Queries, id: string): Promise<VersionRow | undefined> {
  return db.maybe(sql`select ${VERSION} from makers.version where id = ${id}`)
}

export function versionNumbered(db: Queries, appId: string, version: string): Promise<VersionRow | undefined> {
  return db.maybe(sql`select ${VERSION} from makers.version where app_id = ${appId} and version = ${version}`)
}

export function versionsOf(
  db: Queries,
  page: { appId: string; before: number | undefined; limit: number },
): Promise<VersionRow[]> {
  return db.rows(sql`
    select ${VERSION} from makers.version
    where app_id = ${page.appId}
      and (${page.before ?? null}::float8 is null or created_at < ${instant(page.before ?? null)})
    order by created_at desc, id desc limit ${page.limit}`)
}

/** Versions that wait for review, the longest first. */
export function waitingVersions(db: Queries, max: number): Promise<VersionRow[]> {
  return db.rows(sql`
    select ${VERSION} from makers.version where state = 'review' order by submitted_at, id limit ${max}`)
}

export async function countWaiting(db: Queries): Promise<number> {
  const { n } = await db.one<{ n: number }>(sql`select count(*)::int as n from makers.version where state = 'review'`)
  return n
}

/** Profiles that were approved before: what is in none of them is asked for the first time. */
export async function approvedProfiles(db: Queries, appId: string): Promise<ProgramProfile[]> {
  const rows = await db.rows<{ profile: ProgramProfile }>(sql`
    select profile from makers.version where app_id = ${appId} and approved_at is not null and profile is not null`)
  return rows.map(row => row.profile)
}

// ---- writing ----

/** True the first time that this number is used. */
export async function insertVersion(
  tx: Queries,
  v: Pick<
    VersionRow,
    | 'id'
    | 'appId'
    | 'version'
    | 'note'
    | 'person'
    | 'key'
    | 'statement'
    | 'signature'
    | 'sources'
    | 'sourcesSha256'
    | 'facts'
    | 'problems'
    | 'createdAt'
  >,
): Promise<boolean> {
  const made = await tx.run(sql`
    insert into makers.version (id, app_id, version, note, person, key, statement, signature, sources, sources_sha256,
      facts, problems, state, created_at)
    values (${v.id}, ${v.appId}, ${v.version}, ${v.note}, ${v.person}, ${v.key}, ${v.statement}, ${v.signature},
      ${JSON.stringify(v.sources)}, ${v.sourcesSha256}, ${JSON.stringify(v.facts)}, ${JSON.stringify(v.problems)},
      'develop', ${instant(v.createdAt)})
    on conflict do nothing`)
  return made > 0
}

/** Moves a version from one of these states; false where it is in another. */
export async function moveVersion(
  tx: Queries,
  id: string,
  move: { from: readonly VersionState[]; to: VersionState },
): Promise<boolean> {
  const moved = await tx.run(sql`
    update makers.version set state = ${move.to} where id = ${id} and state = any(${[...move.from]}::text[])`)
  return moved > 0
}

/** Notes what is reviewed: the version with the profile and the findings as they are now. Yeses of before are void. */
export async function writeSubmission(
  tx: Queries,
  id: string,
  s: { profile: ProgramProfile; findings: readonly Finding[]; fourEyes: readonly string[]; by: string; now: number },
): Promise<void> {
  await tx.run(sql`delete from makers.yes where version = ${id}`)
  await tx.run(sql`
    update makers.version set profile = ${JSON.stringify(s.profile)}, findings = ${JSON.stringify(s.findings)},
      four_eyes = ${[...s.fourEyes]}::text[], submitted_by = ${s.by}, submitted_at = ${instant(s.now)},
      decided_at = null, reasons = null, claimed_by = null, claimed_at = null
    where id = ${id}`)
}

export async function writeDecision(
  tx: Queries,
  id: string,
  d: { approved: boolean; reasons: string | null; now: number },
): Promise<void> {
  await tx.run(sql`
    update makers.version set decided_at = ${instant(d.now)}, reasons = ${d.reasons},
      approved_at = ${d.approved ? instant(d.now) : sql`null`}
    where id = ${id}`)
}

export async function writeClaim(tx: Queries, id: string, claim: { by: string | null; at: number | null }) {
  await tx.run(sql`
    update makers.version set claimed_by = ${claim.by}, claimed_at = ${instant(claim.at)} where id = ${id}`)
}

export async function sayYes(tx: Queries, id: string, operator: string, now: number): Promise<number> {
  await tx.run(sql`
    insert into makers.yes (version, operator, at) values (${id}, ${operator}, ${instant(now)}) on conflict do nothing`)
  const { n } = await tx.one<{ n: number }>(sql`select count(*)::int as n from makers.yes where version = ${id}`)
  return n
}

export async function saidYes(db: Queries, id: string, operator: string): Promise<boolean> {
  return (await db.maybe(sql`select from makers.yes where version = ${id} and operator = ${operator}`)) !== undefined
}
