import { limits, type InputOf, type mediaApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { pictureKept } from './events.ts'
import { fromBase64, pictureKind } from './rules.ts'
import { noteBlob } from './store.ts'

/** Keeps a picture under the address of its content: the same picture again is the same one. */
export async function putAvatar(city: City, call: Call<InputOf<typeof mediaApi.putAvatar>>): Promise<{ id: string }> {
  const bytes = fromBase64(call.input.data)
  if (!bytes) throw new Refusal('bad_input', { field: 'data' })
  if (bytes.length > limits.AVATAR_BYTES_MAX) throw new Refusal('media_too_large', { max: limits.AVATAR_BYTES_MAX })
  const kind = pictureKind(bytes)
  if (!kind) throw new Refusal('media_kind_refused')
  // Bytes first: a row never names what is not there.
  const id = await city.blobs.put(bytes)
  await noteBlob(city.db, { id, kind, bytes: bytes.length, by: call.by.person, at: city.clock.now() })
  pictureKept(city, id, call.by.person, kind, bytes.length)
  return { id }
}
