import { standingIn } from '@plaza/chat'
import type { callsApi, CallShown, ReplyOf } from '@plaza/contract'
import type { City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { change } from './change.ts'
import { iceServers } from './ice.ts'
import { placesIn } from './rules.ts'
import { peopleOfCall } from './show.ts'
import * as store from './store.ts'

/**
 * Lets a device into a call of a conversation of its person's, and gives it what it needs to reach the others. Another device
 * of the same person leaves, and so do they any other call. Refuses `not_found`, `call_over`, `call_full`.
 */
export async function joined(
  city: City,
  { id, peer, person }: { id: string; peer: string; person: string },
): Promise<ReplyOf<typeof callsApi.joinCall>> {
  const row = await store.callOf(city.db, id)
  if (!row || (await standingIn(city, row.conv, person)) !== 'member') throw new Refusal('not_found')
  const call = await change(city, id, async (tx, _row, now) => {
    const others = (await store.partiesIn(tx, id)).filter(party => party.person !== person)
    if (others.length >= placesIn(row)) throw new Refusal('call_full')
    await store.endParties(tx, id, { person, but: peer }, now)
    await store.addParty(tx, { peer, call: id, person, at: now })
    if (person !== row.by) await store.ask(tx, id, [{ person, answer: null }], now)
    await store.answer(tx, id, person, 'joined')
  })
  if (call.state === 'ended' || !call.parties.some(party => party.peer === peer)) throw new Refusal('call_over')
  await leaveOthers(city, person, id)
  return answerFor(city, call, person)
}

/** What a device needs that is in a call now. */
export async function answerFor(
  city: City,
  call: CallShown,
  person: string,
): Promise<ReplyOf<typeof callsApi.joinCall>> {
  return { call, ice: iceServers(city, person), people: await cards(city, peopleOfCall(call)) }
}

/** Nobody is in two calls. */
export async function leaveOthers(city: City, person: string, id: string): Promise<void> {
  for (const { call } of await store.othersOf(city.db, person, id))
    await change(city, call, (tx, _row, now) => store.endParties(tx, call, { person }, now))
}
