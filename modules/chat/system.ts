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
export async function tellInside(
  tx: Queries,
  head: Head,
  what: { id: string; by: string; body: SystemBody; at: number },
): Promise<Tale> {
  head.q += 1
  head.shown_q = head.q
  const event: NewEvent = {
    conv: head.id,
    q: head.q,
    n: head.n,
    sender: what.by,
    id: what.id,
    kind: 'system',
    body: what.body,
    json: JSON.stringify(what.body),
    re: null,
    at: what.at,
  }
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
