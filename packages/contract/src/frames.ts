import { Type as T, type Static } from 'typebox'
import {
  FileWish,
  PersonBody,
  PictureWish,
  PlaceBody,
  PollWish,
  RecordWish,
  StickerWish,
  VideoWish,
  VoiceWish,
} from './bodies.ts'
import type { CallShown } from './calls.ts'
import * as limits from './limits.ts'
import type { UploadState } from './makers-parts.ts'
import type { TradeState } from './merchants-pay.ts'
import type { PersonCard } from './types.ts'
import { BlobId, ConversationId, Instant, PersonId, Seq, Uuid } from './types.ts'

/**
 * Frames of the chat socket (`/ws`, JSON text, one object a frame). Short keys, the same everywhere:
 * c conversation · q event number in it (gapless) · n countable messages up to it · u number in this person's log (gapless)
 * f sender · id client-made id · k kind · b body · re the q it answers or changes · at commit time in ms.
 */
export const FRAMES_VERSION = 1

const Mentions = T.Array(T.Union([PersonId, T.Literal('all')]), { maxItems: limits.MENTIONS_PER_MESSAGE_MAX })
export const TextBody = T.Object({ text: T.String(), mentions: T.Optional(Mentions) })
export type TextBody = Static<typeof TextBody>
export const ReactBody = T.Object({
  e: T.String({ minLength: 1, maxLength: limits.REACTION_LENGTH_MAX }),
  on: T.Boolean(),
})
export type ReactBody = Static<typeof ReactBody>

/** `silent`: shown and counted as always, but it calls nobody; its body says so, too. */
const Sent = { t: T.Literal('send'), id: Uuid, c: ConversationId, silent: T.Optional(T.Literal(true)) }

/** What a person may put into a conversation. `edit`, `recall` and `react` change the message `re`; others may answer it. */
export const Send = T.Union([
  T.Object({ ...Sent, k: T.Literal('text'), b: TextBody, re: T.Optional(Seq) }),
  T.Object({ ...Sent, k: T.Literal('edit'), b: TextBody, re: Seq }),
  T.Object({ ...Sent, k: T.Literal('recall'), b: T.Object({}), re: Seq }),
  T.Object({ ...Sent, k: T.Literal('react'), b: ReactBody, re: Seq }),
  T.Object({ ...Sent, k: T.Literal('picture'), b: PictureWish, re: T.Optional(Seq) }),
  T.Object({ ...Sent, k: T.Literal('video'), b: VideoWish, re: T.Optional(Seq) }),
  T.Object({ ...Sent, k: T.Literal('voice'), b: VoiceWish, re: T.Optional(Seq) }),
  T.Object({ ...Sent, k: T.Literal('file'), b: FileWish, re: T.Optional(Seq) }),
  T.Object({ ...Sent, k: T.Literal('place'), b: PlaceBody, re: T.Optional(Seq) }),
  T.Object({ ...Sent, k: T.Literal('person'), b: PersonBody, re: T.Optional(Seq) }),
  T.Object({ ...Sent, k: T.Literal('sticker'), b: StickerWish, re: T.Optional(Seq) }),
  T.Object({ ...Sent, k: T.Literal('record'), b: RecordWish, re: T.Optional(Seq) }),
  T.Object({ ...Sent, k: T.Literal('poll'), b: PollWish, re: T.Optional(Seq) }),
])
export type Send = Static<typeof Send>

/** What a person keeps about a conversation for themselves, on all their devices. */
export const MineChange = T.Object({
  pin: T.Optional(T.Boolean()),
  mute: T.Optional(T.Boolean()),
  draft: T.Optional(T.String({ maxLength: limits.DRAFT_LENGTH_MAX })),
  hidden: T.Optional(T.Boolean()),
  /** Out of the list until something new is said, or for as long as it is muted. */
  archived: T.Optional(T.Boolean()),
  /** Read up to this event. Never goes back, except by `unread`. */
  read: T.Optional(Seq),
  unread: T.Optional(T.Literal(true)),
})
export type MineChange = Static<typeof MineChange>

