import type { City, Kept } from '@plaza/house'
import { all } from './store-stickers.ts'
import { page } from './store.ts'

const ROWS_AT_ONCE = 200

/** Messages that a person keeps, with their notes; and which pictures are their stickers. */
export async function* keptOf(city: City, person: string): AsyncIterable<Kept> {
  yield {
    list: 'favourites/stickers',
    rows: (await all(city.db, person)).map(({ id, file, w, h, bytes, at }) => ({ id, file, w, h, bytes, at })),
  }
  for (let before: string | undefined; ;) {
    const rows = await page(city.db, person, { pattern: undefined, before, limit: ROWS_AT_ONCE })
    yield {
      list: 'favourites/messages',
      rows: rows.map(({ event, note, saved_at }) => ({
        at: event.at,
        kind: event.k,
        ...event.b,
        note,
        savedAt: saved_at,
      })),
    }
    if (rows.length < ROWS_AT_ONCE) return
    before = rows.at(-1)?.id
  }
}
