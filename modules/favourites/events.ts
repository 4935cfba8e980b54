import type { City } from '@plaza/house'

/** Outbox: pictures that somebody keeps as stickers no longer. */
export const FILES_FREED = 'favourites.files_freed'

/** Somebody keeps messages; which ones is theirs to know. */
export function messagesKept(city: City, count: number): void {
  city.metrics.count('favourites_kept', {}, count)
}

/** Somebody keeps a picture as a sticker. */
export function stickerKept(city: City): void {
  city.metrics.count('stickers_kept', {})
}
