import type { ChatEvent } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

// ---- reading ----

export interface FavouriteRow {
  readonly id: string
  readonly event: ChatEvent
  readonly note: string
  readonly saved_at: number
}

/** A person's favourites, the newest first, before `before`; those with these words when a pattern is given. */
export function page(
  db: Queries,
  person: string,
  which: { pattern: string | undefined; before: string | undefined; limit: number },
): Promise<FavouriteRow[]> {
  return db.rows(sql`
    select id, event, note, saved_at
    from favourites.message
    where person = ${person}
      and (${which.before ?? null}::uuid is null or id < ${which.before ?? null}::uuid)
      and (${which.pattern ?? null}::text is null or words like ${which.pattern ?? null} or lower(note) like ${which.pattern ?? null})
    order by id desc
    limit ${which.limit}`)
}

export async function count(db: Queries, person: string): Promise<number> {
  return (
    await db.one<{ count: number }>(sql`
    select count(*)::integer as count from favourites.message where person = ${person}`)
  ).count
}

// ---- writing ----

export interface NewFavourite {
  readonly id: string
  readonly event: ChatEvent
  readonly words: string
}

/** Keeps messages; those that are kept already stay as they are. */
export async function add(tx: Queries, person: string, kept: readonly NewFavourite[], at: number): Promise<void> {
  await tx.run(sql`
    insert into favourites.message (person, id, conv, q, event, words, saved_at)
    select ${person}, id, conv, q, event::json, words, ${instant(at)}
    from unnest(
      ${kept.map(one => one.id)}::uuid[], ${kept.map(one => one.event.c)}::uuid[], ${kept.map(one => one.event.q)}::integer[],
      ${kept.map(one => JSON.stringify(one.event))}::text[], ${kept.map(one => one.words)}::text[]
    ) as new(id, conv, q, event, words)
    on conflict (person, conv, q) do nothing`)
}

/** Returns false when it is not kept. */
export async function note(db: Queries, person: string, id: string, text: string): Promise<boolean> {
  return (await db.run(sql`update favourites.message set note = ${text} where person = ${person} and id = ${id}`)) > 0
}

export async function drop(db: Queries, person: string, ids: readonly string[]): Promise<void> {
  await db.run(sql`delete from favourites.message where person = ${person} and id = any(${ids}::uuid[])`)
}

export async function forget(db: Queries, person: string): Promise<void> {
  await db.run(sql`delete from favourites.message where person = ${person}`)
}
