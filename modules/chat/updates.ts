import type { ChatEvent } from '@plaza/contract'
import type { City } from '@plaza/house'
import { personSubject } from './announce.ts'
import * as store from './store.ts'
import { asHappened } from './shown.ts'

const EVENTS_PER_ANSWER = 200

/**
 * A bot's long poll: the texts of small conversations that changed after its cursor, oldest first, and the cursor to come
 * back with. Waits for something to happen up to `waitMs`. What came twice has the same id.
 */
export async function updates(
  city: City,
  bot: string,
  u: number,
  waitMs: number,
): Promise<{ u: number; events: ChatEvent[] }> {
  const happened = listenFor(city, bot)
  try {
    const first = await read(city, bot, u)
    if (first.u > u || waitMs === 0) return first
    await Promise.race([happened.promise, new Promise(resolve => setTimeout(resolve, waitMs))])
    return await read(city, bot, u)
  } finally {
    happened.stop()
  }
}

function listenFor(city: City, person: string): { promise: Promise<void>; stop: () => void } {
  let wake: () => void = () => {}
  const promise = new Promise<void>(resolve => (wake = resolve))
  const subscription = city.bus.subscribe(personSubject(person), () => wake())
  return { promise, stop: () => subscription.unsubscribe() }
}

async function read(city: City, bot: string, u: number): Promise<{ u: number; events: ChatEvent[] }> {
  const { u: head } = await store.cursorOf(city.db, bot)
  if (head <= u) return { u, events: [] }
  const rows = await store.unreadEvents(city.db, bot, u, EVENTS_PER_ANSWER)
  return { u: head, events: rows.map(asHappened) }
}
