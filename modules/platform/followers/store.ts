import { instant, sql, type Queries } from '@plaza/db'

export interface FollowerRow {
  readonly appId: string
  readonly person: string
  readonly since: number
  readonly muted: boolean
}

const follower = sql`app_id as "appId", person, since, muted`

export function followerOf(db: Queries, appId: string, person: string): Promise<FollowerRow | undefined> {
  return db.maybe(sql`select ${follower} from platform.follower where app_id = ${appId} and person = ${person}`)
}

export function followedBy(db: Queries, person: string, limit: number): Promise<FollowerRow[]> {
  return db.rows(sql`
    select ${follower} from platform.follower where person = ${person} order by since desc limit ${limit}`)
}

/** Followers in the order of their ids, after one. */
export function followersAfter(
  db: Queries,
  of: { appId: string; after: string | null; limit: number; muted: boolean },
): Promise<FollowerRow[]> {
  return db.rows(sql`
    select ${follower} from platform.follower
    where app_id = ${of.appId} and (${of.after}::uuid is null or person > ${of.after}::uuid) and (${of.muted} or not muted)
    order by person limit ${of.limit}`)
}

export async function followersOf(db: Queries, appId: string): Promise<number> {
  const row = await db.one<{ n: number }>(sql`
    select count(*)::int as n from platform.follower where app_id = ${appId}`)
  return row.n
}

export async function countFollowed(db: Queries, person: string): Promise<number> {
  const row = await db.one<{ n: number }>(sql`
    select count(*)::int as n from platform.follower where person = ${person}`)
  return row.n
}

/** True when they did not follow before. */
export async function putFollower(db: Queries, row: FollowerRow): Promise<boolean> {
  const { fresh } = await db.one<{ fresh: boolean }>(sql`
    insert into platform.follower (app_id, person, since, muted)
    values (${row.appId}, ${row.person}, ${instant(row.since)}, ${row.muted})
    on conflict (app_id, person) do update set muted = excluded.muted
    returning xmax = 0 as fresh`)
  return fresh
}

export async function dropFollower(db: Queries, appId: string, person: string): Promise<boolean> {
  return (await db.run(sql`delete from platform.follower where app_id = ${appId} and person = ${person}`)) === 1
}

export interface BroadcastRow {
  readonly id: string
  readonly appId: string
  readonly title: string
  readonly text: string
  readonly page: string
  readonly at: number
  readonly afterPerson: string | null
  readonly told: number
  readonly done: boolean
}

const broadcast = sql`
  id, app_id as "appId", title, text, page, at, after_person as "afterPerson", told, done`

export function broadcastOf(db: Queries, id: string): Promise<BroadcastRow | undefined> {
  return db.maybe(sql`select ${broadcast} from platform.broadcast where id = ${id}`)
}

export function broadcastsOf(db: Queries, appId: string, limit: number): Promise<BroadcastRow[]> {
  return db.rows(sql`
    select ${broadcast} from platform.broadcast where app_id = ${appId} order by at desc limit ${limit}`)
}

export async function broadcastsSince(db: Queries, appId: string, at: number): Promise<number> {
  const row = await db.one<{ n: number }>(sql`
    select count(*)::int as n from platform.broadcast where app_id = ${appId} and at > ${instant(at)}`)
  return row.n
}

/** Two broadcasts of a program are counted one after the other: whoever begins one holds the row of its account. */
export async function lockAccount(tx: Queries, appId: string): Promise<void> {
  await tx.run(sql`select from platform.service where app_id = ${appId} for update`)
}

export async function putBroadcast(
  tx: Queries,
  row: Pick<BroadcastRow, 'id' | 'appId' | 'title' | 'text' | 'page' | 'at'>,
): Promise<void> {
  await tx.run(sql`
    insert into platform.broadcast (id, app_id, title, text, page, at)
    values (${row.id}, ${row.appId}, ${row.title}, ${row.text}, ${row.page}, ${instant(row.at)})`)
}

/** The oldest broadcast that is not done. */
export function openBroadcast(db: Queries): Promise<BroadcastRow | undefined> {
  return db.maybe(sql`select ${broadcast} from platform.broadcast where not done order by at limit 1`)
}

export async function moveBroadcast(
  db: Queries,
  to: { id: string; after: string | null; told: number; done: boolean },
): Promise<void> {
  await db.run(sql`
    update platform.broadcast set after_person = coalesce(${to.after}, after_person), told = told + ${to.told}, done = ${to.done}
    where id = ${to.id}`)
}
