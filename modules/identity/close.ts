import { limits, type InputOf, type ReplyOf, type identityApi } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { botsOf } from './bots/store.ts'
import { DEVICES_CHANGED, PERSON_CHANGED, PERSON_CLOSED, personClosed, tellChanged, tellEnded } from './events.ts'
import { proveAgain } from './prove-again.ts'
import { closePerson as markClosed, endSessions } from './store.ts'

/**
 * Closes the caller's account after a fresh proof of who they are. All devices are out at once, its bots stop, and nobody
 * sees name or picture any more; signing in before `reopenUntil` opens it again. The city's own people (operators,
 * services) and bots are closed by others: `not_allowed`.
 */
export async function closeMe(
  city: City,
  call: Call<InputOf<typeof identityApi.closeMe>>,
): Promise<ReplyOf<typeof identityApi.closeMe>> {
  const { person, kind } = call.by
  if (kind !== 'citizen') throw new Refusal('not_allowed')
  const useUp = await proveAgain(city, call, call.input.proof)
  const reopenUntil = city.clock.now() + limits.ACCOUNT_REOPEN_MS
  await close(city, person, { eraseAt: reopenUntil, first: useUp })
  call.setSession(null)
  return { reopenUntil }
}

/** Door: closes an account for good. All its devices are out at once; the row and its handle stay. */
export async function closePerson(city: City, person: string): Promise<void> {
  await close(city, person, {})
}

/** Whoever closes their account takes their bots along, for good. Hears of every closing; may hear of one twice. */
export async function closeBotsOf(city: City, { person }: { person: string }): Promise<void> {
  for (const bot of await botsOf(city.db, person)) await closePerson(city, bot.id)
}

async function close(
  city: City,
  person: string,
  options: { eraseAt?: number; first?: (tx: Queries) => Promise<void> },
): Promise<void> {
  const now = city.clock.now()
  const ended = await city.tx(async tx => {
    await options.first?.(tx)
    if (!(await markClosed(tx, person, { closedAt: now, eraseAt: options.eraseAt }))) return undefined
    const devices = await endSessions(tx, person, 'all', now)
    for (const topic of [PERSON_CLOSED, PERSON_CHANGED, DEVICES_CHANGED]) await city.outbox.emit(tx, topic, { person })
    return devices
  })
  if (!ended) return
  tellEnded(city, person, ended, 'closed')
  tellChanged(city, person)
  personClosed(city, person)
}
