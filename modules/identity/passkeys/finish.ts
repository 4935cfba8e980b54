import { limits, type InputOf, type SignedIn, type identityApi } from '@plaza/contract'
import { isTaken } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { assert, Refusal, unreachable } from '@plaza/kernel'
import {
  verifyRegistrationResponse,
  type RegistrationResponseJSON,
  type WebAuthnCredential,
} from '@simplewebauthn/server'
import { asRefusal, insertPerson, newPerson } from '../create-people.ts'
import { PERSON_CHANGED, signedUp, tellChanged, waysChanged } from '../events.ts'
import { meOf } from '../me.ts'
import { openSessionIn, welcome } from '../sessions.ts'
import { lockPerson } from '../store.ts'
import { refused, takeLive, usedIn, verified } from './assertion.ts'
import { originOf, rpIdOf } from './options.ts'
import { insertPasskey, passkeysOf, type CeremonyRow, type Draft } from './store.ts'

type FinishCall = Call<InputOf<typeof identityApi.passkeyFinish>>

/** Finishes a ceremony with the authenticator's answer. A challenge serves once, so a failed answer begins anew. */
export async function passkeyFinish(city: City, call: FinishCall): Promise<SignedIn> {
  const ceremony = await takeLive(city, call.input.ceremonyId)
  switch (ceremony.kind) {
    case 'sign-in':
      return finishSignIn(city, call, ceremony)
    case 'sign-up':
      assert(ceremony.draft, 'a sign-up has a draft')
      return finishSignUp(city, call, ceremony.draft, await registered(city, call, ceremony))
    case 'add':
      return finishAdd(city, call, ceremony)
    default:
      return unreachable(ceremony.kind)
  }
}

async function finishSignIn(city: City, call: FinishCall, ceremony: CeremonyRow): Promise<SignedIn> {
  const use = await verified(city, ceremony, call.input.answer)
  const opened = await city.tx(async tx => {
    await usedIn(city, tx, use)
    return openSessionIn(city, tx, use.person, { name: call.input.deviceName, kind: 'browser' })
  })
  return welcome(city, call, opened, 'passkey')
}

async function finishSignUp(
  city: City,
  call: FinishCall,
  draft: Draft,
  credential: WebAuthnCredential,
): Promise<SignedIn> {
  const person = newPerson(city, draft)
  try {
    const opened = await city.tx(async tx => {
      await insertPerson(city, tx, person)
      await insertPasskey(tx, rowFrom(credential, person.id, call.input.deviceName, person.createdAt))
      return openSessionIn(city, tx, person.id, { name: call.input.deviceName, kind: 'browser' })
    })
    signedUp(city, person.id, 'passkey')
    return await welcome(city, call, opened, 'passkey')
  } catch (error) {
    throw asRefusal(error)
  }
}

/** Answers with the account; its token is empty, since the session stays the one there is. */
async function finishAdd(city: City, call: FinishCall, ceremony: CeremonyRow): Promise<SignedIn> {
  const { session } = call
  if (!session || session.person !== ceremony.person) throw new Refusal('not_signed_in')
  const { person, device } = session
  const credential = await registered(city, call, ceremony)
  try {
    await city.tx(async tx => {
      await lockPerson(tx, person)
      if ((await passkeysOf(tx, person)).length >= limits.PASSKEYS_PER_PERSON_MAX) {
        throw new Refusal('too_many_devices', { max: limits.PASSKEYS_PER_PERSON_MAX })
      }
      await insertPasskey(tx, rowFrom(credential, person, call.input.deviceName, city.clock.now()))
      await city.outbox.emit(tx, PERSON_CHANGED, { person })
    })
  } catch (error) {
    throw isTaken(error, 'passkey_pkey') ? refused(city, 'known_passkey') : error
  }
  tellChanged(city, person)
  waysChanged(city, person, 'passkey added')
  return { me: await meOf(city, person, device), token: '' }
}

/** The new credential, checked against challenge, origin and host. */
async function registered(city: City, call: FinishCall, ceremony: CeremonyRow): Promise<WebAuthnCredential> {
  const result = await verifyRegistrationResponse({
    response: call.input.answer as unknown as RegistrationResponseJSON,
    expectedChallenge: ceremony.challenge,
    expectedOrigin: originOf(city),
    expectedRPID: rpIdOf(city),
    requireUserVerification: false,
  }).catch(() => undefined)
  if (!result?.verified) throw refused(city, 'bad_registration')
  return result.registrationInfo.credential
}

const rowFrom = (credential: WebAuthnCredential, person: string, name: string, at: number) => ({
  person,
  id: credential.id,
  name,
  publicKey: credential.publicKey,
  counter: credential.counter,
  transports: credential.transports ?? [],
  at,
})
