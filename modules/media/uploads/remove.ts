import { limits } from '@plaza/contract'
import type { City } from '@plaza/house'
import { ENDED_KEEP_MS } from '../limits.ts'
import { standingOf } from './create.ts'
import { dropStaged } from './staged.ts'
import { deleteUpload, dropUploads } from './store.ts'

/** Door: gives up an upload that is not complete. Safe to repeat; a complete one stays what it is. */
export async function removeUpload(city: City, person: string, id: string): Promise<void> {
  await standingOf(city, person, id)
  if (await deleteUpload(city.db, id)) await dropStaged(city, id)
}

/** Chore: forgets uploads that stood still for too long. */
export async function expireUploads(city: City): Promise<void> {
  const now = city.clock.now()
  const gone = await dropUploads(city.db, { sending: now - limits.UPLOAD_LIFE_MS, ended: now - ENDED_KEEP_MS })
  for (const id of gone) await dropStaged(city, id)
}
