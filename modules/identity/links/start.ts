import { limits, type InputOf, type ReplyOf, type identityApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { LINK_SECRET_BYTES } from '../limits.ts'
import { digest } from '../tokens.ts'
import { insertLink } from './store.ts'

/** Makes a desktop login. The QR code shows the id only; the secret stays with the desktop, so whoever films the code gets nothing. */
export async function startLink(
  city: City,
  call: Call<InputOf<typeof identityApi.startLink>>,
): Promise<ReplyOf<typeof identityApi.startLink>> {
  const id = city.newId()
  const secret = Buffer.from(city.dice.bytes(LINK_SECRET_BYTES)).toString('base64url')
  const createdAt = city.clock.now()
  const expiresAt = createdAt + limits.LINK_LIFE_MS
  const { deviceName } = call.input
  await insertLink(city.db, {
    id,
    secret: digest(secret),
    deviceName,
    state: 'waiting',
    person: null,
    createdAt,
    expiresAt,
  })
  return { id, secret, url: `${city.config.publicUrl}/link/${id}`, expiresAt }
}
