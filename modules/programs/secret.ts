import type { City } from '@plaza/house'
import { createHash, timingSafeEqual } from 'node:crypto'
import { secretHashOf, setSecretHash } from './store.ts'

const SECRET_BYTES = 16

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** Gives a program's server a new secret, shown once; the one before is void. */
export async function renewSecret(city: City, appId: string): Promise<string> {
  const secret = Buffer.from(city.dice.bytes(SECRET_BYTES)).toString('hex')
  await setSecretHash(city.db, appId, hashOf(secret))
  return secret
}

/** Sets a secret that was made elsewhere, for servers that the operator runs beside the city. */
export const setSecret = (city: City, appId: string, secret: string): Promise<void> =>
  setSecretHash(city.db, appId, hashOf(secret))

/** Whether this is the program's secret; compared without telling how far it fits. */
export async function secretFits(city: City, appId: string, secret: string): Promise<boolean> {
  const kept = await secretHashOf(city.db, appId)
  return kept !== undefined && timingSafeEqual(kept, hashOf(secret))
}
