import type { ProgramProfile } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

export interface ProgramRow {
  readonly appId: string
  readonly id: string
  readonly team: string
  readonly teamName: string
  readonly profile: ProgramProfile
  readonly released: string | null
  readonly releasedAt: number | null
  readonly releasedVersion: string | null
  readonly grey: string | null
  readonly greyVersion: string | null
  readonly greyPercent: number
  readonly trial: string | null
  readonly review: string | null
  readonly serial: number
  readonly madeBy: string
  readonly createdAt: number
}

const PROGRAM = sql`program.app_id as "appId", program.id, program.team, program.profile, program.released,
  program.released_at as "releasedAt", program.grey, program.grey_percent as "greyPercent", program.trial,
  program.serial::float8 as serial, program.made_by as "madeBy", program.created_at as "createdAt",
  (select name from makers.team where team.id = program.team) as "teamName",
  (select version from makers.version where version.id = program.released) as "releasedVersion",
  (select version from makers.version where version.id = program.grey) as "greyVersion",
  (select id from makers.version where version.app_id = program.app_id and state = 'review') as review`

// ---- reading ----

export function programByApp(db: Queries, appId: string): Promise<ProgramRow | undefined> {
  return db.maybe(sql`select ${PROGRAM} from makers.program where app_id = ${appId}`)
}

export function programById(db: Queries, id: string): Promise<ProgramRow | undefined> {
  return db.maybe(sql`select ${PROGRAM} from makers.program where id = ${id}`)
}

/** Programs of all teams that a person is in, the newest first. */
export function programsOf(db: Queries, person: string, max: number): Promise<ProgramRow[]> {
  return db.rows(sql`
    select ${PROGRAM} from makers.program
    where team in (select team from makers.member where person = ${person} and not invited)
    order by created_at desc, app_id limit ${max}`)
}

export async function countPrograms(db: Queries, team: string): Promise<number> {
  const { n } = await db.one<{ n: number }>(sql`select count(*)::int as n from makers.program where team = ${team}`)
  return n
}

/** Programs of a team that are tried now. */
export async function triedBy(db: Queries, team: string): Promise<string[]> {
  const rows = await db.rows<{ appId: string }>(
    sql`select app_id as "appId" from makers.program where team = ${team} and trial is not null order by app_id`,
  )
  return rows.map(row => row.appId)
}

/** The same program, locked: whoever uploads, submits or releases waits here for each other. */
export async function lockProgram(tx: Queries, appId: string): Promise<ProgramRow> {
  await tx.run(sql`select from makers.program where app_id = ${appId} for update`)
  return tx.one(sql`select ${PROGRAM} from makers.program where app_id = ${appId}`)
}

// ---- writing ----

/** True the first time. */
export async function insertProgram(
  tx: Queries,
  row: Pick<ProgramRow, 'appId' | 'id' | 'team' | 'profile' | 'madeBy' | 'createdAt'>,
): Promise<boolean> {
  const made = await tx.run(sql`
    insert into makers.program (app_id, id, team, profile, made_by, created_at)
    values (${row.appId}, ${row.id}, ${row.team}, ${JSON.stringify(row.profile)}, ${row.madeBy},
      ${instant(row.createdAt)})
    on conflict do nothing`)
  return made > 0
}

export async function writeProfile(tx: Queries, appId: string, profile: ProgramProfile): Promise<void> {
  await tx.run(sql`update makers.program set profile = ${JSON.stringify(profile)} where app_id = ${appId}`)
}

export async function writeTrial(tx: Queries, appId: string, version: string | null): Promise<void> {
  await tx.run(sql`update makers.program set trial = ${version} where app_id = ${appId}`)
}

/** What citizens get from now on. */
export async function writeReleased(
  tx: Queries,
  appId: string,
  now: { released: string | null; releasedAt: number | null; grey: string | null; percent: number; serial: number },
): Promise<void> {
  await tx.run(sql`
    update makers.program set released = ${now.released}, released_at = ${instant(now.releasedAt)},
      grey = ${now.grey}, grey_percent = ${now.percent}, serial = ${now.serial}
    where app_id = ${appId}`)
}

// ---- the audit trail ----

export interface ActRow {
  readonly what: string
  readonly person: string
  readonly facts: Record<string, unknown>
  readonly at: number
}

export function actsOf(
  db: Queries,
  page: { appId: string; before: number | undefined; limit: number },
): Promise<ActRow[]> {
  return db.rows(sql`
    select what, person, facts, at from makers.act
    where app_id = ${page.appId} and (${page.before ?? null}::float8 is null or at < ${instant(page.before ?? null)})
    order by at desc, n desc limit ${page.limit}`)
}
