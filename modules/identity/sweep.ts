import type { City } from '@plaza/house'
import { sweepCodes } from './codes/store.ts'
import { sweepDeviceCodes } from './device-codes/store.ts'
import { tellEnded } from './events.ts'
import { ATTEMPT_KEPT_MS, CODE_KEPT_MS, LINK_KEPT_MS, SESSION_IDLE_MS, SESSION_REVOKED_KEPT_MS } from './limits.ts'
import { sweepLinks } from './links/store.ts'
import { sweepCeremonies } from './passkeys/store.ts'
import { sweepAttempts, sweepSessions } from './store.ts'

/** Chore: forgets what is over. Nothing waits for it: expiry is judged wherever a thing is used. */
export async function sweep(city: City): Promise<void> {
  const now = city.clock.now()
  await sweepCodes(city.db, now - CODE_KEPT_MS)
  await sweepCeremonies(city.db, now)
  await sweepLinks(city.db, now - LINK_KEPT_MS)
  await sweepDeviceCodes(city.db, now - LINK_KEPT_MS)
  await sweepAttempts(city.db, now - ATTEMPT_KEPT_MS)
  const idle = await sweepSessions(city.db, { idle: now - SESSION_IDLE_MS, ended: now - SESSION_REVOKED_KEPT_MS, now })
  for (const { person, id } of idle) tellEnded(city, person, [id], 'idle')
}
