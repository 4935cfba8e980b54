import type { SystemBody } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { announce, type Audience } from './announce.ts'
import { heardBy, movedCursors, plan } from './plan.ts'
import type { Head, NewEvent } from './types.ts'

/** An event of the system that was written in a transaction and is to be told after its commit. */
export interface Tale {
  readonly event: NewEvent
  readonly audience: Audience
}

/**
 * Writes what happened to a conversation into its stream, under the lock of its head (which it moves on). Small
 * conversations touch each member's log, as for any message.
 */
export function tellInside(
  tx: Queries,
  head: Head,
  what: { id: string; by: string; body: SystemBody; at: number },
): Promise<Tale> {
  head.shown_q = head.q + 1
  const { id, by: sender, body, at } = what
  return writeInside(tx, head, { id, sender, kind: 'system', body, re: null, at })
}

/** Writes how the message at `re` stands now into its stream, under the lock of the head (which it moves on). */
export function updateInside(
  tx: Queries,
  head: Head,
  change: { id: string; sender: string; re: number; body: object; at: number },
): Promise<Tale> {
  return writeInside(tx, head, { ...change, kind: 'update', body: { ...change.body } })
}

async function writeInside(
  tx: Queries,
  head: Head,
  what: Pick<NewEvent, 'id' | 'sender' | 'kind' | 'body' | 're' | 'at'>,
): Promise<Tale> {
  head.q += 1
  const event: NewEvent = { conv: head.id, q: head.q, n: head.n, ...what, json: JSON.stringify(what.body) }
  const writes = plan([event], [head], [])
  const cursors = movedCursors(await tx.fixed(writes.cursors.query, writes.cursors.values))
  for (const { query, values } of [writes.heads, writes.inboxes, ...writes.rest]) await tx.fixed(query, values)
  const people = heardBy(writes.touches[0] ?? [], cursors)
  return { event, audience: { large: head.fan === null, people } }
}

/** Tells what was committed, in order. */
export function tellAll(city: City, tales: readonly Tale[]): void {
  for (const { event, audience } of tales) announce(city, event, audience, undefined)
}
