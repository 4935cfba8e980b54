import type { City } from '@plaza/house'
import { hub } from './hub.ts'
import { RECHECK_MS, RECHECK_PAUSE_MS, RECHECKS_AT_ONCE } from './limits.ts'
import type { Session } from './session.ts'

/** The token of each open socket, to ask again whether its device is still signed in. */
const tokens = new WeakMap<Session, string>()

export function rememberToken(session: Session, token: string): void {
  tokens.set(session, token)
}

/**
 * Sockets of a revoked device close at once, wherever they are. On a bus between processes that news can be lost, so
 * every socket is asked about again when the bus comes back, and every few minutes.
 */
export function watchSignOuts(city: City): void {
  const watch = city.bus.subscribe('identity.revoked', message => {
    const { person, device } = message as { person: string; device?: string }
    for (const session of hub(city).byPerson.get(person) ?? []) {
      if (device === undefined || session.caller.device === device) session.close('device_revoked', 0)
    }
  })
  city.onStop(() => watch.unsubscribe())
  if (!city.bus.shared) return
  let checking = false
  const check = async () => {
    if (checking) return
    checking = true
    await recheckAll(city).finally(() => (checking = false))
  }
  // A moment later, when nothing that was known before counts any more.
  city.bus.onReturn(() => void setTimeout(() => void check(), RECHECK_PAUSE_MS).unref())
  const timer = setInterval(() => void check(), RECHECK_MS)
  city.onStop(() => clearInterval(timer))
}

async function recheckAll(city: City): Promise<void> {
  const sessions = [...hub(city).sessions]
  for (let i = 0; i < sessions.length; i += RECHECKS_AT_ONCE) {
    await Promise.all(sessions.slice(i, i + RECHECKS_AT_ONCE).map(session => recheck(city, session)))
  }
}

async function recheck(city: City, session: Session): Promise<void> {
  const token = tokens.get(session)
  if (token === undefined || session.state === 'closed') return
  try {
    if (!(await city.authenticate(token))) session.close('device_revoked', 0)
  } catch {
    // The database is away: the next round will tell.
  }
}
