import { personSubject } from '@plaza/chat'
import type { ChatEvent } from '@plaza/contract'
import type { City } from '@plaza/house'
import { gather, type Parcel } from './gather.ts'
import * as store from './store.ts'

/**
 * A bot's long poll. `u` is what the last answer gave: coming back with it says that the answer arrived, and only then do
 * the bot's places move. An answer that got lost is asked for with the older number and comes again. Waits up to `waitMs`.
 */
export async function poll(
  city: City,
  bot: string,
  u: number,
  waitMs: number,
): Promise<{ u: number; events: ChatEvent[] }> {
  const happened = listenFor(city, bot)
  try {
    const first = await answer(city, bot, u)
    if (first.events.length > 0 || waitMs === 0) return first
    await Promise.race([happened.promise, new Promise(resolve => setTimeout(resolve, waitMs))])
    return await answer(city, bot, u)
  } finally {
    happened.stop()
  }
}

function listenFor(city: City, bot: string): { promise: Promise<void>; stop: () => void } {
  let wake: () => void = () => {}
  const promise = new Promise<void>(resolve => (wake = resolve))
  const subscription = city.bus.subscribe(personSubject(bot), () => wake())
  return { promise, stop: () => subscription.unsubscribe() }
}

async function answer(city: City, bot: string, said: number): Promise<{ u: number; events: ChatEvent[] }> {
  return city.db.tx(async tx => {
    // The row's lock makes two polls of one bot take turns.
    const state = await store.lockPoll(tx, bot)
    const arrived = said === state.answered && state.pending !== null
    if (arrived) await store.movePollPlaces(tx, bot, new Map(Object.entries(state.pending ?? {})), state.pending_u)
    const from = arrived ? Math.max(state.u, state.pending_u) : state.u
    const parcel: Parcel = await gather(city, bot, from, convs => store.pollPlacesOf(tx, bot, convs))
    if (parcel.places.size === 0) return { u: state.answered, events: [] }
    const next = state.answered + 1
    await store.promise(tx, bot, {
      answered: next,
      pending: Object.fromEntries(parcel.places),
      u: from,
      pendingU: parcel.u,
    })
    return { u: next, events: parcel.events }
  })
}
