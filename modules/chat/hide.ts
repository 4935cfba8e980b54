import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { tell } from './announce.ts'
import { someMessages } from './some.ts'
import { peopleOf, rowsOf } from './rows.ts'
import { touchInbox } from './store-groups.ts'
import { beginAfter, hide, readUpTo } from './store-hidden.ts'
import * as store from './store.ts'

/**
 * Deletes messages for one person, on all their devices: a notice names them, and the line of the chats list shows what is
 * the newest for them then. Refuses `target_not_found` when one is not theirs to read; those deleted before are passed over.
 */
export async function hideMessages(city: City, person: string, conv: string, qs: readonly number[]): Promise<void> {
  const there = new Set((await someMessages(city, person, conv, qs)).map(event => event.q))
  if (qs.some(q => !there.has(q))) throw new Refusal('target_not_found')
  await takeAway(city, person, conv, {
    kind: 'hidden',
    body: { c: conv, qs },
    take: async (tx, at) => (await hide(tx, person, conv, qs, at)) > 0,
  })
}

/**
 * Deletes for one person all that was said in a conversation up to `q`, on all their devices: what one may read begins after
 * it from then on, everywhere. Refuses `not_a_member`, and `target_not_found` when nothing was said at `q` yet.
 */
export async function clearHistory(city: City, person: string, conv: string, q: number): Promise<void> {
  const [[row], [member]] = await Promise.all([
    rowsOf(city, person, { convs: [conv] }),
    store.memberships(city.db, person, [conv]),
  ])
  if (!row || !member) throw new Refusal('not_a_member')
  if (q > row.q) throw new Refusal('target_not_found')
  const n = row.role === 'gone' ? row.n : await store.countAt(city.db, conv, q)
  await takeAway(city, person, conv, {
    kind: 'cleared',
    body: { c: conv, q },
    take: tx => beginAfter(tx, person, conv, q),
    read: { q, n },
  })
}

interface Taking {
  readonly kind: 'hidden' | 'cleared'
  readonly body: Record<string, unknown>
  /** False when there was nothing left to take. */
  take(tx: Queries, at: number): Promise<boolean>
  /** Counts as read from then on. */
  readonly read?: { readonly q: number; readonly n: number }
}

/** Takes messages away from one person: their line of the list and a notice tell all their devices. */
async function takeAway(city: City, person: string, conv: string, { kind, body, take, read }: Taking): Promise<void> {
  const at = city.clock.now()
  const moved = await city.db.tx(async tx => {
    if (!(await take(tx, at))) return undefined
    const rowU = await store.advance(tx, person)
    await touchInbox(tx, conv, [{ person, u: rowU }])
    if (read) await readUpTo(tx, person, conv, read)
    const u = await store.advance(tx, person)
    await store.addNotice(tx, person, u, kind, body, at)
    return { rowU, u }
  })
  if (!moved) return
  const [row] = await rowsOf(city, person, { convs: [conv] })
  if (row) tell(city, person, moved.rowU, { t: 'row', row, people: await peopleOf(city, [row]) })
  tell(city, person, moved.u, { t: 'note', k: kind, b: body, at })
}
