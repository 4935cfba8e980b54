import { limits } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { tell } from './events.ts'
import { PAIRS_PER_STATEMENT } from './limits.ts'
import { countFriends, writeFriendships, type Friendship, type RequestRow } from './store.ts'

/**
 * Makes asker and asked friends, in the transaction that holds their pair. Whoever blocked the other has changed their
 * mind. `limited` are those who may not have contacts without end: everybody but services and bots.
 */
export async function befriend(
  city: City,
  tx: Queries,
  request: RequestRow,
  options: { remarks: { from: string; to: string }; limited: readonly string[] },
): Promise<void> {
  const { id, from, to, note } = request
  const { remarks, limited } = options
  for (const person of limited) {
    if ((await countFriends(tx, person)) >= limits.CONTACTS_MAX)
      throw new Refusal('too_many_contacts', { max: limits.CONTACTS_MAX })
  }
  await writeFriendships(tx, [{ a: from, b: to, since: city.clock.now(), remarkA: remarks.from, remarkB: remarks.to }])
  await tell.befriended(city, tx, { a: from, b: to, request: id, ...(note ? { note, from } : {}) })
}

/** Door: friendships of a city that already lived, set by set. Tells nobody: whoever seeds a city seeds its chats too. */
export async function seedFriendships(city: City, pairs: readonly Friendship[]): Promise<void> {
  // One row a side: a pair named twice, either way round, would touch its rows twice in one statement.
  const each = [...new Map(pairs.map(pair => [[pair.a, pair.b].toSorted().join(), pair])).values()]
  for (let i = 0; i < each.length; i += PAIRS_PER_STATEMENT) {
    const part = each.slice(i, i + PAIRS_PER_STATEMENT)
    await city.tx(tx => writeFriendships(tx, part))
  }
}
