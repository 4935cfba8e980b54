import { limits, type InputOf, type programsApi, type ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { mustProgram } from './find.ts'
import { dropPageStar, putPageStar } from './store-pages.ts'

/** Refuses `too_many_stars` when the list is full; taking one away always works. */
export async function starPage(
  city: City,
  { input, by }: Call<InputOf<typeof programsApi.starPage>>,
): Promise<ReplyOf<typeof programsApi.starPage>> {
  const { appId, path, title, on } = input
  for (const [field, text] of Object.entries({ path, title }))
    if (text.includes('\u0000') || !text.isWellFormed()) throw new Refusal('bad_input', { field })
  await mustProgram(city, appId)
  await city.tx(async tx => {
    if (!on) return dropPageStar(tx, { person: by.person, appId, path })
    const stars = await putPageStar(tx, { person: by.person, appId, path, title, now: city.clock.now() })
    if (stars > limits.PROGRAM_PAGE_STARS_MAX)
      throw new Refusal('too_many_stars', { max: limits.PROGRAM_PAGE_STARS_MAX })
  })
  return { done: true }
}
