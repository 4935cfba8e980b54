import { favouritesApi } from '@plaza/contract'
import { module, route } from '@plaza/house'
import { addFavourites } from './add.ts'
import { keptOf } from './exports.ts'
import { listFavourites } from './list.ts'
import { noteFavourite } from './note.ts'
import * as store from './store.ts'

/** Messages that people keep. */
export const favourites = module({
  name: 'favourites',
  sql: new URL('./sql/', import.meta.url),
  routes: [
    route(favouritesApi.favourites, listFavourites),
    route(favouritesApi.addFavourites, addFavourites),
    route(favouritesApi.noteFavourite, noteFavourite),
    route(favouritesApi.dropFavourite, async (city, { by, input }) => {
      await store.drop(city.db, by.person, [input.id])
      return { done: true as const }
    }),
  ],
  exports: keptOf,
  listens: {
    'identity.person_erased': (city, { person }: { person: string }) => store.forget(city.db, person),
  },
})
