import { instant, sql, type Queries } from '@plaza/db'
import type { ProgramRow } from './rules.ts'
import { columns } from './store.ts'

export interface StarredPageRow extends ProgramRow {
  readonly path: string
  readonly title: string
  readonly starredAt: number
}

/** Pages with a person's star, the newest first. */
export function starredPages(db: Queries, person: string, limit: number): Promise<StarredPageRow[]> {
  return db.rows(sql`
    select ${columns}, s.path, s.title, s.starred_at as "starredAt"
    from programs.starred_page s join programs.program p using (app_id)
    where s.person = ${person}
    order by s.starred_at desc limit ${limit}`)
}

interface PageStar {
  readonly person: string
  readonly appId: string
  readonly path: string
  readonly title: string
  readonly now: number
}

/** Puts a star, or gives one that is there its new title; answers how many pages have one then. */
export async function putPageStar(db: Queries, star: PageStar): Promise<number> {
  const { person, appId, path, title, now } = star
  await db.run(sql`
    insert into programs.visit (person, app_id) values (${person}, ${appId}) on conflict (person, app_id) do nothing`)
  await db.run(sql`
    insert into programs.starred_page (person, app_id, path, title, starred_at)
    values (${person}, ${appId}, ${path}, ${title}, ${instant(now)})
    on conflict (person, app_id, path) do update set title = excluded.title`)
  const { stars } = await db.one<{ stars: number }>(sql`
    select count(*)::int as stars from programs.starred_page where person = ${person}`)
  return stars
}

export async function dropPageStar(db: Queries, star: Pick<PageStar, 'person' | 'appId' | 'path'>): Promise<void> {
  const { person, appId, path } = star
  await db.run(sql`
    delete from programs.starred_page where person = ${person} and app_id = ${appId} and path = ${path}`)
}
