import { perCity, type City } from '@plaza/house'
import { PUSH_LEASE_MS, PUSHES_AT_ONCE, PUSHES_PER_LOOK } from '../limits.ts'
import { hasPlatform } from '../settings.ts'
import { deliver } from './deliver.ts'
import { takeDue, type NewsRow } from './store.ts'

/** Deliveries of this process that are under way. */
const underWay = perCity(city => {
  const all = new Set<Promise<void>>()
  city.onStop(async () => {
    await Promise.all(all)
  })
  return all
})

/** A chore: begins to bring news that is due. Servers may be slow, so the worker does not wait for them. */
export async function bringNews(city: City): Promise<void> {
  if (!hasPlatform(city)) return
  const running = underWay(city)
  const room = Math.min(PUSHES_PER_LOOK, PUSHES_AT_ONCE - running.size)
  if (room <= 0) return
  const now = city.clock.now()
  for (const news of inOrder(await takeDue(city.db, now, now + PUSH_LEASE_MS, room))) {
    const work: Promise<void> = deliverAll(city, news).finally(() => running.delete(work))
    running.add(work)
  }
}

/** News about one person, for one program: these are brought one after the other, in the order in which they happened. */
function inOrder(all: readonly NewsRow[]): NewsRow[][] {
  const groups = new Map<string, NewsRow[]>()
  for (const news of all.toSorted((a, b) => (a.n < b.n ? -1 : 1))) {
    const key = `${news.appId} ${news.person}`
    groups.set(key, [...(groups.get(key) ?? []), news])
  }
  return [...groups.values()]
}

async function deliverAll(city: City, all: readonly NewsRow[]): Promise<void> {
  for (const news of all)
    await deliver(city, news).catch((error: unknown) =>
      city.log.error({ err: error, news: news.id }, 'news of a program broke'),
    )
}

/** For tests: resolves when nothing is under way. */
export async function bringing(city: City): Promise<void> {
  await Promise.all(underWay(city))
}
