import type { SignedIn } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { ApiError } from '../engine/api.ts'
import { sessions } from '../ui/state.ts'
import { deviceName } from './device.ts'

export const passkeysWork = (): boolean => typeof PublicKeyCredential !== 'undefined' && isSecureContext

const library = () => import('@simplewebauthn/browser')

/** A ceremony the person turned away from is a no like any other. */
async function ceremony(kind: 'add' | 'sign-in'): Promise<SignedIn> {
  const { ceremonyId, options } = await call('POST /identity/passkeys/options', { ceremony: kind })
  const { startAuthentication, startRegistration } = await library()
  const answer = await (
    kind === 'sign-in'
      ? startAuthentication({ optionsJSON: options as never })
      : startRegistration({ optionsJSON: options as never })
  ).catch(() => {
    throw new ApiError('passkey_refused')
  })
  return call('POST /identity/passkeys/finish', { ceremonyId, answer: { ...answer }, deviceName: deviceName() })
}

export const signInByPasskey = async (): Promise<void> => sessions.signedIn(await ceremony('sign-in'))

export async function addPasskey(): Promise<void> {
  const { me } = await ceremony('add')
  sessions.keepMe(me)
}
