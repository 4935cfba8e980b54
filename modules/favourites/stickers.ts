import type { InputOf, ReplyOf, stickersApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { openFile, type FileKey, type FileSize, type OpenFile } from '@plaza/media'
import { shown } from './add-sticker.ts'
import { FILES_FREED } from './events.ts'
import * as store from './store-stickers.ts'

type Api = typeof stickersApi

export async function listStickers(
  city: City,
  { by }: Call<InputOf<Api['stickers']>>,
): Promise<ReplyOf<Api['stickers']>> {
  return { stickers: (await store.all(city.db, by.person)).map(shown) }
}

/** Takes a sticker out of somebody's list; its picture goes when nobody needs it. */
export async function dropSticker(
  city: City,
  { input, by }: Call<InputOf<Api['dropSticker']>>,
): Promise<{ done: true }> {
  await drop(city, by.person, input.id)
  return { done: true }
}

/** Whoever is gone keeps none. */
export const forgetStickers = (city: City, person: string): Promise<void> => drop(city, person)

async function drop(city: City, person: string, id?: string): Promise<void> {
  await city.tx(async tx => {
    const files = await store.drop(tx, person, id)
    const keys = files.map((file): FileKey => ({ file, kind: 'picture' }))
    if (keys.length > 0) await city.outbox.emit(tx, FILES_FREED, { keys })
  })
}

/** Door: the picture of a sticker, for its keeper. Refuses `file_not_found` to everybody else. */
export async function openSticker(city: City, person: string, id: string, size: FileSize): Promise<OpenFile> {
  const sticker = await store.one(city.db, person, id)
  if (!sticker) throw new Refusal('file_not_found')
  return openFile(city, { file: sticker.file, kind: 'picture' }, size)
}

/** For the media module: who keeps these pictures as stickers. */
export async function usesOfStickers(
  city: City,
  keys: readonly FileKey[],
): Promise<(FileKey & { readonly person: string })[]> {
  const pictures = keys.filter(one => one.kind === 'picture').map(one => one.file)
  if (pictures.length === 0) return []
  return (await store.keepersOf(city.db, pictures)).map(({ file, person }) => ({ file, person, kind: 'picture' }))
}
