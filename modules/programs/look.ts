import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { mustLock, putProfile, restate } from './releases.ts'
import type { Profile } from './rules.ts'
import { dropLook, dropLooks, putLook, setFacts } from './store-releases.ts'
import { forget } from './store-person.ts'
import { dropSubscriptions } from './store-subscribe.ts'

/**
 * Doors of the registry: somebody of the city looks at a version that was submitted. It runs for them as it would for
 * citizens, with the profile that came with it; nobody else gets it, and their visits are not counted.
 */
export async function beginLook(
  city: City,
  tx: Queries,
  look: { appId: string; version: string; person: string; profile: Profile },
): Promise<void> {
  const before = await mustLock(tx, look.appId)
  await setFacts(tx, look.version, look.profile)
  if (before.released === null) await putProfile(tx, look.appId, look.profile, city.clock.now())
  await putLook(tx, look)
  await restate(city, tx, look.appId, { quiet: true })
}

/** One of nobody's looked enough: what the program kept of them goes with it. Safe to repeat. */
export async function endLook(tx: Queries, { appId, person }: { appId: string; person: string }): Promise<void> {
  await dropLook(tx, appId, person)
  await forget(tx, person, appId)
  await dropSubscriptions(tx, person, appId)
}

/** Nobody looks at a version any more: it was decided, or taken back. What is theirs in the program stays theirs. */
export const endLooks = (tx: Queries, version: string): Promise<void> => dropLooks(tx, version)
