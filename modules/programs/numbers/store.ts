import { sql, type Queries } from '@plaza/db'

/** What a day's salt makes of a person in a program, in a version, and of the same person on days before. */
export interface Seen {
  readonly day: string
  readonly program: Buffer
  readonly version: Buffer
  readonly dayBefore: { readonly day: string; readonly hash: Buffer | null }
  readonly weekBefore: { readonly day: string; readonly hash: Buffer | null }
}

/** The salt of a day; made the first time where it is asked for with one. */
export async function saltOf(db: Queries, day: string, fresh?: Uint8Array): Promise<Buffer | undefined> {
  if (fresh) await db.run(sql`insert into programs.salt (day, salt) values (${day}, ${fresh}) on conflict do nothing`)
  const row = await db.maybe<{ salt: Buffer }>(sql`select salt from programs.salt where day = ${day}`)
  return row?.salt
}

/** Takes away salts, and with them all hashes, of days before. */
export async function dropSalts(db: Queries, before: string): Promise<void> {
  await db.run(sql`delete from programs.salt where day < ${before}`)
}

/** Counts one opening, and the person once a day. */
export async function countOpening(
  db: Queries,
  { appId, version, seen }: { appId: string; version: string; seen: Seen },
): Promise<void> {
  const { day, dayBefore, weekBefore } = seen
  await db.run(sql`
    with new as (
      insert into programs.seen (day, hash) values (${day}, ${seen.program}), (${day}, ${seen.version})
      on conflict do nothing returning hash
    ),
    fresh as (
      select count(*) filter (where hash = ${seen.program}) as program,
        count(*) filter (where hash = ${seen.version}) as version
      from new
    ),
    today as (
      insert into programs.people_day as d (app_id, day, people) select ${appId}, ${day}, program from fresh
      on conflict (app_id, day) do update set people = d.people + excluded.people
    ),
    day1 as (
      update programs.people_day set day1 = day1 + fresh.program from fresh
      where app_id = ${appId} and day = ${dayBefore.day} and fresh.program > 0
        and exists (select from programs.seen where day = ${dayBefore.day} and hash = ${dayBefore.hash})
    ),
    day7 as (
      update programs.people_day set day7 = day7 + fresh.program from fresh
      where app_id = ${appId} and day = ${weekBefore.day} and fresh.program > 0
        and exists (select from programs.seen where day = ${weekBefore.day} and hash = ${weekBefore.hash})
    )
    insert into programs.day as d (app_id, version, day, opens, people)
    select ${appId}, ${version}, ${day}, 1, version from fresh
    on conflict (app_id, day, version) do update set opens = d.opens + 1, people = d.people + excluded.people`)
}

/** Adds what a client reports; nothing happens for a version that is not the program's. False then. */
export async function addReport(
  db: Queries,
  r: { appId: string; version: string; day: string; errors: number; payments: number; slow: readonly number[] },
): Promise<boolean> {
  const touched = await db.run(sql`
    insert into programs.day as d (app_id, version, day, errors, payments, slow)
    select app_id, id, ${r.day}, ${r.errors}, ${r.payments}, ${r.slow}::bigint[]
    from programs.version where id = ${r.version} and app_id = ${r.appId}
    on conflict (app_id, day, version) do update set errors = d.errors + excluded.errors,
      payments = d.payments + excluded.payments,
      slow = array(
        select coalesce(a, 0) + coalesce(b, 0)
        from unnest(d.slow, excluded.slow) with ordinality as step(a, b, n) order by n
      )`)
  return touched > 0
}

export interface DayRow {
  readonly day: string
  readonly versionId: string
  readonly version: string
  readonly opens: number
  readonly people: number
  readonly errors: number
  readonly payments: number
  readonly slow: readonly number[]
}

export function daysOf(db: Queries, appId: string, since: string): Promise<DayRow[]> {
  return db.rows(sql`
    select d.day::text, d.version as "versionId", v.version, d.opens::float8 as opens, d.people::float8 as people,
      d.errors::float8 as errors, d.payments::float8 as payments, d.slow::float8[] as slow
    from programs.day d join programs.version v on v.id = d.version
    where d.app_id = ${appId} and d.day >= ${since}
    order by d.day desc, d.opens desc`)
}

export function retentionOf(
  db: Queries,
  appId: string,
  since: string,
): Promise<{ day: string; people: number; day1: number; day7: number }[]> {
  return db.rows(sql`
    select day::text, people::float8 as people, day1::float8 as day1, day7::float8 as day7
    from programs.people_day where app_id = ${appId} and day >= ${since} order by day desc`)
}

export interface CityDay {
  readonly day: string
  readonly opens: number
  readonly people: number
  readonly errors: number
  readonly payments: number
}

export function cityDays(db: Queries, since: string): Promise<CityDay[]> {
  return db.rows(sql`
    select d.day::text, d.opens, coalesce(q.people, 0) as people, d.errors, d.payments
    from (
      select day, sum(opens)::float8 as opens, sum(errors)::float8 as errors, sum(payments)::float8 as payments
      from programs.day where day >= ${since} group by day
    ) d
    left join (
      select day, sum(people)::float8 as people from programs.people_day where day >= ${since} group by day
    ) q using (day)
    order by d.day desc`)
}

export function openedMost(
  db: Queries,
  since: string,
  limit: number,
): Promise<{ appId: string; names: { en: string }; opens: number }[]> {
  return db.rows(sql`
    select d.app_id as "appId", p.names, sum(d.opens)::float8 as opens
    from programs.day d join programs.program p using (app_id)
    where d.day >= ${since} group by d.app_id, p.names order by opens desc, d.app_id limit ${limit}`)
}

export async function countPrograms(db: Queries): Promise<number> {
  const { n } = await db.one<{ n: number }>(
    sql`select count(*)::int as n from programs.program where released is not null`,
  )
  return n
}
