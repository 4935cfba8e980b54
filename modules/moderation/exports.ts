import type { City, Kept } from '@plaza/house'
import { REPORTS_EXPORTED_MAX } from './limits.ts'
import { madeBy } from './store.ts'

/** What a person reported. Reports about them are others' to tell. */
export async function* keptOf(city: City, person: string): AsyncIterable<Kept> {
  const rows = await madeBy(city.db, person, REPORTS_EXPORTED_MAX)
  yield {
    list: 'moderation/reports',
    rows: rows.map(({ at, about, reason, note, state, decidedAt }) => ({ at, about, reason, note, state, decidedAt })),
  }
}
