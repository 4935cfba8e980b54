import type { Api, SignedIn } from '@plaza/contract'
import { ApiError, call, codeOf } from '../engine/api.ts'
import { sessions } from '../ui/state.ts'
import { deviceName } from './device.ts'

type Ceremony = Api['POST /identity/passkeys/options']['input']
type Answered = Pick<Api['POST /identity/passkeys/finish']['input'], 'ceremonyId' | 'answer'>

export const passkeysWork = (): boolean => typeof PublicKeyCredential !== 'undefined' && isSecureContext

const library = () => import('@simplewebauthn/browser')

/** Asks the server for a challenge and the authenticator for its answer. */
async function answered(wanted: Ceremony): Promise<Answered> {
  const [{ ceremonyId, options }, { startAuthentication, startRegistration }] = await Promise.all([
    call('POST /identity/passkeys/options', wanted),
    library(),
  ])
  const begin = wanted.ceremony === 'sign-in' ? startAuthentication : startRegistration
  const answer = await begin({ optionsJSON: options as never }).catch((error: unknown) => {
    throw new ApiError(turnedAway(error) ? 'passkey_cancelled' : 'passkey_refused')
  })
  return { ceremonyId, answer: { ...answer } }
}

/** Signs a challenge that the server made of something to be confirmed. */
export async function signedWith(options: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { startAuthentication } = await library()
  const answer = await startAuthentication({ optionsJSON: options as never }).catch((error: unknown) => {
    throw new ApiError(turnedAway(error) ? 'passkey_cancelled' : 'passkey_refused')
  })
  return { ...answer }
}

/** A ceremony whose end is a session. */
async function perform(wanted: Ceremony): Promise<SignedIn> {
  return call('POST /identity/passkeys/finish', { ...(await answered(wanted)), deviceName: deviceName() })
}

/** Shows that one of this account's passkeys is at hand; the server says whether it is. */
export const passkeyProof = (): Promise<Answered> => answered({ ceremony: 'sign-in' })

/** The person closed the browser's dialog, or let it wait too long: browsers do not tell which. */
const turnedAway = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')

export const signInByPasskey = async (): Promise<void> => sessions.signedIn(await perform({ ceremony: 'sign-in' }))

/** Opens an account whose only key is a passkey. After a lost answer the account is there already: then signs in. */
export async function signUpByPasskey(person: NonNullable<Ceremony['person']>): Promise<void> {
  const opened = await perform({ ceremony: 'sign-up', person }).catch((error: unknown) => {
    if (codeOf(error) === 'exists_different') return perform({ ceremony: 'sign-in' })
    throw error
  })
  await sessions.signedIn(opened)
}

export async function addPasskey(): Promise<void> {
  const { me } = await perform({ ceremony: 'add' })
  sessions.keepMe(me)
}
