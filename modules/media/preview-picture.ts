import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { previewPicture } from './examine/picture.ts'
import { lookOf, PICTURES } from './examine/sniff.ts'
import { noteBlob } from './store.ts'

/** Door: keeps a picture that a page elsewhere shows of itself, small and written anew; it is read at /media/<id>. Refuses what is none. */
export async function keepPreviewPicture(
  city: City,
  by: string,
  bytes: Buffer,
): Promise<{ id: string; w: number; h: number }> {
  if (!PICTURES.has(lookOf(bytes))) throw new Refusal('media_kind_refused')
  const small = await previewPicture(bytes)
  const id = await city.blobs.put(small.bytes)
  await noteBlob(city.db, { id, kind: 'webp', bytes: small.bytes.length, by, at: city.clock.now() })
  return { id, w: small.w, h: small.h }
}
