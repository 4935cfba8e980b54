import { personSubject } from '@plaza/chat'
import type { CallShown, Down } from '@plaza/contract'
import type { City } from '@plaza/house'
import type { Push } from '@plaza/realtime'
import { ForwardingProcess, type MediaPlace, type Sfu } from '@plaza/sfu'
import { callForwarded, forwarderLost } from './events.ts'
import { FORWARDER_BEAT_MS, FORWARDER_KEPT_MS, FORWARDER_LOST_MS } from './limits.ts'
import { placesIn } from './rules.ts'
import * as store from './store.ts'

/** The process that would forward a call of a group now, if there is one, and for how many people it has room. */
export async function roomNow(city: City): Promise<{ forwarder: string | null; places: number }> {
  const forwarder = (await store.someForwarder(city.db, city.clock.now() - FORWARDER_LOST_MS)) ?? null
  return { forwarder, places: placesIn({ forwarder }) }
}

/** To the process that forwards this call: a device offers its connection. Any other has nothing to do with it any more. */
interface Offered {
  readonly forwarder: string
  readonly call: string
  readonly peer: string
  readonly person: string
  readonly sdp: string
}
/** To all of them: who is in a call. */
interface Stands {
  readonly call: string
  readonly peers: readonly string[]
}

const OFFERS = 'calls.offers'
const STANDS = 'calls.stands'

/** A device in a call says something to whoever forwards it. What comes from elsewhere, or is no offer, is passed over. */
export async function offered(
  city: City,
  { call, peer, person, b }: { call: string; peer: string; person: string; b: string },
): Promise<void> {
  const sdp = offerIn(b)
  if (sdp === undefined || !(await store.isIn(city.db, call, peer, person))) return
  const forwarder = await store.forwarderOf(city.db, call, city.clock.now() - FORWARDER_LOST_MS)
  if (forwarder) city.bus.publish(OFFERS, { forwarder, call, peer, person, sdp } satisfies Offered)
}

/** Whoever forwards this call lets go of devices that have left it. */
export function tellForwarders(city: City, { id, parties }: CallShown): void {
  city.bus.publish(STANDS, { call: id, peers: parties.map(party => party.peer) } satisfies Stands)
}

/** Forwards calls in this city from here, in a process beside this one, until it stops. */
export async function openForwarder(city: City, place: MediaPlace): Promise<Sfu> {
  const id = city.newId()
  /** Whose device it is, to find it again. */
  const people = new Map<string, string>()
  const say = (call: string, peer: string, word: object) => {
    const person = people.get(peer)
    if (person === undefined) return
    const frame = { t: 'signal', call, from: call, to: peer, b: JSON.stringify(word) } satisfies Down
    city.bus.publish(personSubject(person), { f: JSON.stringify(frame), e: true } satisfies Push)
  }
  const sfu = new ForwardingProcess(place, {
    answered: (call, peer, sdp) => say(call, peer, { d: { type: 'answer', sdp } }),
    refused: (call, peer, why) => {
      city.log.warn({ call, why }, 'an offer was refused')
      people.delete(peer)
    },
    lost: (call, peer) => {
      forwarderLost(city)
      say(call, peer, { gone: true })
      people.delete(peer)
    },
  })
  /** Another process was given this call, as this one was not heard of for a while. */
  const giveUp = (call: string) => {
    for (const peer of sfu.keep(call, [])) {
      say(call, peer, { gone: true })
      people.delete(peer)
    }
  }
  const subscriptions = [
    city.bus.subscribe(OFFERS, message => {
      const { forwarder, call, peer, person, sdp } = message as Offered
      if (forwarder !== id) return giveUp(call)
      people.set(peer, person)
      callForwarded(city)
      sfu.offer(call, peer, sdp)
    }),
    city.bus.subscribe(STANDS, message => {
      const { call, peers } = message as Stands
      for (const left of sfu.keep(call, peers)) people.delete(left)
    }),
  ]
  const beat = async () => {
    const now = city.clock.now()
    await store.forwarderThere(city.db, id, now, now - FORWARDER_KEPT_MS)
  }
  await beat()
  const timer = setInterval(
    () => void beat().catch(error => city.log.error({ error }, 'a beat failed')),
    FORWARDER_BEAT_MS,
  )
  city.onStop(async () => {
    clearInterval(timer)
    for (const subscription of subscriptions) subscription.unsubscribe()
    await store.forwarderGone(city.db, id)
    await sfu.close()
  })
  return sfu
}

function offerIn(b: string): string | undefined {
  try {
    const { d } = JSON.parse(b) as { d?: { type?: unknown; sdp?: unknown } }
    return d?.type === 'offer' && typeof d.sdp === 'string' ? d.sdp : undefined
  } catch {
    return undefined
  }
}
