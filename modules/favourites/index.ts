import { favouritesApi, stickersApi } from '@plaza/contract'
import { module, route } from '@plaza/house'
import { keepFilesFor } from '@plaza/media'
import { addFavourites } from './add.ts'
import { addSticker } from './add-sticker.ts'
import { keptOf } from './exports.ts'
import { listFavourites } from './list.ts'
import { noteFavourite } from './note.ts'
import { dropSticker, forgetStickers, listStickers, usesOfStickers } from './stickers.ts'
import * as store from './store.ts'

export { openSticker } from './stickers.ts'

/** Messages and stickers that people keep. */
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
    route(stickersApi.stickers, listStickers),
    route(stickersApi.addSticker, addSticker),
    route(stickersApi.dropSticker, dropSticker),
  ],
  exports: keptOf,
  listens: {
    'identity.person_erased': async (city, { person }: { person: string }) => {
      await store.forget(city.db, person)
      await forgetStickers(city, person)
    },
  },
  start: city => keepFilesFor(city, usesOfStickers),
})
