import { readablePictures } from '@plaza/chat'
import { limits, type InputOf, type OwnSticker, type stickersApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { filesToSend, holdFile } from '@plaza/media'
import { stickerKept } from './events.ts'
import * as store from './store-stickers.ts'

/**
 * Keeps a picture as a sticker: the person's own upload, or one of a message that they may read. Safe to repeat: the id is
 * theirs. Refuses `file_not_found`, `quota_full`, `too_many_stickers`, and another picture under the id (`exists_different`).
 */
export async function addSticker(
  city: City,
  { input: { id, file }, by: { person } }: Call<InputOf<typeof stickersApi.addSticker>>,
): Promise<OwnSticker> {
  const before = (await store.one(city.db, person, id)) ?? (await store.ofFile(city.db, person, file))
  if (before && before.file !== file) throw new Refusal('exists_different')
  if (before) return shown(before)
  const maySee = (others: readonly string[]) => readablePictures(city, person, others)
  const [card] = await filesToSend(city, person, 'picture', [file], maySee)
  if (!card) throw new Refusal('file_not_found')
  // Held first: whoever dies between the two holds it until the sweep asks and nobody names it.
  await holdFile(city, person, { file, kind: 'picture' })
  const { w = 1, h = 1, hash = null, bytes } = card
  await city.tx(async tx => {
    await store.add(tx, person, { id, file, w, h, hash, bytes, at: city.clock.now() })
    if ((await store.count(tx, person)) > limits.OWN_STICKERS_MAX)
      throw new Refusal('too_many_stickers', { max: limits.OWN_STICKERS_MAX })
  })
  const kept = await store.ofFile(city.db, person, file)
  if (!kept) throw new Refusal('exists_different')
  stickerKept(city)
  return shown(kept)
}

/** A sticker as its keeper is told of it. */
export const shown = ({ hash, ...row }: store.StickerRow): OwnSticker => ({
  ...row,
  ...(hash === null ? {} : { hash }),
})
