import type { Part, PlaceOf } from '@plaza/chat'
import { sql, type Queries, type Sql } from '@plaza/db'

/** A message as the index knows it. */
export interface Entry extends PlaceOf {
  readonly sender: string
  readonly kind: string
  readonly at: number
  readonly folded: string
  readonly words: readonly string[]
}

/** Where a page of hits ended; the next begins below it. */
export interface End extends PlaceOf {
  readonly at: number
}

export interface Wish {
  /** The text of a `tsquery`; undefined looks at every message of the parts. */
  readonly query: string | undefined
  /** What must stand in the text as it is written here. */
  readonly runs: readonly string[]
  readonly sender: string | undefined
  readonly since: number | undefined
  readonly until: number | undefined
  readonly before: End | undefined
  readonly limit: number
}

/** Hits inside these parts, newest first. */
export function find(db: Queries, parts: readonly Part[], wish: Wish): Promise<End[]> {
  return db.rows(sql`
    with found as materialized (
      select conv, q, at from search.message
      where words @@ ${wish.query}::tsquery and ${narrowed(wish)}
    )
    select found.conv, found.q, found.at
    from found
    join ${partsOf(parts)} on part.conv = found.conv and found.q > part.after and found.q <= part.up_to
    order by found.at desc, found.conv desc, found.q desc
    limit ${wish.limit}`)
}

/** The same among the newest `span` messages of the city below where the page begins: enough for words that are common. */
export function findRecent(db: Queries, parts: readonly Part[], wish: Wish, span: number): Promise<End[]> {
  return db.rows(sql`
    with found as materialized (
      select conv, q, at
      from (
        select conv, q, at, sender, folded, words from search.message
        where ${below(wish.before)}
        order by at desc, conv desc, q desc
        limit ${span}
      ) as recent
      where words @@ ${wish.query}::tsquery and ${narrowed(wish)}
    )
    select found.conv, found.q, found.at
    from found
    join ${partsOf(parts)} on part.conv = found.conv and found.q > part.after and found.q <= part.up_to
    order by found.at desc, found.conv desc, found.q desc
    limit ${wish.limit}`)
}

/** The same inside one conversation, where its messages are read from the newest down until there are enough. */
export function findDown(db: Queries, part: Part, wish: Wish): Promise<End[]> {
  return db.rows(sql`
    select conv, q, at from search.message
    where conv = ${part.conv} and q > ${part.after} and q <= ${part.upTo}
      and (${wish.query ?? null}::text is null or words @@ ${wish.query ?? null}::tsquery) and ${narrowed(wish)}
    order by q desc
    limit ${wish.limit}`)
}

const partsOf = (parts: readonly Part[]): Sql => sql`
  unnest(
    ${parts.map(part => part.conv)}::uuid[], ${parts.map(part => part.after)}::integer[], ${parts.map(part => part.upTo)}::integer[]
  ) as part(conv, after, up_to)`

const below = (before: End | undefined): Sql =>
  before
    ? sql`(at, conv, q) < (to_timestamp(${before.at}::float8 / 1000), ${before.conv}::uuid, ${before.q}::integer)`
    : sql`true`

function narrowed({ runs, sender, since, until, before }: Wish): Sql {
  return sql`
    not exists (select from unnest(${runs}::text[]) as run where strpos(folded, run) = 0)
    and (${sender ?? null}::uuid is null or sender = ${sender ?? null}::uuid)
    and (${since ?? null}::float8 is null or at >= to_timestamp(${since ?? null}::float8 / 1000))
    and (${until ?? null}::float8 is null or at < to_timestamp(${until ?? null}::float8 / 1000))
    and ${below(before)}`
}

export async function put(db: Queries, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return
  await db.run(sql`
    insert into search.message as message (conv, q, sender, kind, at, folded, words)
    select conv, q, sender, kind, to_timestamp(at / 1000), folded, array_to_tsvector(string_to_array(words, ' '))
    from unnest(
      ${entries.map(one => one.conv)}::uuid[], ${entries.map(one => one.q)}::integer[], ${entries.map(one => one.sender)}::uuid[],
      ${entries.map(one => one.kind)}::text[], ${entries.map(one => one.at)}::float8[], ${entries.map(one => one.folded)}::text[],
      ${entries.map(one => one.words.join(' '))}::text[]
    ) as new(conv, q, sender, kind, at, folded, words)
    on conflict (conv, q) do update set folded = excluded.folded, words = excluded.words`)
}

export async function remove(db: Queries, places: readonly PlaceOf[]): Promise<void> {
  if (places.length === 0) return
  await db.run(sql`
    delete from search.message
    using unnest(${places.map(p => p.conv)}::uuid[], ${places.map(p => p.q)}::integer[]) as gone(conv, q)
    where message.conv = gone.conv and message.q = gone.q`)
}
