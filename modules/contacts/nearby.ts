import { around, isCell, limits, type InputOf, type nearbyApi, type ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { hours, Refusal } from '@plaza/kernel'
import * as store from './store-nearby.ts'

type Nearby = ReplyOf<typeof nearbyApi.nearby>

/**
 * Lets others in this cell and those beside it see the caller for a while, and answers who is there. Looking around costs being
 * seen, and goes so often within an hour: nobody walks the map from their chair.
 */
export async function showNearby(
  city: City,
  { by, input: cell }: Call<InputOf<typeof nearbyApi.showNearby>>,
): Promise<Nearby> {
  if (!isCell(cell)) throw new Refusal('bad_input', { field: 'cell' })
  const now = city.clock.now()
  const until = now + limits.NEARBY_MS
  const most = limits.NEARBY_LOOKS_PER_HOUR
  if (!(await store.show(city.db, { person: by.person, cell, until, now, hourAgo: now - hours(1), most })))
    throw new Refusal('looked_around_enough', { max: most })
  return seenBy(city, by.person)
}

/** Who is nearby the caller, as long as they are seen themselves. */
export const nearby = (city: City, { by }: Call<object>): Promise<Nearby> => seenBy(city, by.person)

export async function hideNearby(city: City, { by }: Call<object>): Promise<{ done: true }> {
  await store.hide(city.db, by.person)
  return { done: true }
}

async function seenBy(city: City, person: string): Promise<Nearby> {
  const now = city.clock.now()
  const mine = await store.standing(city.db, person, now)
  if (!mine) return { people: [] }
  const found = await store.others(city.db, { person, cells: around(mine), now, max: limits.NEARBY_PEOPLE_MAX })
  const known = new Map(
    (
      await cards(
        city,
        found.map(one => one.person),
      )
    ).map(card => [card.id, card]),
  )
  const people = found.flatMap(({ person: id, line, place }) => {
    const card = known.get(id)
    if (!card || card.closed) return []
    return [
      { person: card, distance: line === mine.line && place === mine.place ? ('here' as const) : ('near' as const) },
    ]
  })
  return { until: mine.until, people: people.toSorted((a, b) => a.distance.localeCompare(b.distance)) }
}

/** Chore: forgets the cells of those who are seen no more, and whoever has not looked for an hour. */
export async function forgetNearby(city: City): Promise<void> {
  const now = city.clock.now()
  await store.forget(city.db, now, now - hours(1))
}
