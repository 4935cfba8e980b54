import { limits, type InputOf, type ReplyOf, type identityApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { assert, Refusal, unreachable } from '@plaza/kernel'
import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server'
import { CEREMONY_LIFE_MS } from '../limits.ts'
import { handleOf, nameOf, refuseBots } from '../rules.ts'
import { personByHandle, personById } from '../store.ts'
import { insertCeremony, passkeysOf, type Draft, type PasskeyRow } from './store.ts'

type Input = InputOf<typeof identityApi.passkeyOptions>
type Reply = ReplyOf<typeof identityApi.passkeyOptions>

const CHALLENGE_BYTES = 32

/** Passkeys belong to the host of the public address; a city that moves to another host starts with none. */
export const rpIdOf = (city: City) => new URL(city.config.publicUrl).hostname
export const originOf = (city: City) => new URL(city.config.publicUrl).origin

/** Begins a ceremony: makes the challenge and what the browser's WebAuthn call needs. */
export async function passkeyOptions(city: City, call: Call<Input>): Promise<Reply> {
  switch (call.input.ceremony) {
    case 'sign-in':
      return beginSignIn(city)
    case 'sign-up':
      return beginSignUp(city, call.input.person)
    case 'add':
      if (!call.session) throw new Refusal('not_signed_in')
      refuseBots(call.session.kind)
      return beginAdd(city, call.session.person)
    default:
      return unreachable(call.input.ceremony)
  }
}

/** Nobody is named: the authenticator knows which of its passkeys is for here, and whose it is. */
async function beginSignIn(city: City): Promise<Reply> {
  const options = await generateAuthenticationOptions({
    rpID: rpIdOf(city),
    challenge: challengeOf(city),
    timeout: CEREMONY_LIFE_MS,
    userVerification: 'preferred',
  })
  return keep(city, { kind: 'sign-in', person: null, draft: null }, options)
}

async function beginSignUp(city: City, wanted: Input['person']): Promise<Reply> {
  if (!wanted) throw new Refusal('bad_input', { field: 'person' })
  const draft: Draft = { ...wanted, handle: handleOf(wanted.handle), name: nameOf(wanted.name) }
  if (await personById(city.db, draft.id)) throw new Refusal('exists_different')
  if (await personByHandle(city.db, draft.handle)) throw new Refusal('handle_taken')
  return keep(city, { kind: 'sign-up', person: draft.id, draft }, await registration(city, draft, []))
}

async function beginAdd(city: City, id: string): Promise<Reply> {
  const person = await personById(city.db, id)
  assert(person, 'whoever is signed in lives here')
  const passkeys = await passkeysOf(city.db, id)
  if (passkeys.length >= limits.PASSKEYS_PER_PERSON_MAX)
    throw new Refusal('too_many_devices', { max: limits.PASSKEYS_PER_PERSON_MAX })
  return keep(city, { kind: 'add', person: id, draft: null }, await registration(city, person, passkeys))
}

function registration(
  city: City,
  person: { id: string; handle: string; name: string },
  passkeys: readonly PasskeyRow[],
) {
  return generateRegistrationOptions({
    rpName: city.config.cityName,
    rpID: rpIdOf(city),
    userID: new Uint8Array(Buffer.from(person.id.replaceAll('-', ''), 'hex')),
    userName: person.handle,
    userDisplayName: person.name,
    challenge: challengeOf(city),
    timeout: CEREMONY_LIFE_MS,
    attestationType: 'none',
    excludeCredentials: passkeys.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
  })
}

const challengeOf = (city: City) => new Uint8Array(city.dice.bytes(CHALLENGE_BYTES))

async function keep(
  city: City,
  ceremony: { kind: 'add' | 'sign-up' | 'sign-in'; person: string | null; draft: Draft | null },
  options: { challenge: string },
): Promise<Reply> {
  const id = city.newId()
  await insertCeremony(city.db, {
    id,
    ...ceremony,
    challenge: options.challenge,
    expiresAt: city.clock.now() + CEREMONY_LIFE_MS,
  })
  return { ceremonyId: id, options: { ...options } }
}
