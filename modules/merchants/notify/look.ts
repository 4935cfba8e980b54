import { perCity, type City } from '@plaza/house'
import { NOTIFIES_AT_ONCE, NOTIFIES_PER_LOOK, NOTIFY_LEASE_MS } from '../limits.ts'
import { hasDoor } from '../vault.ts'
import { deliver } from './deliver.ts'
import { takeDue } from './store.ts'

/** Deliveries of this process that are under way. */
const underWay = perCity(city => {
  const all = new Set<Promise<void>>()
  city.onStop(async () => {
    await Promise.all(all)
  })
  return all
})

/** A chore: begins to bring news that is due. Receivers may be slow, so the worker does not wait for them. */
export async function bringNews(city: City): Promise<void> {
  if (!hasDoor(city)) return
  const running = underWay(city)
  const room = Math.min(NOTIFIES_PER_LOOK, NOTIFIES_AT_ONCE - running.size)
  if (room <= 0) return
  const now = city.clock.now()
  for (const notify of await takeDue(city.db, now, now + NOTIFY_LEASE_MS, room)) {
    const work: Promise<void> = deliver(city, notify)
      .catch((error: unknown) => city.log.error({ err: error, notify: notify.id }, 'notify broke'))
      .finally(() => running.delete(work))
    running.add(work)
  }
}

/** Something was just committed that a merchant wants to hear: a worker looks now instead of at its next turn. */
export function notifySoon(city: City): void {
  city.outbox.nudge()
}

/** For tests: resolves when nothing is under way. */
export async function deliveringNews(city: City): Promise<void> {
  await Promise.all(underWay(city))
}
