import type { City } from '@plaza/house'
import { expired, tell } from './events.ts'
import { EXPIRE_AT_ONCE_MAX, REQUESTS_KEPT_MS } from './limits.ts'
import { forgetNearby } from './nearby.ts'
import { forgetLinks } from './store-links.ts'
import { expireSome, forgetRequests } from './store.ts'

/** Chore: marks requests that ran out, so that both sides hear of it, and forgets old ones, old links and cells. Reading never waits for this. */
export async function expireRequests(city: City): Promise<void> {
  const now = city.clock.now()
  for (let more = true; more;) {
    const rows = await city.tx(async tx => {
      const marked = await expireSome(tx, now, EXPIRE_AT_ONCE_MAX)
      for (const request of marked) await tell.request(city, tx, request)
      return marked
    })
    if (rows.length > 0) expired(city, rows.length)
    more = rows.length === EXPIRE_AT_ONCE_MAX
  }
  await forgetRequests(city.db, now - REQUESTS_KEPT_MS)
  await forgetLinks(city.db, now - REQUESTS_KEPT_MS)
  await forgetNearby(city)
}
