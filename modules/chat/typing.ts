import { perCity, type City } from '@plaza/house'
import { Lru } from '@plaza/kernel'
import { limits } from '@plaza/contract'
import * as store from './store.ts'

const REMEMBER_MS = 30_000
const REMEMBERED_MAX = 10_000

const audiences = perCity(() => new Lru<string, { people: readonly string[]; untilMs: number }>(REMEMBERED_MAX))

/** Who is told that somebody types: the others of a small conversation, nobody in a large one or for a stranger. */
export async function typingAudience(city: City, conv: string, person: string): Promise<readonly string[]> {
  const now = city.clock.now()
  let known = audiences(city).get(conv)
  if (!known || known.untilMs < now) {
    const [head] = await store.conversationRows(city.db, [conv])
    const people = head?.open && head.fan && head.fan.length <= limits.SMALL_CONVERSATION_MEMBERS_MAX ? head.fan : []
    audiences(city).set(conv, (known = { people, untilMs: now + REMEMBER_MS }))
  }
  return known.people.includes(person) ? known.people.filter(other => other !== person) : []
}
