import { perCity, type City } from '@plaza/house'
import { Lru } from '@plaza/kernel'
import { FACTS_REMEMBERED_MAX, FINISHED_REMEMBERED_MAX } from './limits.ts'
import { envelopeOf, takesOf, type EnvelopeFacts } from './store.ts'

/**
 * What never changes about envelopes, and who took the shares of those that are empty: both may be remembered for ever.
 * What is being asked is asked once for all who want to know it in the same moment.
 */
const memoryOf = perCity(() => ({
  facts: new Lru<string, EnvelopeFacts>(FACTS_REMEMBERED_MAX),
  emptied: new Lru<string, ReadonlySet<string>>(FINISHED_REMEMBERED_MAX),
  factsAsked: new Map<string, Promise<EnvelopeFacts | undefined>>(),
  takersAsked: new Map<string, Promise<ReadonlySet<string>>>(),
}))

/** The facts of an envelope, if there is one. */
export async function factsOf(city: City, id: string): Promise<EnvelopeFacts | undefined> {
  const { facts, factsAsked } = memoryOf(city)
  const ask = () => envelopeOf(city.db, id)
  // That there is none may have been true only before this one asked.
  const known = facts.get(id) ?? (await shared(factsAsked, id, ask)) ?? (await ask())
  if (known) facts.set(id, known)
  return known
}

/** Who took the shares of an envelope that is known to be empty. */
export function takersOfEmpty(city: City, id: string): ReadonlySet<string> | undefined {
  return memoryOf(city).emptied.get(id)
}

/** Remembers that an envelope is empty; only once the database has said so. */
export async function rememberEmpty(city: City, id: string): Promise<void> {
  const { emptied, takersAsked } = memoryOf(city)
  if (emptied.get(id)) return
  const ask = async () => new Set((await takesOf(city.db, id)).map(take => take.person))
  emptied.set(id, await shared(takersAsked, id, ask))
}

function shared<T>(asked: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const before = asked.get(key)
  if (before) return before
  const now = ask().finally(() => asked.delete(key))
  asked.set(key, now)
  return now
}
