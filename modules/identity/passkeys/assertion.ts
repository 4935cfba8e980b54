import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { isUuid, Refusal } from '@plaza/kernel'
import { verifyAuthenticationResponse, type AuthenticationResponseJSON } from '@simplewebauthn/server'
import { wayRefused } from '../events.ts'
import { originOf, rpIdOf } from './options.ts'
import { passkeysOf, takeCeremony, usePasskey, type CeremonyRow } from './store.ts'

/** A use of a passkey whose signature was right. */
export interface PasskeyUse {
  readonly person: string
  readonly key: string
  readonly counter: number
}

/** The ceremony, taken away: a challenge serves once. Refuses one that is over, unknown or of another kind (`ceremony_expired`). */
export async function takeLive(city: City, id: string, kind?: CeremonyRow['kind']): Promise<CeremonyRow> {
  const ceremony = await takeCeremony(city.db, id)
  const live = ceremony && ceremony.expiresAt > city.clock.now() && (kind === undefined || ceremony.kind === kind)
  if (!live) throw new Refusal('ceremony_expired')
  return ceremony
}

/** Whose passkey signed the challenge, checked against origin and host (WebAuthn Level 3, 7.2); else `passkey_refused`. */
export async function verified(
  city: City,
  ceremony: Pick<CeremonyRow, 'challenge'>,
  answer: Record<string, unknown>,
  { verifiedUser = false } = {},
): Promise<PasskeyUse> {
  const response = answer as unknown as AuthenticationResponseJSON
  const person = personOf(response)
  const key = person ? (await passkeysOf(city.db, person)).find(passkey => passkey.id === response.id) : undefined
  if (!person || !key) throw refused(city, 'unknown_passkey')
  const { verified: right, authenticationInfo: info } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: ceremony.challenge,
    expectedOrigin: originOf(city),
    expectedRPID: rpIdOf(city),
    credential: {
      id: key.id,
      publicKey: new Uint8Array(key.publicKey),
      counter: Number(key.counter),
      transports: key.transports,
    },
    requireUserVerification: verifiedUser,
  }).catch(() => ({ verified: false, authenticationInfo: undefined }))
  if (!right || !info) throw refused(city, 'bad_signature')
  return { person, key: key.id, counter: info.newCounter }
}

/** Counts the use in the caller's transaction. A copied authenticator is seen by a counter that does not grow. */
export async function usedIn(city: City, tx: Queries, use: PasskeyUse): Promise<void> {
  if (!(await usePasskey(tx, use.person, use.key, use.counter, city.clock.now()))) throw refused(city, 'counter')
}

/** The refusal of a passkey; why stands in the log alone. */
export function refused(city: City, why: string): Refusal {
  wayRefused(city, 'passkey', why)
  return new Refusal('passkey_refused')
}

/** Whose passkey the authenticator says it is. It is only a claim: the signature must fit a key of that person. */
function personOf(response: AuthenticationResponseJSON): string | undefined {
  const claimed: unknown = response.response?.userHandle
  if (typeof claimed !== 'string') return undefined
  const hex = Buffer.from(claimed, 'base64url').toString('hex')
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return isUuid(id) ? id : undefined
}
