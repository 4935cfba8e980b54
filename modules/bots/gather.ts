import { eventsAfter, movedAfter } from '@plaza/chat'
import type { ChatEvent } from '@plaza/contract'
import type { City } from '@plaza/house'
import { EVENTS_PER_DELIVERY } from './limits.ts'

/** What a delivery carries, and where the bot has come to once it was taken. */
export interface Parcel {
  readonly events: ChatEvent[]
  readonly places: Map<string, number>
  readonly u: number
}

/** Reads how far some conversations were brought to the bot. */
export type Places = (convs: readonly string[]) => Promise<ReadonlyMap<string, number>>

/** Gathers what happened after the bot's places, up to one delivery full: then its `u` stays, since there is more. */
export async function gather(city: City, bot: string, u: number, placesOf: Places): Promise<Parcel> {
  const moved = await movedAfter(city, bot, u)
  const known = await placesOf(moved.conversations.map(({ c }) => c))
  const events: ChatEvent[] = []
  const places = new Map<string, number>()
  let read = 0
  for (const { c, from, q } of moved.conversations.toReversed()) {
    const after = Math.max(from, known.get(c) ?? 0)
    if (after >= q) continue
    if (read >= EVENTS_PER_DELIVERY) return { events, places, u }
    const page = await eventsAfter(city, c, bot, after, EVENTS_PER_DELIVERY - read)
    read += page.events.length
    events.push(...page.events.filter(event => event.f !== bot))
    const last = page.events.at(-1)
    if (last) places.set(c, last.q)
    if (page.more) return { events, places, u }
  }
  return { events, places, u: moved.u }
}
