import { MEMBER_LEFT, standingIn } from '@plaza/chat'
import { callsApi, type CallShown, type ReplyOf } from '@plaza/contract'
import { module, route, type City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { addToCall } from './add.ts'
import { showCall } from './card.ts'
import { change } from './change.ts'
import { endDueCalls, endForLeft } from './end-due.ts'
import { CALL_MOVED } from './events.ts'
import { roomNow } from './forward.ts'
import { frames } from './frames.ts'
import { joined } from './join.ts'
import { LOOK_MS } from './limits.ts'
import { peopleOfCall, show } from './show.ts'
import { startCall } from './start.ts'
import { keptOf } from './store-kept.ts'
import * as store from './store.ts'

export { CALL_MOVED } from './events.ts'
export { openForwarder } from './forward.ts'
export { RING_MS } from './limits.ts'

const done = { done: true } as const

/** Voice and video calls: who rings whom, who is in, and what devices tell each other to get connected. */
export const calls = module({
  name: 'calls',
  sql: new URL('./sql/', import.meta.url),
  exports: keptOf,
  routes: [
    route(callsApi.startCall, startCall),
    route(callsApi.joinCall, (city, { by, input }) => joined(city, { ...input, person: by.person })),
    route(callsApi.addToCall, addToCall),
    route(callsApi.declineCall, async (city, { by, input }) => {
      await mustConcern(city, input.id, by.person)
      await change(city, input.id, tx => store.answer(tx, input.id, by.person, 'declined'))
      return done
    }),
    route(callsApi.leaveCall, async (city, { by, input }) => {
      await mustConcern(city, input.id, by.person)
      await change(city, input.id, (tx, _row, now) =>
        store.endParties(tx, input.id, { peer: input.peer, person: by.person }, now),
      )
      return done
    }),
    route(callsApi.openCalls, (city, { by }) => openCalls(city, by.person)),
    route(callsApi.callIn, (city, { by, input }) => callIn(city, input.id, by.person)),
  ],
  frames,
  listens: {
    [CALL_MOVED]: showCall,
    [MEMBER_LEFT]: endForLeft,
    'identity.person_erased': (city, { person }: { person: string }) => store.forget(city.db, person),
  },
  chores: { due: { everyMs: LOOK_MS, run: endDueCalls } },
})

/** Of any other call nobody learns whether there is one. */
async function mustConcern(city: City, id: string, person: string): Promise<void> {
  if (!(await store.concerns(city.db, id, person))) throw new Refusal('not_found')
}

async function openCalls(city: City, person: string): Promise<ReplyOf<typeof callsApi.openCalls>> {
  const open = []
  for (const row of await store.openFor(city.db, person)) open.push(await show(city.db, row))
  const { places } = await roomNow(city)
  return { calls: open, people: await cards(city, open.flatMap(peopleOfCall)), places }
}

/** What members of a conversation could join; of others' conversations nobody learns anything. */
async function callIn(city: City, conv: string, person: string): Promise<ReplyOf<typeof callsApi.callIn>> {
  if ((await standingIn(city, conv, person)) !== 'member') throw new Refusal('not_found')
  const row = await store.openIn(city.db, conv)
  if (!row) return { people: [] }
  const call = await show(city.db, row)
  return { call, people: await cards(city, peopleOfCall(call)) }
}

/** Door: a call as its people see it, for whoever tells of it; undefined where there is none. */
export async function callShown(city: City, id: string): Promise<CallShown | undefined> {
  const row = await store.callOf(city.db, id)
  return row && show(city.db, row)
}
