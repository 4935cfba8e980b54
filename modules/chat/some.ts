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
