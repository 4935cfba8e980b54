import { someMessages } from '@plaza/chat'
import { limits, type favouritesApi, type InputOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { messagesKept } from './events.ts'
import { wordsOf } from './rules.ts'
import * as store from './store.ts'

/** Keeps messages that the person may read. Refuses `target_not_found` for others, and for what was recalled or deleted. */
export async function addFavourites(
  city: City,
  { input, by }: Call<InputOf<typeof favouritesApi.addFavourites>>,
): Promise<{ done: true }> {
  const events = (await someMessages(city, by.person, input.c, input.qs)).filter(
    event => event.k !== 'system' && event.recalled === undefined && event.hidden === undefined,
  )
  if (events.length < input.qs.length) throw new Refusal('target_not_found')
  await city.tx(async tx => {
    // Ids of one moment are by chance: in order, what was chosen together stays in its order.
    const ids = events.map(() => city.newId()).toSorted()
    const kept = events.map((event, i) => ({ id: ids[i] as string, event, words: wordsOf(event) }))
    await store.add(tx, by.person, kept, city.clock.now())
    if ((await store.count(tx, by.person)) > limits.FAVOURITES_MAX)
      throw new Refusal('too_many_favourites', { max: limits.FAVOURITES_MAX })
  })
  messagesKept(city, events.length)
  return { done: true }
}
