import type { MakerRole } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

export interface TeamRow {
  readonly id: string
  readonly name: string
  readonly contact: string
  readonly madeBy: string
  readonly createdAt: number
}

export interface MemberRow {
  readonly person: string
  readonly role: MakerRole
  readonly invited: boolean
  readonly since: number
}

const TEAM = sql`team.id, team.name, team.contact, team.made_by as "madeBy", team.created_at as "createdAt"`

// ---- reading ----

export function teamById(db: Queries, id: string): Promise<TeamRow | undefined> {
  return db.maybe(sql`select ${TEAM} from makers.team where id = ${id}`)
}

export function teamsOf(
  db: Queries,
  person: string,
  max: number,
): Promise<(TeamRow & Pick<MemberRow, 'role' | 'invited'>)[]> {
  return db.rows(sql`
    select ${TEAM}, member.role, member.invited
    from makers.member join makers.team on team.id = member.team
    where member.person = ${person} order by team.created_at, team.id limit ${max}`)
}

export function memberOf(db: Queries, team: string, person: string): Promise<MemberRow | undefined> {
  return db.maybe(sql`
    select person, role, invited, since from makers.member where team = ${team} and person = ${person}`)
}

/** Everybody of a team, the longest first. */
export function membersOf(db: Queries, team: string, max: number): Promise<MemberRow[]> {
  return db.rows(sql`
    select person, role, invited, since from makers.member where team = ${team} order by since, person limit ${max}`)
}

/** The same with the team locked: whoever changes who owns it waits here. */
export async function lockMembers(tx: Queries, team: string, max: number): Promise<MemberRow[]> {
  await tx.run(sql`select from makers.team where id = ${team} for update`)
  return membersOf(tx, team, max)
}

/** People who joined: those a trial is for. */
export async function joined(db: Queries, team: string): Promise<string[]> {
  const rows = await db.rows<{ person: string }>(
    sql`select person from makers.member where team = ${team} and not invited`,
  )
  return rows.map(row => row.person)
}

export async function countTeams(db: Queries, person: string): Promise<number> {
  const { n } = await db.one<{ n: number }>(
    sql`select count(*)::int as n from makers.member where person = ${person} and not invited`,
  )
  return n
}

// ---- writing ----

/** True the first time. */
export async function insertTeam(tx: Queries, team: TeamRow): Promise<boolean> {
  const made = await tx.run(sql`
    insert into makers.team (id, name, contact, made_by, created_at)
    values (${team.id}, ${team.name}, ${team.contact}, ${team.madeBy}, ${instant(team.createdAt)})
    on conflict do nothing`)
  return made > 0
}

export async function writeTeam(db: Queries, team: { id: string; name: string; contact: string }): Promise<void> {
  await db.run(sql`update makers.team set name = ${team.name}, contact = ${team.contact} where id = ${team.id}`)
}

export async function putMember(tx: Queries, team: string, m: MemberRow): Promise<void> {
  await tx.run(sql`
    insert into makers.member (team, person, role, invited, since)
    values (${team}, ${m.person}, ${m.role}, ${m.invited}, ${instant(m.since)})
    on conflict (team, person) do update set role = excluded.role`)
}

/** Somebody who was asked joins; false where nobody asked them. */
export async function join(tx: Queries, team: string, person: string, now: number): Promise<boolean> {
  const touched = await tx.run(sql`
    update makers.member set invited = false, since = ${instant(now)}
    where team = ${team} and person = ${person} and invited`)
  return touched > 0
}

export async function dropMember(tx: Queries, team: string, person: string): Promise<void> {
  await tx.run(sql`delete from makers.member where team = ${team} and person = ${person}`)
}

/** Whoever lives here no more leaves all teams. */
export async function dropPerson(tx: Queries, person: string): Promise<void> {
  await tx.run(sql`delete from makers.member where person = ${person}`)
}
