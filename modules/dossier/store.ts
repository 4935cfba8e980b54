import { instant, sql, type Queries } from '@plaza/db'

export interface CopyRow {
  readonly id: string
  readonly person: string
  readonly state: 'waiting' | 'working' | 'ready' | 'failed' | 'over'
  readonly done: number
  readonly file: string | null
  readonly bytes: bigint | null
  readonly at: number
  readonly expiresAt: number | null
}
const columns = sql`id, person, state, done, file, bytes, made_at as at, expires_at as "expiresAt"`

/** The newest copy of a person. */
export function latest(db: Queries, person: string): Promise<CopyRow | undefined> {
  return db.maybe(sql`
    select ${columns} from dossier.copy where person = ${person} order by made_at desc, id desc limit 1`)
}

export function copyById(db: Queries, id: string): Promise<CopyRow | undefined> {
  return db.maybe(sql`select ${columns} from dossier.copy where id = ${id}`)
}

/** Asks for a copy, unless this id is there or another was asked for since. */
export async function ask(db: Queries, id: string, person: string, now: number, since: number): Promise<void> {
  await db.run(sql`
    insert into dossier.copy (id, person, state, made_at)
    select ${id}, ${person}, 'waiting', ${instant(now)}
    where not exists (
      select from dossier.copy where person = ${person} and made_at > ${instant(since)} and state <> 'failed'
    )
    on conflict (id) do nothing`)
}

/** Takes the eldest copy that nobody writes. */
export function take(db: Queries, now: number, until: number): Promise<CopyRow | undefined> {
  return db.maybe(sql`
    update dossier.copy set state = 'working', done = 0, busy_until = ${instant(until)}
    where id = (
      select id from dossier.copy
      where state = 'waiting' or (state = 'working' and busy_until <= ${instant(now)})
      order by made_at limit 1
      for update skip locked
    )
    returning ${columns}`)
}

export async function progress(db: Queries, id: string, done: number, until: number): Promise<void> {
  await db.run(sql`update dossier.copy set done = ${done}, busy_until = ${instant(until)} where id = ${id}`)
}

export async function finish(
  db: Queries,
  id: string,
  end: { file: string; bytes: number; done: number; expiresAt: number } | undefined,
): Promise<void> {
  await db.run(sql`
    update dossier.copy
    set state = ${end ? 'ready' : 'failed'}, file = ${end?.file ?? null}, bytes = ${end?.bytes ?? null},
      done = coalesce(${end?.done ?? null}, done), busy_until = null,
      expires_at = ${instant(end?.expiresAt ?? null)}
    where id = ${id}`)
}

/** Copies whose time is over, or whose person is no more: their files may go. */
export function overdue(db: Queries, now: number, limit: number): Promise<{ id: string; file: string }[]> {
  return db.rows(sql`
    update dossier.copy set state = 'over'
    where id in (select id from dossier.copy where state = 'ready' and expires_at <= ${instant(now)} limit ${limit})
    returning id, file`)
}

export async function endAll(db: Queries, person: string, now: number): Promise<void> {
  await db.run(sql`update dossier.copy set expires_at = ${instant(now)} where person = ${person} and state = 'ready'`)
}
