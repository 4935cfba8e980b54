import { Type as T } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { BlobId } from './types.ts'

export const putAvatar = endpoint({
  verb: 'POST',
  path: '/media/avatars',
  doc: 'Store a picture (JPEG, PNG or WebP, base64) and get its content address; read it at /media/<id>.',
  who: 'person',
  perMinute: 20,
  input: T.Object({ data: T.String({ maxLength: Math.ceil((limits.AVATAR_BYTES_MAX * 4) / 3) + 4 }) }),
  reply: T.Object({ id: BlobId }),
  refusals: ['media_too_large', 'media_kind_refused'],
})
