import type { favouritesApi, InputOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import * as store from './store.ts'

/** Writes a note on something kept; an empty one takes it away. Refuses `not_found`. */
export async function noteFavourite(
  city: City,
  { input, by }: Call<InputOf<typeof favouritesApi.noteFavourite>>,
): Promise<{ done: true }> {
  if (input.note.includes('\u0000') || !input.note.isWellFormed()) throw new Refusal('bad_input', { field: 'note' })
  if (!(await store.note(city.db, by.person, input.id, input.note.trim()))) throw new Refusal('not_found')
  return { done: true }
}
