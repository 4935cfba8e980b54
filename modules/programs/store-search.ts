import { sql, type Queries } from '@plaza/db'
import type { Profile, ProgramRow } from './rules.ts'
import { columns } from './store.ts'

const OPEN = sql`p.released is not null and p.stopped_at is null`

/**
 * Open programs whose names fit, the most used first. Few do: they are taken from the index of words before they are put in
 * order, for a planner that expects many would walk through all programs in that order.
 */
export function withNames(db: Queries, query: string, limit: number): Promise<ProgramRow[]> {
  return db.rows(sql`
    with named as materialized (
      select p.app_id, p.opens from programs.program p where ${OPEN} and p.words @@ ${query}::tsquery
    ),
    most_used as (select app_id from named order by opens desc, app_id limit ${limit})
    select ${columns} from most_used join programs.program p using (app_id)
    order by p.opens desc, p.app_id`)
}

/** Open programs whose words fit, the most used first. */
export function withWords(db: Queries, query: string, limit: number): Promise<ProgramRow[]> {
  return db.rows(sql`
    select ${columns} from programs.program p
    where ${OPEN} and p.words @@ ${query}::tsquery
    order by p.opens desc, p.app_id limit ${limit}`)
}

/** Open programs with a name that sounds like it, the most alike first. */
export function calledLike(db: Queries, q: string, limit: number): Promise<ProgramRow[]> {
  return db.rows(sql`
    select ${columns} from programs.program p
    where ${OPEN} and ${q} <% p.called
    order by word_similarity(${q}, p.called) desc, p.opens desc, p.app_id limit ${limit}`)
}

export type Unworded = Pick<Profile, 'names' | 'abouts' | 'maker'> & { readonly appId: string }

/** Programs whose words were not noted yet: those from before there were any. */
export function unworded(db: Queries, limit: number): Promise<Unworded[]> {
  return db.rows(sql`
    select app_id as "appId", names, abouts, maker from programs.program
    where words = '' and called = '' and released is not null limit ${limit}`)
}

export async function writeWords(db: Queries, appId: string, words: { vector: string; called: string }): Promise<void> {
  await db.run(sql`
    update programs.program set words = ${words.vector}::tsvector, called = ${words.called} where app_id = ${appId}`)
}
