import { instant, sql, type Queries } from '@plaza/db'

export interface TesterRow {
  readonly person: string
  readonly invited: boolean
  readonly since: number
}

// ---- reading ----

/** Everybody who was asked to try a program, the longest first. */
export function testersOf(db: Queries, appId: string, max: number): Promise<TesterRow[]> {
  return db.rows(sql`
    select person, invited, since from makers.tester where app_id = ${appId} order by since, person limit ${max}`)
}

export function testerOf(db: Queries, appId: string, person: string): Promise<TesterRow | undefined> {
  return db.maybe(sql`
    select person, invited, since from makers.tester where app_id = ${appId} and person = ${person}`)
}

/** Programs that a person was asked to try, the newest first. */
export function triedPrograms(
  db: Queries,
  person: string,
  max: number,
): Promise<{ readonly appId: string; readonly invited: boolean }[]> {
  return db.rows(sql`
    select app_id as "appId", invited from makers.tester where person = ${person} order by since desc, app_id limit ${max}`)
}

export async function countTried(db: Queries, person: string): Promise<number> {
  const { n } = await db.one<{ n: number }>(
    sql`select count(*)::int as n from makers.tester where person = ${person} and not invited`,
  )
  return n
}

/** For whom the trial of a program is: its team, and whoever said yes. */
export async function trialPeople(db: Queries, appId: string): Promise<string[]> {
  const rows = await db.rows<{ person: string }>(sql`
    select member.person from makers.member join makers.program using (team)
    where program.app_id = ${appId} and not member.invited
    union
    select person from makers.tester where app_id = ${appId} and not invited`)
  return rows.map(row => row.person)
}

// ---- writing ----

export async function putTester(tx: Queries, appId: string, t: TesterRow): Promise<void> {
  await tx.run(sql`
    insert into makers.tester (app_id, person, invited, since)
    values (${appId}, ${t.person}, ${t.invited}, ${instant(t.since)}) on conflict do nothing`)
}

export async function acceptTrial(tx: Queries, appId: string, person: string, now: number): Promise<void> {
  await tx.run(sql`
    update makers.tester set invited = false, since = ${instant(now)}
    where app_id = ${appId} and person = ${person} and invited`)
}

export async function dropTester(tx: Queries, appId: string, person: string): Promise<void> {
  await tx.run(sql`delete from makers.tester where app_id = ${appId} and person = ${person}`)
}

/** Whoever lives here no more tries nothing. */
export async function dropTesterEverywhere(tx: Queries, person: string): Promise<void> {
  await tx.run(sql`delete from makers.tester where person = ${person}`)
}
