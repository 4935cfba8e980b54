import type { Notice } from '@plaza/contract'
import type { City } from '@plaza/house'
import { tell } from './announce.ts'
import * as store from './store.ts'

/** Writes something that happened to a person into their log and tells their devices; each notice names what to refresh. */
export async function notice(
  city: City,
  person: string,
  kind: Notice['k'],
  body: Record<string, unknown>,
): Promise<void> {
  const at = city.clock.now()
  const u = await city.db.tx(async tx => {
    const next = await store.advance(tx, person)
    await store.addNotice(tx, person, next, kind, body, at)
    return next
  })
  tell(city, person, u, { t: 'note', k: kind, b: body, at })
}
