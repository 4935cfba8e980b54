import { personSubject } from '@plaza/chat'
import type { Down } from '@plaza/contract'
import type { Module } from '@plaza/house'
import type { Push } from '@plaza/realtime'
import { offered } from './forward.ts'
import { heard, reachable } from './store.ts'

/** What devices in a call say: to each other, and that they are still there. What comes from elsewhere is passed over. */
export const frames: NonNullable<Module['frames']> = {
  async signal(city, session, { call, from, to, b }) {
    if (to === call) return offered(city, { call, peer: from, person: session.caller.person, b })
    const person = await reachable(city.db, { call, from, to, by: session.caller.person })
    if (person === undefined) return
    const frame = { t: 'signal', call, from, to, b } satisfies Down
    city.bus.publish(personSubject(person), { f: JSON.stringify(frame), e: true } satisfies Push)
  },

  in_call: (city, session, { call, peer }) => heard(city.db, call, peer, session.caller.person, city.clock.now()),
}
