import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { generateAuthenticationOptions } from '@simplewebauthn/server'
import { CEREMONY_LIFE_MS } from '../limits.ts'
import { refused, usedIn, verified } from './assertion.ts'
import { rpIdOf } from './options.ts'
import { passkeysOf } from './store.ts'

/**
 * Door: what the browser needs to sign a challenge of another module with one of this person's passkeys, for example a
 * payment. Refuses a person who has none (`passkey_refused`).
 */
export async function passkeySignOptions(
  city: City,
  person: string,
  challenge: Uint8Array<ArrayBuffer>,
): Promise<Record<string, unknown>> {
  const keys = await passkeysOf(city.db, person)
  if (keys.length === 0) throw refused(city, 'unknown_passkey')
  return {
    ...(await generateAuthenticationOptions({
      rpID: rpIdOf(city),
      challenge,
      timeout: CEREMONY_LIFE_MS,
      userVerification: 'required',
      allowCredentials: keys.map(({ id, transports }) => ({ id, transports })),
    })),
  }
}

/**
 * Door: checks that a passkey of this person signed exactly this challenge, with the person verified by the device, and
 * counts the use. Refuses everything else alike (`passkey_refused`).
 */
export async function passkeySigned(
  city: City,
  person: string,
  challenge: Uint8Array,
  answer: Record<string, unknown>,
): Promise<void> {
  const text = Buffer.from(challenge).toString('base64url')
  const use = await verified(city, { challenge: text }, answer, { verifiedUser: true })
  if (use.person !== person) throw new Refusal('passkey_refused')
  await city.db.tx(tx => usedIn(city, tx, use))
}
