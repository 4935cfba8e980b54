import { callShown } from '@plaza/calls'
import type { CallShown } from '@plaza/contract'
import type { City } from '@plaza/house'
import { known } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import { sentence, type SentenceKey } from '@plaza/locales'
import { isQuiet, type Setting } from './rules.ts'
import * as store from './store.ts'
import { addCalls, type Call } from './store-calls.ts'
import { topicOf } from './words.ts'

/** How a call stands for one of those whom it rings: it rings, they answered, declined or missed it. */
type Standing = 'rings' | 'answered' | 'declined' | 'missed'

interface Asked {
  readonly person: string
  readonly standing: Standing
}

/**
 * A call that rings calls the devices of whoever is rung, at once and loudly; what becomes of it, missed or answered elsewhere,
 * takes that place. Muted chats ring, too; quiet hours, a chat that calls for nothing, and a device in front do not. Safe to
 * repeat.
 */
export async function callMoved(city: City, { id }: { id: string }): Promise<void> {
  const call = await callShown(city, id)
  if (!call) return
  const asked = call.asked.map(({ person, answer }) => ({ person, standing: standingOf(call, answer) }))
  const subscriptions = await store.subscriptionsOf(
    city.db,
    asked.map(one => one.person),
  )
  if (subscriptions.length === 0) return
  const reached = new Set(subscriptions.map(one => one.person))
  const rings = await mayRing(
    city,
    call.c,
    asked.filter(one => one.standing === 'rings' && reached.has(one.person)).map(one => one.person),
  )
  // Whoever began a call may be rung into it by those who are still there.
  const callerFor = (person: string) => (person === call.by ? (call.parties[0]?.person ?? call.by) : call.by)
  const people = await known(city, [call.by, ...call.parties.map(one => one.person), ...reached])
  const now = city.clock.now()
  const calling = ({ person, standing }: Asked): Call[] => {
    const language = people.get(person)?.language ?? 'en'
    const message = {
      tag: `call ${id}`,
      title: people.get(callerFor(person))?.card.name ?? '',
      body: sentence(language, wordsFor(standing, call.kind)),
      path: `/chats/${call.c}`,
      c: call.c,
      unread: 0,
      ring: standing === 'rings' ? ('on' as const) : ('off' as const),
    }
    const own = { id: derivedId('call', id, standing), message, topic: topicOf(message.tag), urgent: true }
    return subscriptions.filter(one => one.person === person).map(one => ({ ...own, subscription: one.id }))
  }
  await city.tx(async tx => {
    const over = asked.filter(one => one.standing !== 'rings')
    const told = new Set([
      ...(await store.keepRung(tx, id, rings, now)),
      ...(await store.takeRung(
        tx,
        id,
        over.map(one => one.person),
      )),
    ])
    await addCalls(tx, asked.filter(one => told.has(one.person)).flatMap(calling), now)
  })
}

function standingOf({ state }: CallShown, answer: CallShown['asked'][number]['answer']): Standing {
  if (answer === undefined) return state === 'ended' ? 'missed' : 'rings'
  if (answer === 'declined') return 'declined'
  return answer === 'joined' ? 'answered' : 'missed'
}

function wordsFor(standing: Standing, kind: CallShown['kind']): SentenceKey {
  if (standing === 'rings') return kind === 'video' ? 'called.ring.video' : 'called.ring.voice'
  return `called.ring.${standing}`
}

/** Those whom a call of this conversation may ring now. */
async function mayRing(city: City, c: string, people: readonly string[]): Promise<string[]> {
  const now = city.clock.now()
  const [settings, rules, looking] = await Promise.all([
    store.settingsOf(city.db, people),
    store.rulesIn(city.db, c, people),
    store.lookingAmong(city.db, people, now),
  ])
  return people.filter(
    person => !looking.has(person) && rules.get(person) !== 'nothing' && !isQuiet(settings.get(person) as Setting, now),
  )
}
