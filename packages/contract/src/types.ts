import { Type as T, type Static } from 'typebox'
import * as limits from './limits.ts'

/** Canonical lower-case UUID; ids are made by whoever starts a thing, so that a repeat is the same thing. */
export const Uuid = T.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  maxLength: 36,
})
export const PersonId = Uuid
export type PersonId = Static<typeof PersonId>
export const ConversationId = Uuid
export type ConversationId = Static<typeof ConversationId>
/** Milliseconds since 1970 UTC. */
export const Instant = T.Integer({ minimum: 0 })
/** A gapless number: of events in a conversation (`q`), of countable messages (`n`), of a person's log (`u`). */
export const Seq = T.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

export const Handle = T.String({ minLength: limits.HANDLE_LENGTH_MIN, maxLength: limits.HANDLE_LENGTH_MAX })
export const Name = T.String({ minLength: 1, maxLength: limits.NAME_LENGTH_MAX })
export const Password = T.String({ minLength: 1, maxLength: limits.PASSWORD_LENGTH_MAX })
export const Language = T.Union([T.Literal('en'), T.Literal('es'), T.Literal('zh')])
export type Language = Static<typeof Language>
/** A content address made by the media module: hex SHA-256. */
export const BlobId = T.String({ pattern: '^[0-9a-f]{64}$', maxLength: 64 })

export const PersonKind = T.Union([T.Literal('citizen'), T.Literal('bot'), T.Literal('service'), T.Literal('operator')])
export type PersonKind = Static<typeof PersonKind>

/** What anybody who meets a person may see of them. */
export const PersonCard = T.Object({
  id: PersonId,
  handle: T.String(),
  name: T.String(),
  avatar: T.Optional(BlobId),
  kind: PersonKind,
  region: T.Optional(T.String()),
  /** The account is closed: of a person name and handle are empty then, of a bot they stay. */
  closed: T.Optional(T.Literal(true)),
})
export type PersonCard = Static<typeof PersonCard>

export const Done = T.Object({ done: T.Literal(true) })
export const nothing = T.Object({})
