import { boolArray, floatArray, sql, textArray, uuidArray, type Queries, type Sql } from '@plaza/db'

/** One opening: whose, and what the salts of days make of that person in the program and in its version. */
export interface Opening {
  readonly person: string
  readonly appId: string
  readonly version: string
  readonly trial: boolean
  readonly at: number
  readonly day: string
  readonly hash: { readonly program: string; readonly version: string }
  readonly before: readonly [Before, Before]
}

/** The same person in the program a day and a week before; no hash where that day has no salt any more. */
export interface Before {
  readonly day: string
  readonly hash: string | null
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

/**
 * Counts openings: what the person opened last, and of the program's day how many there were and of how many people, each
 * once, and who came again. The programs' rows are locked in one order, and everything else of a program only under its row.
 */
export async function countOpenings(tx: Queries, openings: readonly Opening[]): Promise<void> {
  const people = openings.map(one => one.person)
  const apps = openings.map(one => one.appId)
  const opened = sql`unnest(${uuidArray(people)}::uuid[], ${textArray(apps)}::text[], ${floatArray(openings.map(one => one.at))}::float8[],
    ${boolArray(openings.map(one => one.trial))}::boolean[]) as o(person, app_id, at, trial)`
  await tx.run(sql`
    select from programs.program where app_id = any(${textArray(apps)}::text[]) order by app_id for no key update`)
  await tx.run(sql`
    with opened as materialized (select * from ${opened}),
    visit as (
      insert into programs.visit as v (person, app_id, opened_at, opens, trial)
      select person, app_id, to_timestamp(max(at) / 1000), count(*), bool_or(trial) from opened group by person, app_id
      on conflict (person, app_id) do update set
        opened_at = excluded.opened_at, opens = v.opens + excluded.opens, trial = excluded.trial
    )
    update programs.program p set opens = p.opens + o.n
    from (select app_id, count(*) as n from opened group by app_id) as o where p.app_id = o.app_id`)
  await tx.run(countPeople(openings))
}

const countPeople = (openings: readonly Opening[]): Sql => sql`
  with opened as materialized (
    select app_id, version, day::date as day, decode(program, 'hex') as program, decode(in_version, 'hex') as in_version,
      day1::date as day1, decode(hash1, 'hex') as hash1, day7::date as day7, decode(hash7, 'hex') as hash7
    from unnest(${textArray(openings.map(one => one.appId))}::text[], ${uuidArray(openings.map(one => one.version))}::uuid[],
      ${textArray(openings.map(one => one.day))}::text[], ${textArray(openings.map(one => one.hash.program))}::text[],
      ${textArray(openings.map(one => one.hash.version))}::text[],
      ${textArray(openings.map(one => one.before[0].day))}::text[], ${textArray(openings.map(one => one.before[0].hash))}::text[],
      ${textArray(openings.map(one => one.before[1].day))}::text[], ${textArray(openings.map(one => one.before[1].hash))}::text[])
      as o(app_id, version, day, program, in_version, day1, hash1, day7, hash7)
  ),
  new as (
    insert into programs.seen (day, hash)
    select day, program from opened union select day, in_version from opened
    on conflict do nothing returning hash
  ),
  -- A person counts once in a day, also where one moment brings them twice.
  fresh as materialized (
    select distinct on (program) * from opened where exists (select from new where new.hash = opened.program)
  ),
  today as (
    insert into programs.people_day as d (app_id, day, people)
    select app_id, day, count(*) filter (where program in (select program from fresh)) from (
      select distinct app_id, day, program from opened) as once group by app_id, day
    on conflict (app_id, day) do update set people = d.people + excluded.people
  ),
  -- Who was there a day or a week before counts for that day.
  again as (
    select app_id, back.day, sum(back.day1) as day1, sum(back.day7) as day7
    from fresh cross join lateral (values (fresh.day1, hash1, 1, 0), (fresh.day7, hash7, 0, 1)) as back(day, hash, day1, day7)
    join programs.seen on seen.day = back.day and seen.hash = back.hash
    group by app_id, back.day
  ),
  retained as (
    update programs.people_day d set day1 = d.day1 + again.day1, day7 = d.day7 + again.day7
    from again where d.app_id = again.app_id and d.day = again.day
  )
  insert into programs.day as d (app_id, version, day, opens, people)
  select app_id, version, day, count(*),
    count(distinct in_version) filter (where in_version in (select hash from new))
  from opened group by app_id, version, day
  on conflict (app_id, day, version) do update set opens = d.opens + excluded.opens, people = d.people + excluded.people`

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
