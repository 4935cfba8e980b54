import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { tell } from './announce.ts'
import { someMessages } from './some.ts'
import { peopleOf, rowsOf } from './rows.ts'
import { touchInbox } from './store-groups.ts'
import { hide } from './store-hidden.ts'
import * as store from './store.ts'

/**
 * Deletes messages for one person, on all their devices: a notice names them, and the line of the chats list shows what is
 * the newest for them then. Refuses `target_not_found` when one is not theirs to read; those deleted before are passed over.
 */
export async function hideMessages(city: City, person: string, conv: string, qs: readonly number[]): Promise<void> {
  const there = new Set((await someMessages(city, person, conv, qs)).map(event => event.q))
  if (qs.some(q => !there.has(q))) throw new Refusal('target_not_found')
  const at = city.clock.now()
  const body = { c: conv, qs }
  const moved = await city.db.tx(async tx => {
    if ((await hide(tx, person, conv, qs, at)) === 0) return undefined
    const rowU = await store.advance(tx, person)
    await touchInbox(tx, conv, [{ person, u: rowU }])
    const u = await store.advance(tx, person)
    await store.addNotice(tx, person, u, 'hidden', body, at)
    return { rowU, u }
  })
  if (!moved) return
  const [row] = await rowsOf(city, person, { convs: [conv] })
  if (row) tell(city, person, moved.rowU, { t: 'row', row, people: await peopleOf(city, [row]) })
  tell(city, person, moved.u, { t: 'note', k: 'hidden', b: body, at })
}
