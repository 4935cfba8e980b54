import { sql, type Sql } from '@plaza/db'
import type { City } from './city.ts'
import type { Kept } from './module.ts'

/** Rows of one list of a person's copy. */
export const KEPT_ROWS_MAX = 100_000

/** What a module keeps of a person where each list is one query: lists with nothing in them are left out. */
export async function* keptLists(city: City, lists: Readonly<Record<string, Sql>>): AsyncIterable<Kept> {
  for (const [list, query] of Object.entries(lists)) {
    const rows = await city.db.rows<Record<string, unknown>>(
      sql`select * from (${query}) as kept limit ${KEPT_ROWS_MAX}`,
    )
    if (rows.length > 0) yield { list, rows }
  }
}
