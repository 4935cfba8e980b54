import type { City } from '@plaza/house'
import { pictureLost } from './events.ts'
import { TYPES } from './rules.ts'
import { kindOf } from './store.ts'

/** Door: a picture and the type to serve it as. It never changes, so whoever serves it may let it be kept for ever. */
export async function blobOf(city: City, id: string): Promise<{ bytes: Uint8Array; type: string } | undefined> {
  if (!/^[0-9a-f]{64}$/.test(id)) return undefined
  const kind = await kindOf(city.db, id)
  if (!kind) return undefined
  const bytes = await city.blobs.get(id)
  if (!bytes) {
    pictureLost(city, id)
    return undefined
  }
  return { bytes, type: TYPES[kind] }
}
