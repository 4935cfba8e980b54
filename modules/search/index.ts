import { readOn } from '@plaza/chat'
import { searchApi } from '@plaza/contract'
import { module, route } from '@plaza/house'
import { keep } from './keep.ts'
import { INDEX_EVERY_MS } from './limits.ts'
import { search as find } from './find.ts'

export { placesOf } from './find.ts'
export { fold, questionOf, wordsOf } from './words.ts'

/** Finds messages again. */
export const search = module({
  name: 'search',
  sql: new URL('./sql/', import.meta.url),
  routes: [route(searchApi.search, find)],
  chores: {
    index: { everyMs: INDEX_EVERY_MS, run: city => readOn(city, { name: 'search', from: 'start', take: keep }) },
  },
})
