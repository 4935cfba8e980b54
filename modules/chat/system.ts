import type { SystemBody } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { announce, type Audience } from './announce.ts'
import { plan } from './plan.ts'
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
  const { steps, touches, people: touched } = plan([event], [head], [])
  let u = new Map<string, number>()
  for (const step of steps) {
    const rows = await tx.fixed<{ at: number; u: number }>(step.query, step.values)
    if (u.size === 0) u = new Map(rows.map(row => [touched[row.at - 1] as string, row.u]))
  }
  const people = (touches[0] ?? []).map(({ person, behind }) => ({ person, u: (u.get(person) ?? 0) - behind }))
  return { event, audience: { large: head.fan === null, people } }
}

/** Tells what was committed, in order. */
export function tellAll(city: City, tales: readonly Tale[]): void {
  for (const { event, audience } of tales) announce(city, event, audience, undefined)
}
