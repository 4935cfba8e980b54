import { limits, type Upload } from '@plaza/contract'
import type { Caller, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { createHash } from 'node:crypto'
import { developed } from '../programs.ts'
import { showUpload } from './start.ts'
import { putZip, uploadById } from './store.ts'

/**
 * Door: the ZIP of an upload that was begun. It is kept before the answer, so that whoever compiles it may die. Safe to
 * repeat with the same bytes. Refuses somebody else's upload (`not_found`), other bytes (`upload_over`), and too many
 * (`upload_too_large`).
 */
export async function receiveUpload(city: City, by: Caller, id: string, zip: Uint8Array): Promise<Upload> {
  if (zip.byteLength > limits.UPLOAD_BYTES_MAX) throw new Refusal('upload_too_large')
  const row = await uploadById(city.db, id)
  if (row?.person !== by.person) throw new Refusal('not_found')
  await developed(city, row.appId, by.person)
  const digest = createHash('sha256').update(zip).digest('hex')
  if (row.state === 'waiting') {
    await city.blobs.put(zip)
    await putZip(city.db, id, digest, city.clock.now())
    city.outbox.nudge()
  }
  const after = await uploadById(city.db, id)
  if (!after || (after.zip ?? digest) !== digest) throw new Refusal('upload_over')
  return showUpload(after)
}
