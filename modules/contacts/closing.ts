import type { City } from '@plaza/house'
import { tell } from './events.ts'
import { FRIENDS_AT_ONCE_MAX } from './limits.ts'
import { forgetPerson, forgetFriends, friendsAfter } from './store.ts'

/**
 * Hears that an account was closed, or opened again: its friends read their lists anew. The rows wait as they are, so that
 * whoever comes back finds everything, and what was written to them meanwhile.
 */
export async function shownAnew(city: City, { person }: { person: string }): Promise<void> {
  for await (const friends of friendsOf(city, person)) {
    await city.tx(async tx => {
      for (const owner of friends) await tell.changed(city, tx, { owner, other: person })
    })
  }
}

/** Hears that an account was erased: its friendships end, and whom it knew and what it noted is forgotten. */
export async function personGone(city: City, { person }: { person: string }): Promise<void> {
  for await (const friends of friendsOf(city, person)) {
    await city.tx(async tx => {
      await forgetFriends(tx, person, friends)
      for (const friend of friends) await tell.ended(city, tx, { a: person, b: friend })
    })
  }
  await city.tx(tx => forgetPerson(tx, person))
}

/** Friends part by part, in order of id: a long list holds nothing for long, and told twice it does no harm. */
async function* friendsOf(city: City, person: string): AsyncGenerator<string[]> {
  for (let after: string | undefined; ;) {
    const friends = await friendsAfter(city.db, person, after, FRIENDS_AT_ONCE_MAX)
    if (friends.length === 0) return
    yield friends
    after = friends.at(-1)
  }
}
