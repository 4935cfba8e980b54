import type { City } from '@plaza/house'
import { takeUp } from '../examine/queue.ts'
import { LEASE_MS } from '../limits.ts'
import { completeUpload } from './store.ts'

/** All bytes of an upload are on the disk of this process: it examines them. Safe to repeat. */
export async function complete(city: City, id: string): Promise<void> {
  const now = city.clock.now()
  if (await completeUpload(city.db, id, { now, until: now + LEASE_MS })) takeUp(city, id)
}