export const Up = T.Union([
  T.Object({ t: T.Literal('hello'), v: T.Integer(), u: Seq, tok: T.Optional(T.String({ maxLength: 200 })) }),
  Send,
  T.Object({ t: T.Literal('mine'), id: Uuid, c: ConversationId, set: MineChange }),
  T.Object({
    t: T.Literal('pull'),
    id: Uuid,
    c: ConversationId,
    after: Seq,
    n: T.Integer({ minimum: 1, maximum: limits.PAGE_MESSAGES_MAX }),
  }),
  T.Object({ t: T.Literal('sync'), u: Seq }),
  T.Object({ t: T.Literal('typing'), c: ConversationId }),
  T.Object({ t: T.Literal('got'), u: Seq }),
  /** Somebody looks at this device (said again every minute) or no longer does: meanwhile none of theirs is called. */
  T.Object({ t: T.Literal('look'), on: T.Boolean() }),
  /** From one party of a call to another: a session description or a candidate of WebRTC, which the city does not read. */
  T.Object({
    t: T.Literal('signal'),
    call: Uuid,
    from: Uuid,
    to: Uuid,
    b: T.String({ maxLength: limits.SIGNAL_LENGTH_MAX }),
  }),
  /** A party is still there. */
  T.Object({ t: T.Literal('in_call'), call: Uuid, peer: Uuid }),
  T.Object({ t: T.Literal('ping') }),
])
export type Up = Static<typeof Up>

/** Things that happened in a conversation and are told in its stream; `b.who` are the people concerned. */
export const SystemBody = T.Object({
  what: T.Union([
    T.Literal('befriended'),
    T.Literal('created'),
    T.Literal('invited'),
    T.Literal('joined'),
    T.Literal('left'),
    T.Literal('removed'),
    T.Literal('renamed'),
    T.Literal('announced'),
    T.Literal('pictured'),
    T.Literal('pinned'),
    T.Literal('unpinned'),
    T.Literal('role'),
    T.Literal('admins_only'),
    T.Literal('asked'),
    T.Literal('approved'),
    T.Literal('approval'),
    T.Literal('all_free'),
    T.Literal('muted'),
    T.Literal('unmuted'),
    T.Literal('nicknamed'),
    T.Literal('dissolved'),
  ]),
  who: T.Optional(T.Array(PersonId)),
  text: T.Optional(T.String()),
  role: T.Optional(T.String()),
  on: T.Optional(T.Boolean()),
  /** Members after it, where it changed them. */
  size: T.Optional(T.Integer()),
  /** The message that was pinned or unpinned, and how many are pinned now. */
  q: T.Optional(Seq),
  count: T.Optional(T.Integer()),
  avatar: T.Optional(T.Union([BlobId, T.Null()])),
  /** When a mute ends. */
  until: T.Optional(Instant),
})
export type SystemBody = Static<typeof SystemBody>

/**
 * A message that a part of the city writes on somebody's behalf and keeps true: what happened (`card`, such as
 * `transfer`), what it is about, the same in words for whoever cannot draw it, and how it stands now.
 */
export const CardBody = T.Object({
  card: T.String({ minLength: 1, maxLength: limits.CARD_NAME_MAX }),
  ref: Uuid,
  text: T.String({ maxLength: limits.CARD_TEXT_MAX }),
  facts: T.Record(T.String(), T.Unknown()),
})
export type CardBody = Static<typeof CardBody>

/**
 * One event of a conversation. A `card` stands as a message does; an `update` of card or poll `re` carries its whole new body. Pushed and pulled events are as they happened; events of a page (GET messages) are as they
 * stand now: `b` after the last edit, `edited`, `recalled` (then `b` is empty), `recalledBy` and `reactions` filled in.
 */
export const ChatEvent = T.Object({
  c: ConversationId,
  q: Seq,
  n: Seq,
  f: PersonId,
  id: Uuid,
  k: T.Union([
    T.Literal('text'),
    T.Literal('card'),
    T.Literal('picture'),
    T.Literal('video'),
    T.Literal('voice'),
    T.Literal('file'),
    T.Literal('place'),
    T.Literal('person'),
    T.Literal('sticker'),
    T.Literal('record'),
    T.Literal('poll'),
    T.Literal('edit'),
    T.Literal('recall'),
    T.Literal('react'),
    T.Literal('update'),
    T.Literal('system'),
  ]),
  b: T.Record(T.String(), T.Unknown()),
  re: T.Optional(Seq),
  at: Instant,
  edited: T.Optional(Instant),
  recalled: T.Optional(Instant),
  /** Who recalled it, where that was not whoever said it. */
  recalledBy: T.Optional(PersonId),
  reactions: T.Optional(T.Record(T.String(), T.Array(PersonId))),
  /** How many reacted so, where that is more than are named; I am named whenever I did. */
  reactionCounts: T.Optional(T.Record(T.String(), T.Integer())),
  /** I deleted it for me: it is empty, and only keeps its number. */
  hidden: T.Optional(T.Literal(true)),
})
export type ChatEvent = Static<typeof ChatEvent>

