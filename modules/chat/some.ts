import type { ChatEvent } from '@plaza/contract'
import type { City } from '@plaza/house'
import { readerOf } from './messages.ts'
import { asShown } from './shown.ts'
import { hiddenAmong } from './store-hidden.ts'
import * as store from './store.ts'

/** What changes another event and does not stand for itself. */
const CHANGES = new Set<string>(['edit', 'recall', 'react', 'update'])

/**
 * Door: those of these messages that this person may read, as they stand now, in order; also those they deleted for
 * themself, marked `hidden`. Refuses `not_a_member` to whoever was never in the conversation.
 */
export async function someMessages(
  city: City,
  person: string,
  conv: string,
  qs: readonly number[],
): Promise<ChatEvent[]> {
  const { joinedQ, leftQ } = await readerOf(city, conv, person)
  const places = qs.filter(q => q > joinedQ && q <= (leftQ ?? q)).map(q => ({ conv, q }))
  const [rows, hidden] = await Promise.all([store.messagesAt(city.db, places), hiddenAmong(city.db, person, places)])
  const gone = new Set(hidden.map(place => place.q))
  return rows
    .filter(row => !CHANGES.has(row.kind))
    .toSorted((a, b) => a.q - b.q)
    .map(row => (gone.has(row.q) ? { ...asShown(row), b: {}, hidden: true as const } : asShown(row)))
}

/** Door: which of these messages were taken back by now, whoever asks. */
export async function recalledAmong(
  city: City,
  places: readonly { readonly c: string; readonly q: number }[],
): Promise<{ c: string; q: number }[]> {
  const rows = await store.messagesAt(
    city.db,
    places.map(({ c, q }) => ({ conv: c, q })),
  )
  return rows.filter(row => row.recalled_at !== null).map(row => ({ c: row.conv, q: row.q }))
}
