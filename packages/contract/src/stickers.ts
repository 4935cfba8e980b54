import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { BlobId, Done, Instant, Uuid } from './types.ts'

/** A picture that I keep as a sticker; read at `/api/stickers/<id>/file?size=thumb|view|full`, by me alone. */
export const OwnSticker = T.Object({
  id: Uuid,
  file: BlobId,
  w: T.Integer({ minimum: 1 }),
  h: T.Integer({ minimum: 1 }),
  hash: T.Optional(T.String()),
  bytes: T.Integer({ minimum: 0 }),
  at: Instant,
})
export type OwnSticker = Static<typeof OwnSticker>

export const stickers = endpoint({
  verb: 'GET',
  path: '/stickers',
  doc: 'The pictures that I keep as stickers, the newest first.',
  who: 'person',
  perMinute: 120,
  input: T.Object({}),
  reply: T.Object({ stickers: T.Array(OwnSticker) }),
})
export const addSticker = endpoint({
  verb: 'POST',
  path: '/stickers',
  doc: 'Keep a picture as a sticker: one that I uploaded, or of a message that I may read. It takes of my room and stays mine when I may no longer read the message. The id is mine; a repeat, and a picture that is kept already, change nothing.',
  who: 'person',
  perMinute: 60,
  input: T.Object({ id: Uuid, file: BlobId }),
  reply: OwnSticker,
  refusals: ['file_not_found', 'quota_full', 'too_many_stickers', 'exists_different'],
})
export const dropSticker = endpoint({
  verb: 'DELETE',
  path: '/stickers/:id',
  doc: 'Keep a sticker no longer. What was sent stays as it is.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: Done,
})