/** A line of the chats list: everything a device needs to draw it and to know what it misses. */
export const ChatRow = T.Object({
  c: ConversationId,
  kind: T.Union([T.Literal('direct'), T.Literal('group'), T.Literal('self')]),
  /** The other person of a direct conversation. */
  peer: T.Optional(PersonId),
  title: T.Optional(T.String()),
  avatar: T.Optional(BlobId),
  size: T.Integer(),
  /** Messages that are pinned in it. */
  pinned: T.Optional(T.Integer()),
  /** `gone`: left or removed; history up to then stays readable. */
  role: T.Union([T.Literal('owner'), T.Literal('admin'), T.Literal('member'), T.Literal('gone')]),
  adminsOnly: T.Optional(T.Boolean()),
  /** Only owner and admins write, for good, and the group may be large. */
  announces: T.Optional(T.Boolean()),
  /** Admins approve whoever comes. */
  approval: T.Optional(T.Boolean()),
  /** How many wait to come in, for owner and admins. */
  waiting: T.Optional(T.Integer()),
  /** Every member may mention everybody. */
  allFree: T.Optional(T.Boolean()),
  /** I only read here until then. */
  mutedUntil: T.Optional(Instant),
  /** False when the other side ended the friendship or blocked, or the group was dissolved: sending will be refused. */
  open: T.Boolean(),
  q: Seq,
  n: Seq,
  readQ: Seq,
  readN: Seq,
  /** The newest event that mentions me and is unread. */
  mentionQ: T.Optional(Seq),
  pin: T.Boolean(),
  mute: T.Boolean(),
  hidden: T.Boolean(),
  archived: T.Optional(T.Literal(true)),
  draft: T.String(),
  /** How far the other side of a direct conversation has read, when both share read marks. */
  seenQ: T.Optional(Seq),
  /** The newest message to show in the list, as it stands now. */
  last: T.Optional(ChatEvent),
  at: Instant,
})
export type ChatRow = Static<typeof ChatRow>

/** Other things of a person's log: the client refreshes what is named. */
export const Notice = T.Object({
  u: Seq,
  k: T.Union([
    T.Literal('contacts'),
    T.Literal('request'),
    T.Literal('me'),
    T.Literal('devices'),
    /** Messages `qs` of `c` that I deleted for me. */
    T.Literal('hidden'),
    /** I deleted for me all that was said in `c` up to `q`. */
    T.Literal('cleared'),
    /** A scheduled text was sent (or could not be), or a reminder is due. */
    T.Literal('scheduled'),
    /** My folders of chats changed. */
    T.Literal('folders'),
    /** I voted in poll `q` of `c`. */
    T.Literal('poll'),
  ]),
  b: T.Record(T.String(), T.Unknown()),
  at: Instant,
})
export type Notice = Static<typeof Notice>

export type Down =
  | { t: 'ok'; v: number; u: number; me: string; dev: string; now: number; lvl: number }
  /** State that changed after the cursor. `from` 0 is a snapshot: forget what is not in it. The last page has more: false and the cursor u. */
  | { t: 'sync'; from: number; rows: ChatRow[]; notices: Notice[]; people: PersonCard[]; u: number; more: boolean }
  | { t: 'ack'; id: string; c: string; q: number; n: number; u?: number; at: number }
  | { t: 'nak'; id: string; code: string; retryMs?: number }
  | ({ t: 'ev'; u?: number } & ChatEvent)
  | { t: 'row'; u: number; row: ChatRow; people?: PersonCard[] }
  | ({ t: 'note' } & Notice)
  | { t: 'page'; id: string; c: string; evs: ChatEvent[]; more: boolean }
  | { t: 'seen'; u?: number; c: string; p: string; q: number }
  | { t: 'typing'; c: string; p: string }
  /** How an order stands now that I pay, or that my shop waits for. A hint: what counts is what GET answers. */
  | { t: 'order'; as: 'payer' | 'merchant'; merchant: string; order: string; code: string; state: TradeState }
  /** What I get of a program changed: another version, or it was stopped. A hint: what counts is GET /programs/:appId/serial. */
  | { t: 'program'; app: string; serial: number }
  /** An upload of my team's moved on. A hint: what counts is what GET answers. */
  | { t: 'upload'; app: string; upload: string; state: UploadState }
  /** A call changed that rings for me or that I am in. A hint: what counts is what GET answers. */
  | { t: 'call'; call: CallShown }
  | { t: 'signal'; call: string; from: string; to: string; b: string }
  | { t: 'lag'; u: number }
  | { t: 'lvl'; lvl: number }
  | { t: 'pong'; u: number; now: number }
  | { t: 'bye'; why: string; afterMs: number }
