import { personSubject } from '@plaza/chat'
import type { CallShown, Down } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import type { Push } from '@plaza/realtime'
import { CALL_MOVED, callEnded } from './events.ts'
import { tellForwarders } from './forward.ts'
import { next } from './rules.ts'
import { peopleOfCall, show } from './show.ts'
import * as store from './store.ts'

/**
 * Does something in a call under its lock, judges how it goes on, and tells everybody whom it concerns after the commit. Its
 * card follows by the outbox. A call that is over stays as it is. Refuses `not_found`.
 */
export async function change(
  city: City,
  id: string,
  act: (tx: Queries, row: store.CallRow, now: number) => Promise<void>,
): Promise<CallShown> {
  const now = city.clock.now()
  const call = await city.tx(async tx => {
    const row = await store.lockCall(tx, id)
    if (!row) throw new Refusal('not_found')
    if (row.state === 'ended') return show(tx, row)
    await act(tx, row, now)
    return settle(city, tx, row, now)
  })
  tell(city, call)
  return call
}

/** Writes how the call stands after what was done in it, within the same transaction. */
export async function settle(city: City, tx: Queries, row: store.CallRow, now: number): Promise<CallShown> {
  const asked = await store.askedIn(tx, row.id)
  const present = (await store.partiesIn(tx, row.id)).map(party => party.person)
  const { state, why } = next({ state: row.state, by: row.by, present, answers: asked.map(one => one.answer) })
  const ended = state === 'ended'
  if (ended) {
    await store.missRings(tx, row.id, now)
    await store.endParties(tx, row.id, 'all', now)
    callEnded(city, row.kind, why ?? 'hung_up')
  }
  await store.move(tx, row.id, { state, why: why ?? null, answered: state === 'live', ended }, now)
  await city.outbox.emit(tx, CALL_MOVED, { id: row.id })
  const moved = await store.callOf(tx, row.id)
  return show(tx, moved as store.CallRow)
}

/** Only a hint, after the commit: whoever was away asks. */
export function tell(city: City, call: CallShown): void {
  const push: Push = { f: JSON.stringify({ t: 'call', call } satisfies Down), e: true }
  for (const person of peopleOfCall(call)) city.bus.publish(personSubject(person), push)
  if (call.via === 'sfu') tellForwarders(city, call)
}
