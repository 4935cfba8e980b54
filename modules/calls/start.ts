import { membersAmong, mustMayPost, rowsOf } from '@plaza/chat'
import type { callsApi, InputOf, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { settle, tell } from './change.ts'
import { callStarted } from './events.ts'
import { roomNow } from './forward.ts'
import { answerFor, joined, leaveOthers } from './join.ts'
import { openingAnswers } from './ringing.ts'
import * as store from './store.ts'

type Input = InputOf<typeof callsApi.startCall>

/**
 * Rings people of a conversation. Where a call is open there already it is joined instead, so two who call each other at the
 * same moment meet. Refuses `not_a_member`, `not_a_contact`, `admins_only`, `call_for_whom`, `call_over`, `call_full`.
 */
export async function startCall(city: City, { input, by }: Call<Input>): Promise<ReplyOf<typeof callsApi.startCall>> {
  const { id, c: conv, kind, peer } = input
  await mustMayPost(city, conv, by.person)
  const known = await store.callOf(city.db, id)
  if (known && (known.conv !== conv || known.by !== by.person)) throw new Refusal('exists_different')
  const open = known ?? (await store.openIn(city.db, conv))
  if (open) return joined(city, { id: open.id, peer, person: by.person })
  const now = city.clock.now()
  const { people, forwarder } = await whom(city, input, by.person)
  const call = await city.tx(async tx => {
    if (!(await store.addCall(tx, { id, conv, kind, by: by.person, at: now, forwarder }))) return undefined
    const row = (await store.lockCall(tx, id)) as store.CallRow
    const asked = await openingAnswers(city, tx, by.person, people)
    await store.addParty(tx, { peer, call: id, person: by.person, at: now })
    await store.ask(tx, id, asked, now)
    callStarted(city, kind)
    return settle(city, tx, row, now)
  })
  // Somebody else of this conversation was quicker.
  if (!call) return joined(city, { id: (await store.openIn(city.db, conv))?.id ?? id, peer, person: by.person })
  tell(city, call)
  // Where all of them are in another call, nobody was rung, and its caller stays where they are.
  if (call.state !== 'ended') await leaveOthers(city, by.person, id)
  return answerFor(city, call, by.person)
}

interface Whom {
  readonly people: string[]
  readonly forwarder: string | null
}

/** Whom to ring: the other of two, or the chosen members of a group; these the city forwards, where it can. */
async function whom(city: City, { c, people }: Input, by: string): Promise<Whom> {
  const [row] = await rowsOf(city, by, { convs: [c] })
  if (row?.kind === 'direct' && row.peer) return { people: [row.peer], forwarder: null }
  const chosen = (people ?? []).filter(person => person !== by)
  const members = await membersAmong(city, c, chosen)
  if (chosen.length === 0 || chosen.some(person => !members.has(person))) throw new Refusal('call_for_whom')
  const { forwarder, places } = await roomNow(city)
  if (chosen.length >= places) throw new Refusal('call_full')
  return { people: chosen, forwarder }
}
