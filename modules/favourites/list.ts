import { standingAt } from '@plaza/chat'
import type { favouritesApi, InputOf, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { PAGE } from './limits.ts'
import { patternOf } from './rules.ts'
import * as store from './store.ts'

/** A page of what somebody keeps. What was recalled meanwhile is dropped here, so a page may be shorter than others. */
export async function listFavourites(
  city: City,
  { input, by }: Call<InputOf<typeof favouritesApi.favourites>>,
): Promise<ReplyOf<typeof favouritesApi.favourites>> {
  const pattern = input.q?.trim() ? patternOf(input.q) : undefined
  const rows = await store.page(city.db, by.person, { pattern, before: input.before, limit: PAGE + 1 })
  const shown = rows.slice(0, PAGE)
  const places = shown.map(({ event }) => ({ conv: event.c, q: event.q }))
  const recalled = (await standingAt(city, places)).filter(event => event.recalled !== undefined)
  const gone = shown.filter(row => recalled.some(event => event.id === row.event.id && event.c === row.event.c))
  if (gone.length > 0)
    await store.drop(
      city.db,
      by.person,
      gone.map(row => row.id),
    )
  const left = shown.filter(row => !gone.includes(row))
  return {
    rows: left.map(({ id, event, note, saved_at: savedAt }) => ({ id, event, note, savedAt })),
    people: await cards(city, [...new Set(left.map(row => row.event.f))]),
    more: rows.length > PAGE,
  }
}
