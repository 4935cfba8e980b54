import type { City } from '@plaza/house'
import { RateLimit } from '@plaza/http'
import { perCity } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { programOf, secretFits } from '@plaza/programs'
import { derive } from '@plaza/vault'
import { createHash } from 'node:crypto'
import { tokenIssued } from './events.ts'
import {
  FORCED_PAUSE_MS,
  PROGRAM_PER_MINUTE,
  SECRETS_PER_MINUTE,
  STABLE_FRESH_MS,
  TOKEN_BYTES,
  TOKEN_LIFE_MS,
  TOKEN_OVERLAP_MS,
} from './limits.ts'
import { platformOf } from './settings.ts'
import { endTokens, lockStable, nextStable, programBehind, putToken } from './store.ts'

export interface Issued {
  readonly token: string
  readonly lifeMs: number
}

export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
const rates = perCity(city => new RateLimit(city.clock))

/** Checks the secret of a program. Refuses `wrong_credentials`, and whoever guesses (`too_many_requests`). */
export async function mustKnowSecret(
  city: City,
  who: { appId: string; secret: string; address: string },
): Promise<void> {
  if (await secretFits(city, who.appId, who.secret)) return
  const retryMs = rates(city).take(`secret ${who.appId} ${who.address}`, SECRETS_PER_MINUTE)
  if (retryMs > 0) throw new Refusal('too_many_requests', { retryMs })
  throw new Refusal('wrong_credentials')
}

/** The program whose token this is. Refuses `token_wrong`, programs that were stopped, and those that ask too often. */
export async function mustHoldToken(city: City, token: string): Promise<string> {
  const appId = token === '' ? undefined : await programBehind(city.db, hashOf(token), city.clock.now())
  if (appId === undefined) throw new Refusal('token_wrong')
  const program = await programOf(city, appId)
  if (!program || program.stoppedAt !== null) throw new Refusal('program_stopped')
  const retryMs = rates(city).take(`program ${appId}`, PROGRAM_PER_MINUTE)
  if (retryMs > 0) throw new Refusal('too_many_requests', { retryMs })
  return appId
}

/** A token of the primary API; those before live on until they are over. */
export async function oauthToken(city: City, appId: string): Promise<Issued> {
  const token = chance(city)
  await putToken(city.db, { hash: hashOf(token), appId, kind: 'oauth', expiresAt: city.clock.now() + TOKEN_LIFE_MS })
  tokenIssued(city, 'oauth')
  return { token, lifeMs: TOKEN_LIFE_MS }
}

/** A token as the compatible API gives it: the one before ends after a short overlap. */
export async function plainToken(city: City, appId: string): Promise<Issued> {
  const token = chance(city)
  const now = city.clock.now()
  await city.db.tx(async tx => {
    await endTokens(tx, appId, 'plain', now + TOKEN_OVERLAP_MS)
    await putToken(tx, { hash: hashOf(token), appId, kind: 'plain', expiresAt: now + TOKEN_LIFE_MS })
  })
  tokenIssued(city, 'plain')
  return { token, lifeMs: TOKEN_LIFE_MS }
}

/**
 * The stable token: the same one to whoever asks, until shortly before it is over. It is derived from its number, so the
 * database holds nothing that could be used. `force` makes a new one at once and ends the one before.
 */
export async function stableToken(city: City, appId: string, force: boolean): Promise<Issued> {
  const now = city.clock.now()
  return city.db.tx(async tx => {
    const row = await lockStable(tx, appId)
    const forced = force && now - (row.forcedAt ?? 0) >= FORCED_PAUSE_MS
    if (!forced && row.expiresAt - now > STABLE_FRESH_MS)
      return { token: stable(city, appId, row.n), lifeMs: row.expiresAt - now }
    const n = row.n + 1
    const token = stable(city, appId, n)
    if (forced) await endTokens(tx, appId, 'stable', now)
    await putToken(tx, { hash: hashOf(token), appId, kind: 'stable', expiresAt: now + TOKEN_LIFE_MS })
    await nextStable(tx, { appId, n, forcedAt: forced ? now : null, expiresAt: now + TOKEN_LIFE_MS })
    tokenIssued(city, 'stable')
    return { token, lifeMs: TOKEN_LIFE_MS }
  })
}

const chance = (city: City): string => Buffer.from(city.dice.bytes(TOKEN_BYTES)).toString('base64url')

const stable = (city: City, appId: string, n: number): string =>
  derive(platformOf(city).masterKeys, `stable token|${appId}|${n}`, TOKEN_BYTES).toString('base64url')
