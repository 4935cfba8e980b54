import { membersAmong, mustMayPost } from '@plaza/chat'
import type { callsApi, InputOf, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { change } from './change.ts'
import { openingAnswers } from './ringing.ts'
import { placesIn } from './rules.ts'
import { peopleOfCall } from './show.ts'
import * as store from './store.ts'

type Input = InputOf<typeof callsApi.addToCall>

/**
 * Rings more members of the conversation from within a call. Safe to repeat: the id is the caller's. Refuses `not_found` where
 * their device is not in it, what a message of theirs would be refused for, `call_for_whom`, `call_full`, `call_over`,
 * `exists_different`.
 */
export async function addToCall(city: City, { input, by }: Call<Input>): Promise<ReplyOf<typeof callsApi.addToCall>> {
  const { id, add, peer, people } = input
  const row = await store.callOf(city.db, id)
  if (!row || !(await store.concerns(city.db, id, by.person))) throw new Refusal('not_found')
  if (row.state === 'ended') throw new Refusal('call_over')
  await mustMayPost(city, row.conv, by.person)
  const members = await membersAmong(city, row.conv, people)
  if (people.some(person => !members.has(person))) throw new Refusal('call_for_whom')
  const call = await change(city, id, async (tx, _row, now) => {
    if (!(await store.isIn(tx, id, peer, by.person))) throw new Refusal('not_found')
    if (!(await store.keepAdded(tx, { add, call: id, peer, at: now }))) return
    const parties = await store.partiesIn(tx, id)
    const rung = (await store.askedIn(tx, id)).filter(one => one.answer === null)
    const there = new Set([...parties, ...rung].map(one => one.person))
    const missing = people.filter(person => !there.has(person))
    if (there.size + missing.length > placesIn(row)) throw new Refusal('call_full')
    await store.askAnew(tx, id, await openingAnswers(city, tx, by.person, missing), now)
  })
  if (call.state === 'ended') throw new Refusal('call_over')
  return { call, people: await cards(city, peopleOfCall(call)) }
}
