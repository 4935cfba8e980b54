import type { City } from '@plaza/house'
import { ROWS_PER_PERSON_MAX } from './limits.ts'
import * as store from './store.ts'

export interface Moved {
  /** The head of the person's log when this was read. */
  readonly u: number
  /** Conversations that changed for them since, and the part of each that is theirs to read: after `from`, up to `q`. */
  readonly conversations: readonly { readonly c: string; readonly from: number; readonly q: number }[]
}

/** What moved in a person's log after `u`. The head is read first, so what happens meanwhile comes twice rather than never. */
export async function movedAfter(city: City, person: string, u: number): Promise<Moved> {
  const { u: head } = await store.cursorOf(city.db, person)
  if (head <= u) return { u, conversations: [] }
  const rows = await store.lineRows(city.db, person, { after: u }, ROWS_PER_PERSON_MAX)
  return { u: head, conversations: rows.map(row => ({ c: row.conv, from: row.joined_q, q: row.left_q ?? row.q })) }
}

/** How far the logs of these people have come; who is missing has none yet. */
export async function logHeads(city: City, people: readonly string[]): Promise<Map<string, number>> {
  return new Map((await store.cursorsOf(city.db, people)).map(row => [row.person, row.u]))
}
