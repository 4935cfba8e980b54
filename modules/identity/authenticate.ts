import { gathered, perCity, type Caller, type City } from '@plaza/house'
import { Lru } from '@plaza/kernel'
import { REVOKED_SUBJECT, type Revoked } from './events.ts'
import * as limits from './limits.ts'
import { sessionsByKeys, touchSession, type SessionRow } from './store.ts'
import { digest, personOfToken } from './tokens.ts'

interface Memory {
  readonly sessions: Lru<string, { caller: Caller; untilMs: number }>
  /** Devices whose end was told. Ids never come back, so a look that began before the end cannot outlive it. */
  readonly ended: Lru<string, true>
}

const memoryOf = perCity((city): Memory => {
  const memory: Memory = { sessions: new Lru(limits.SESSIONS_KEPT_MAX), ended: new Lru(limits.SESSIONS_ENDED_KEPT_MAX) }
  const revoked = city.bus.subscribe(REVOKED_SUBJECT, message => memory.ended.set((message as Revoked).device, true))
  city.bus.onReturn(() => memory.sessions.clear())
  city.onStop(() => revoked.unsubscribe())
  return memory
})

/** What many ask in the same moment is one question. */
const sessionOf = gathered(
  city =>
    async (asked: readonly { person: string; key: Uint8Array }[]): Promise<readonly (SessionRow | undefined)[]> => {
      const rows = await sessionsByKeys(city.db, asked)
      const found = new Map(rows.map(row => [row.place, row]))
      return asked.map((_, place) => found.get(place))
    },
  { atOnceMax: limits.SESSIONS_ASKED_MAX, waitingMax: limits.SESSIONS_WAITING_MAX },
)

/** Who holds this token; undefined when nobody does (any more). An end is effective at once, or within a second if its news was lost. Refuses `busy` when too many are asked for. */
export async function authenticate(city: City, token: string): Promise<Caller | undefined> {
  const person = personOfToken(token)
  if (!person) return undefined
  const { sessions, ended } = memoryOf(city)
  const key = digest(token)
  const keyText = key.toString('base64')
  const now = city.clock.now()
  const kept = sessions.get(keyText)
  if (kept && kept.untilMs > now) return ended.get(kept.caller.device) ? undefined : kept.caller
  sessions.delete(keyText)
  const session = await sessionOf(city, { person, key })
  if (!session || ended.get(session.device)) return undefined
  const caller: Caller = { person, device: session.device, kind: session.kind }
  sessions.set(keyText, { caller, untilMs: now + limits.SESSION_FRESH_MS })
  if (now - session.usedAt >= limits.SESSION_TOUCH_MS) await touchSession(city.db, person, session.device, now)
  return caller
}
