import { Type as T, type Static } from 'typebox'
import * as limits from './limits.ts'
import { BlobId, ConversationId, Instant, PersonId, Seq } from './types.ts'

/**
 * Bodies of the messages that are more than words. `…Wish` is what a sender's device says: ids, names and words. `…Body` is
 * what the server makes of it and everybody is told: how large, how long and how a file looks is read from the file itself.
 */

const Caption = T.Optional(T.String({ maxLength: limits.CAPTION_LENGTH_MAX }))
/** A rough look of a picture in 25 bytes (ThumbHash), base64url: shown until the picture is there. */
const Hash = T.Optional(T.String({ maxLength: 60 }))
const Side = T.Integer({ minimum: 1 })
const Bytes = T.Integer({ minimum: 0 })
/** The file was freed to make room: the message stays. */
const Gone = T.Optional(T.Literal(true))

export const PictureItem = T.Object({ file: BlobId, w: Side, h: Side, hash: Hash, bytes: Bytes, gone: Gone })
export type PictureItem = Static<typeof PictureItem>
export const PictureWish = T.Object({
  items: T.Array(T.Object({ file: BlobId }), { minItems: 1, maxItems: limits.PICTURES_PER_MESSAGE_MAX }),
  text: Caption,
  original: T.Optional(T.Literal(true)),
})
export const PictureBody = T.Object({
  items: T.Array(PictureItem, { minItems: 1, maxItems: limits.PICTURES_PER_MESSAGE_MAX }),
  text: Caption,
  original: T.Optional(T.Literal(true)),
})
export type PictureBody = Static<typeof PictureBody>

export const VideoWish = T.Object({ file: BlobId, text: Caption })
/** Size and length are missing where the container does not tell them, `hash` where no machine of the city decodes video. */
export const VideoBody = T.Object({
  file: BlobId,
  w: T.Optional(Side),
  h: T.Optional(Side),
  ms: T.Optional(T.Integer({ minimum: 0 })),
  hash: Hash,
  bytes: Bytes,
  text: Caption,
  gone: Gone,
})
export type VideoBody = Static<typeof VideoBody>

export const VoiceWish = T.Object({ file: BlobId })
/** `wave`: how loud it is over its length, one byte a step, base64url. */
export const VoiceBody = T.Object({
  file: BlobId,
  ms: T.Integer({ minimum: 0 }),
  wave: T.String({ maxLength: limits.WAVE_LENGTH_MAX }),
  bytes: Bytes,
  gone: Gone,
})
export type VoiceBody = Static<typeof VoiceBody>

const FileName = T.String({ minLength: 1, maxLength: limits.FILE_NAME_LENGTH_MAX })
export const FileWish = T.Object({ file: BlobId, name: FileName })
export const FileBody = T.Object({ file: BlobId, name: FileName, bytes: Bytes, type: T.String(), gone: Gone })
export type FileBody = Static<typeof FileBody>

/** A place on the earth, WGS84. */
export const PlaceBody = T.Object({
  lat: T.Number({ minimum: -90, maximum: 90 }),
  lon: T.Number({ minimum: -180, maximum: 180 }),
  name: T.Optional(T.String({ maxLength: limits.PLACE_NAME_LENGTH_MAX })),
  address: T.Optional(T.String({ maxLength: limits.PLACE_ADDRESS_LENGTH_MAX })),
})
export type PlaceBody = Static<typeof PlaceBody>

/** A contact card: one of the sender's contacts, or the sender. */
export const PersonBody = T.Object({ person: PersonId })
export type PersonBody = Static<typeof PersonBody>

const Word = T.String({ pattern: '^[a-z0-9-]{1,40}$', maxLength: limits.STICKER_NAME_LENGTH_MAX })
/** A sticker of a pack that comes with the app; `emoji` says the same where it cannot be drawn. */
export const PackSticker = T.Object({
  pack: Word,
  name: Word,
  emoji: T.String({ minLength: 1, maxLength: limits.REACTION_LENGTH_MAX }),
})
export type PackSticker = Static<typeof PackSticker>
/** Or a picture of one's own, which is shown without a bubble. */
export const StickerWish = T.Union([PackSticker, T.Object({ file: BlobId })])
export type StickerWish = Static<typeof StickerWish>
export const StickerBody = T.Union([PackSticker, PictureItem])
export type StickerBody = Static<typeof StickerBody>

