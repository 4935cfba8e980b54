import { logHeads } from '@plaza/chat'
import { perCity, type City } from '@plaza/house'
import { deliver } from './deliver.ts'
import { DELIVERIES_AT_ONCE, HOOKS_PER_LOOK } from './limits.ts'
import * as store from './store.ts'

/** Deliveries of this process that are under way, by bot. */
const underWay = perCity(city => {
  const all = new Map<string, Promise<void>>()
  city.onStop(async () => {
    await Promise.all(all.values())
  })
  return all
})

/** Begins to bring news to the bots that have some. Receivers may be slow, so the worker does not wait for them. */
export async function look(city: City): Promise<void> {
  const running = underWay(city)
  const due = await store.hooksDue(city.db, city.clock.now(), HOOKS_PER_LOOK)
  const heads = await logHeads(
    city,
    due.map(hook => hook.bot),
  )
  const idle = due.filter(hook => (heads.get(hook.bot) ?? 0) <= hook.u)
  // More bots than one look sees: those without news go to the end of the line.
  if (due.length === HOOKS_PER_LOOK)
    await store.goBehind(
      city.db,
      idle.map(hook => hook.bot),
      city.clock.now(),
    )
  for (const hook of due) {
    if (running.size >= DELIVERIES_AT_ONCE) return
    if (running.has(hook.bot) || (heads.get(hook.bot) ?? 0) <= hook.u) continue
    const work = deliver(city, hook)
      .catch((error: unknown) => city.log.error({ err: error, bot: hook.bot }, 'webhook delivery broke'))
      .finally(() => running.delete(hook.bot))
    running.set(hook.bot, work)
  }
}

/** For tests: resolves when nothing is under way. */
export async function delivering(city: City): Promise<void> {
  await Promise.all(underWay(city).values())
}
