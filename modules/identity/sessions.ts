import { limits, type Device, type SignedIn } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import {
  DEVICES_CHANGED,
  PERSON_CHANGED,
  PERSON_REOPENED,
  personReopened,
  signedIn,
  tellChanged,
  tellEnded,
  type Way,
} from './events.ts'
import { meOf } from './me.ts'
import { devicesOf, endSessions, insertSession, lockPerson, reopenPerson, sinceOf, type DeviceRow } from './store.ts'
import { digest, makeToken } from './tokens.ts'

export interface NewSession {
  readonly name: string
  readonly kind: DeviceRow['kind']
  readonly createdAt?: number
}

export interface Opened {
  readonly person: string
  readonly token: string
  readonly device: string
  /** Devices that had to make room. */
  readonly ended: readonly string[]
  /** The account was closed, and its owner came back in time. */
  readonly reopened: boolean
}

/** Opens a session in the caller's transaction. The device unused for longest makes room, so that lost cookies lock nobody out. */
export async function openSessionIn(city: City, tx: Queries, person: string, session: NewSession): Promise<Opened> {
  const row = await lockPerson(tx, person)
  if (!row) throw new Refusal('not_found')
  const now = city.clock.now()
  const reopened = row.closedAt !== null
  if (reopened && !(await reopenIn(city, tx, person, { session, now }))) throw new Refusal('account_closed')
  const tooMany = (await devicesOf(tx, person)).slice(limits.DEVICES_PER_PERSON_MAX - 1)
  const ended =
    tooMany.length === 0
      ? []
      : await endSessions(
          tx,
          person,
          tooMany.map(device => device.id),
          now,
        )
  const [device, token] = [city.newId(), makeToken(city, person)]
  const { name, kind, createdAt = now } = session
  await insertSession(tx, { person, id: device, key: digest(token), name, kind, createdAt })
  await city.outbox.emit(tx, DEVICES_CHANGED, { person })
  return { person, token, device, ended, reopened }
}

/** Opens a closed account again for its owner, who just proved who they are; a desktop approved before does not. */
async function reopenIn(
  city: City,
  tx: Queries,
  person: string,
  { session, now }: { session: NewSession; now: number },
): Promise<boolean> {
  if (session.kind !== 'browser' || !(await reopenPerson(tx, person, now))) return false
  for (const topic of [PERSON_REOPENED, PERSON_CHANGED]) await city.outbox.emit(tx, topic, { person })
  return true
}

/** After the commit: who made room is out, and who came back is seen again. */
export function tellOpened(city: City, opened: Opened): void {
  tellEnded(city, opened.person, opened.ended, 'room')
  if (!opened.reopened) return
  tellChanged(city, opened.person)
  personReopened(city, opened.person)
}

/** Door: a session for somebody whose identity is already proved (the demo city, the command line, tests). */
export async function openSession(city: City, person: string, session: NewSession): Promise<string> {
  const opened = await city.tx(tx => openSessionIn(city, tx, person, session))
  tellOpened(city, opened)
  return opened.token
}

/** Door: ends a session that was opened so. Safe to repeat. */
export async function closeSession(city: City, token: string): Promise<void> {
  const caller = await city.authenticate(token)
  if (caller) await endDevice(city, caller.person, caller.device, 'sign-out')
}

/** After the commit: tells of the new session, gives the browser its cookie and answers with the account. */
export async function welcome(
  city: City,
  call: Pick<Call<unknown>, 'setSession'>,
  opened: Opened,
  way: Way,
): Promise<SignedIn> {
  tellOpened(city, opened)
  signedIn(city, opened.person, opened.device, way)
  call.setSession(opened.token)
  return { me: await meOf(city, opened.person, opened.device), token: opened.token }
}

export async function signOut(city: City, call: Call<object>): Promise<{ done: true }> {
  await endDevice(city, call.by.person, call.by.device, 'sign-out')
  call.setSession(null)
  return { done: true }
}

/** Ends one device of the caller's own; a repeat, or a device that never was, is just as gone. */
export async function revokeDevice(city: City, call: Call<{ id: string }>): Promise<{ done: true }> {
  await endDevice(city, call.by.person, call.input.id, 'revoked')
  if (call.input.id === call.by.device) call.setSession(null)
  return { done: true }
}

async function endDevice(city: City, person: string, device: string, why: 'sign-out' | 'revoked'): Promise<void> {
  const ended = await city.tx(async tx => {
    const gone = await endSessions(tx, person, [device], city.clock.now())
    if (gone.length > 0) await city.outbox.emit(tx, DEVICES_CHANGED, { person })
    return gone
  })
  tellEnded(city, person, ended, why)
}

/** Door: since when this device is signed in, and whether this person had another before it. */
export function deviceSince(
  city: City,
  person: string,
  device: string,
): Promise<{ since: number; another: boolean } | undefined> {
  return sinceOf(city.db, person, device)
}

export async function devices(city: City, call: Call<object>): Promise<{ devices: Device[] }> {
  const rows = await devicesOf(city.db, call.by.person)
  return { devices: rows.map(row => ({ ...row, current: row.id === call.by.device })) }
}