const RecordTitle = T.String({ maxLength: limits.RECORD_TITLE_LENGTH_MAX })
/** Messages of conversation `from` by their numbers; without a title the record is called by who speaks in it. */
export const RecordWish = T.Object({
  from: ConversationId,
  qs: T.Array(Seq, { minItems: 1, maxItems: limits.RECORD_LINES_MAX, uniqueItems: true }),
  title: T.Optional(RecordTitle),
})
export const RecordLine = T.Object({
  f: PersonId,
  name: T.String(),
  at: Instant,
  k: T.String(),
  b: T.Record(T.String(), T.Unknown()),
})
export type RecordLine = Static<typeof RecordLine>
/** Messages of another conversation as they stood when they were passed on. */
export const RecordBody = T.Object({ title: RecordTitle, lines: T.Array(RecordLine) })
export type RecordBody = Static<typeof RecordBody>

const PollText = T.String({ minLength: 1, maxLength: limits.POLL_QUESTION_LENGTH_MAX })
const PollOption = T.String({ minLength: 1, maxLength: limits.POLL_OPTION_LENGTH_MAX })
export const NewPoll = T.Object({
  text: PollText,
  options: T.Array(PollOption, { minItems: limits.POLL_OPTIONS_MIN, maxItems: limits.POLL_OPTIONS_MAX }),
  /** Several answers may be chosen. */
  multiple: T.Optional(T.Literal(true)),
  /** Nobody is shown who voted for what. */
  anonymous: T.Optional(T.Literal(true)),
  endsAt: T.Optional(Instant),
})
/** A new question, or poll `q` of conversation `from` as it stands, which is closed then. */
export const PollWish = T.Union([NewPoll, T.Object({ from: ConversationId, q: Seq })])
export type PollWish = Static<typeof PollWish>
/** A question and how its answers stand now. */
export const PollBody = T.Object({
  text: PollText,
  options: T.Array(T.Object({ text: PollOption, votes: T.Integer({ minimum: 0 }) })),
  /** People who have voted. */
  voters: T.Integer({ minimum: 0 }),
  multiple: T.Optional(T.Literal(true)),
  anonymous: T.Optional(T.Literal(true)),
  endsAt: T.Optional(Instant),
  closedAt: T.Optional(Instant),
  /** It was asked elsewhere: nobody votes here. */
  copy: T.Optional(T.Literal(true)),
})
export type PollBody = Static<typeof PollBody>

/** The kinds of messages that people send besides text. */
export const RICH_KINDS = ['picture', 'video', 'voice', 'file', 'place', 'person', 'sticker', 'record', 'poll'] as const
export type RichKind = (typeof RICH_KINDS)[number]
/** Every kind that stands for itself in a conversation and is counted as unread. */
export const MESSAGE_KINDS = ['text', 'card', ...RICH_KINDS] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

const rich: ReadonlySet<string> = new Set(RICH_KINDS)
const captioned: ReadonlySet<string> = new Set<MessageKind>(['picture', 'video'])
const messages: ReadonlySet<string> = new Set(MESSAGE_KINDS)
const shown: ReadonlySet<string> = new Set([...MESSAGE_KINDS, 'system'])

export const isRich = (kind: string): kind is RichKind => rich.has(kind)
/** Kinds with words below them, which an edit changes while the rest stays. */
export const isCaptioned = (kind: string): boolean => captioned.has(kind)
export const isMessage = (kind: string): kind is MessageKind => messages.has(kind)
/** Whether an event stands as a line of its own; the others change an earlier one. */
export const isShown = (kind: string): boolean => shown.has(kind)
