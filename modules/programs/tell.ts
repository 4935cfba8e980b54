import { personSubject } from '@plaza/chat'
import type { Down } from '@plaza/contract'
import type { City } from '@plaza/house'
import type { Push } from '@plaza/realtime'
import { TOLD_AT_ONCE_MAX, TOLD_SINCE_MS } from './limits.ts'
import { openedSince } from './store-releases.ts'

const FIRST = '00000000-0000-0000-0000-000000000000'

/**
 * Tells everybody who opened a program lately that it changed. Only a hint: a client that has the program open and was away
 * asks `GET /programs/:appId/serial`.
 */
export async function tellOpeners(city: City, { appId, serial }: { appId: string; serial: number }): Promise<void> {
  const frame: Down = { t: 'program', app: appId, serial }
  const push: Push = { f: JSON.stringify(frame), e: true }
  const since = city.clock.now() - TOLD_SINCE_MS
  for (let after = FIRST; ;) {
    const people = await openedSince(city.db, { appId, since, after, limit: TOLD_AT_ONCE_MAX })
    for (const person of people) city.bus.publish(personSubject(person), push)
    if (people.length < TOLD_AT_ONCE_MAX) return
    after = people.at(-1)!
  }
}
