import type { City } from '@plaza/house'
import { shade } from './rules.ts'

/** Bus: a device's session ended; sockets and memories of it end too. */
export const REVOKED_SUBJECT = 'identity.revoked'
/** Bus and outbox: name, picture, handle, privacy or language of a person changed. */
export const PERSON_CHANGED = 'identity.person_changed'
export const PERSON_CREATED = 'identity.person_created'
/** Outbox: an account was closed, opened again by its owner, or erased. */
export const PERSON_CLOSED = 'identity.person_closed'
export const PERSON_REOPENED = 'identity.person_reopened'
export const PERSON_ERASED = 'identity.person_erased'
export const DEVICES_CHANGED = 'identity.devices_changed'
export const linkSubject = (id: string) => `identity.link.${id}`

export type Way = 'password' | 'code' | 'passkey' | 'link' | 'device-code' | 'repeat'

export interface Revoked {
  readonly person: string
  readonly device: string
}

/** After the commit: every server forgets these sessions now. */
export function tellEnded(
  city: City,
  person: string,
  devices: readonly string[],
  why: 'sign-out' | 'revoked' | 'room' | 'closed' | 'idle',
): void {
  for (const device of devices) {
    city.bus.publish(REVOKED_SUBJECT, { person, device } satisfies Revoked)
    city.log.info({ person, device, why }, 'session ended')
    city.metrics.count('sessions_ended', { why })
  }
}

/** After the commit: every server reads this person anew. */
export function tellChanged(city: City, person: string): void {
  city.bus.publish(PERSON_CHANGED, { person })
}

export function signedUp(city: City, person: string, way: Way): void {
  city.log.info({ person, way }, 'account opened')
  city.metrics.count('sign_ups', { way })
}

export function signedIn(city: City, person: string, device: string, way: Way): void {
  city.log.info({ person, device, way }, 'signed in')
  city.metrics.count('sign_ins', { way })
}

export function wayRefused(city: City, way: Way | 'old-password', why: string): void {
  city.log.info({ way, why }, 'sign-in refused')
  city.metrics.count('sign_ins_refused', { way, why })
}

export function attemptsHeld(city: City, by: 'account' | 'address', failures: number): void {
  city.log.warn({ by, failures }, 'attempts held back')
  city.metrics.count('attempts_held', { by })
}

export function codeSent(city: City, carrier: string, address: string): void {
  city.log.info({ carrier, to: shade(address) }, 'code sent')
  city.metrics.count('codes_sent', { carrier })
}

export function codeFailed(city: City, carrier: string, address: string, error: unknown): void {
  city.log.error({ carrier, to: shade(address), err: error }, 'code not sent')
  city.metrics.count('codes_failed', { carrier })
}

export function profileChanged(city: City, person: string, what: readonly string[]): void {
  city.log.info({ person, what }, 'account changed')
  city.metrics.count('accounts_changed')
}

export function waysChanged(
  city: City,
  person: string,
  what: 'passkey added' | 'passkey removed' | 'password set' | 'address bound' | 'address removed',
): void {
  city.log.info({ person }, what)
  city.metrics.count('ways_in_changed', { what })
}

export function linkMoved(city: City, id: string, state: string): void {
  city.bus.publish(linkSubject(id), { state })
  city.log.info({ link: id, state }, 'desktop link')
  city.metrics.count('links', { state })
}

export function botMade(city: City, bot: string, owner: string): void {
  city.log.info({ bot, owner }, 'bot made')
  city.metrics.count('bots_made')
}

export function personClosed(city: City, person: string): void {
  city.log.info({ person }, 'account closed')
  city.metrics.count('accounts_closed')
}

export function personReopened(city: City, person: string): void {
  city.log.info({ person }, 'account opened again')
  city.metrics.count('accounts_reopened')
}

export function personErased(city: City, person: string): void {
  city.log.info({ person }, 'account erased')
  city.metrics.count('accounts_erased')
}
