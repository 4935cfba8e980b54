import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { BlobId, ConversationId, Instant, Seq, Uuid } from './types.ts'

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

export const FileKind = T.Union([T.Literal('picture'), T.Literal('video'), T.Literal('voice'), T.Literal('file')])
export type FileKind = Static<typeof FileKind>

/** What the city found out about a file by reading it. `id` is the SHA-256 of the bytes that are kept. */
export const FileCard = T.Object({
  id: BlobId,
  kind: FileKind,
  type: T.String(),
  bytes: T.Integer({ minimum: 0 }),
  name: T.Optional(T.String()),
  w: T.Optional(T.Integer({ minimum: 1 })),
  h: T.Optional(T.Integer({ minimum: 1 })),
  ms: T.Optional(T.Integer({ minimum: 0 })),
  hash: T.Optional(T.String()),
  wave: T.Optional(T.String()),
})
export type FileCard = Static<typeof FileCard>

/**
 * Uploads speak tus 1.0.0 at `/api/uploads` (creation, creation-with-upload, termination, expiration, checksum), not JSON, so
 * that only their state is described here. `Upload-Metadata` says `id` (a UUID of the client, the same again finds the same
 * upload), `as` (`FileKind`), `name`, `type`, and `original` for a picture that is to keep its full size.
 */
export const uploadState = endpoint({
  verb: 'GET',
  path: '/uploads/:id',
  doc: 'How an upload of mine stands: `sending`, `working` (all is there and is examined), `ready` with its file, or `refused` with the word for why.',
  who: 'person',
  perMinute: 600,
  input: T.Object({ id: Uuid }),
  reply: T.Object({
    id: Uuid,
    state: T.Union([T.Literal('sending'), T.Literal('working'), T.Literal('ready'), T.Literal('refused')]),
    offset: T.Integer({ minimum: 0 }),
    length: T.Integer({ minimum: 0 }),
    code: T.Optional(T.String()),
    file: T.Optional(FileCard),
  }),
  refusals: ['upload_not_found'],
})

/** One thing of a chat's media page: a file of a message, or a link in a text. `file` is missing for links. */
export const Attachment = T.Object({
  q: Seq,
  f: Uuid,
  at: Instant,
  k: T.Union([FileKind, T.Literal('link')]),
  file: T.Optional(BlobId),
  name: T.Optional(T.String()),
  type: T.Optional(T.String()),
  bytes: T.Optional(T.Integer({ minimum: 0 })),
  w: T.Optional(T.Integer({ minimum: 1 })),
  h: T.Optional(T.Integer({ minimum: 1 })),
  ms: T.Optional(T.Integer({ minimum: 0 })),
  hash: T.Optional(T.String()),
  gone: T.Optional(T.Literal(true)),
  url: T.Optional(T.String()),
  title: T.Optional(T.String()),
})
export type Attachment = Static<typeof Attachment>

export const attachments = endpoint({
  verb: 'GET',
  path: '/chats/:id/attachments',
  doc: 'The media page of a conversation, newest first, those of messages before `before`; a page ends with a whole message. Files themselves: `GET /chats/:id/files/:file?size=thumb|view|full`.',
  who: 'person',
  input: T.Object({
    id: ConversationId,
    kind: T.Optional(T.Union([FileKind, T.Literal('link')])),
    before: T.Optional(Seq),
  }),
  reply: T.Object({ items: T.Array(Attachment), more: T.Boolean() }),
  refusals: ['not_a_member'],
})

export const linkPreview = endpoint({
  verb: 'GET',
  path: '/previews',
  doc: 'What a web page that a message links to calls itself; without a title, it could not be had or says nothing. `picture` is read at /media/<id>.',
  who: 'person',
  perMinute: 60,
  input: T.Object({ chat: ConversationId, q: Seq, url: T.String({ minLength: 8, maxLength: limits.LINK_LENGTH_MAX }) }),
  reply: T.Object({
    url: T.String(),
    site: T.String(),
    title: T.Optional(T.String()),
    description: T.Optional(T.String()),
    picture: T.Optional(T.Object({ id: BlobId, w: T.Integer(), h: T.Integer() })),
  }),
  refusals: ['not_a_member', 'target_not_found'],
})

const ByKind = T.Object({ picture: T.Integer(), video: T.Integer(), voice: T.Integer(), file: T.Integer() })

export const myStorage = endpoint({
  verb: 'GET',
  path: '/me/storage',
  doc: 'What my files take: of my quota, and by conversation and kind, in bytes, largest first. A file sent to two conversations counts in both but takes its room once.',
  who: 'person',
  perMinute: 60,
  input: T.Object({}),
  reply: T.Object({
    used: T.Integer(),
    quota: T.Integer(),
    chats: T.Array(T.Object({ c: ConversationId, bytes: T.Integer(), files: T.Integer(), kinds: ByKind })),
  }),
  refusals: [],
})

export const freeStorage = endpoint({
  verb: 'POST',
  path: '/me/storage/free',
  doc: 'Let go of the files that I sent to a conversation before a moment. Their messages stay and say so. Safe to repeat.',
  who: 'person',
  perMinute: 30,
  input: T.Object({ chat: ConversationId, before: Instant, kind: T.Optional(FileKind) }),
  reply: T.Object({ files: T.Integer(), bytes: T.Integer() }),
  refusals: ['not_a_member'],
})
