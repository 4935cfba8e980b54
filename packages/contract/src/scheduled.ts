import { Type as T, type Static } from 'typebox'
import { FileWish, NewPoll, PersonBody, PictureWish, PlaceBody, StickerWish, VideoWish, VoiceWish } from './bodies.ts'
import { endpoint } from './endpoint.ts'
import { ChatEvent, TextBody } from './frames.ts'
import { ConversationId, Done, Instant, PersonCard, Seq, Uuid } from './types.ts'

/** What can be put off: all that people say themselves. What is passed on is said now. */
const Kind = T.Union([
  T.Literal('text'),
  T.Literal('picture'),
  T.Literal('video'),
  T.Literal('voice'),
  T.Literal('file'),
  T.Literal('place'),
  T.Literal('person'),
  T.Literal('sticker'),
  T.Literal('poll'),
])
export type ScheduledKind = Static<typeof Kind>

/** A message that the city will send for me; `failed` says why it could not when its time came. */
export const ScheduledMessage = T.Object({
  id: Uuid,
  c: ConversationId,
  k: Kind,
  /** As it will stand in the chat. */
  b: T.Record(T.String(), T.Unknown()),
  re: T.Optional(Seq),
  silent: T.Optional(T.Literal(true)),
  at: Instant,
  failed: T.Optional(T.String()),
})
export type ScheduledMessage = Static<typeof ScheduledMessage>

/** A message that the city reminds me of; `due` once its time has come, until I am done with it. */
export const Reminder = T.Object({
  id: Uuid,
  c: ConversationId,
  q: Seq,
  at: Instant,
  due: T.Boolean(),
  /** The message as it stands now, while I may read it. */
  event: T.Optional(ChatEvent),
})
export type Reminder = Static<typeof Reminder>

export const scheduled = endpoint({
  verb: 'GET',
  path: '/chats/:id/scheduled',
  doc: 'My messages for this conversation that are to be sent later, the next one first.',
  who: 'person',
  input: T.Object({ id: ConversationId }),
  reply: T.Object({ rows: T.Array(ScheduledMessage) }),
})
export const schedule = endpoint({
  verb: 'POST',
  path: '/chats/:c/scheduled',
  doc: 'Have a message sent at a time to come; its files are uploaded before. The id is mine and becomes the id of the message: a repeat changes nothing.',
  who: 'person',
  input: T.Object({
    id: Uuid,
    c: ConversationId,
    k: Kind,
    /** What its kind says in a `send` frame; a poll is a new one, and ends after `at`. */
    b: T.Union([TextBody, PictureWish, VideoWish, FileWish, VoiceWish, PlaceBody, PersonBody, StickerWish, NewPoll]),
    re: T.Optional(Seq),
    silent: T.Optional(T.Literal(true)),
    at: Instant,
  }),
  reply: ScheduledMessage,
  refusals: [
    'not_a_member',
    'not_a_contact',
    'admins_only',
    'muted_by_admin',
    'group_dissolved',
    'group_only',
    'text_empty',
    'text_too_long',
    'too_many_mentions',
    'target_not_found',
    'file_not_found',
    'bad_input',
    'time_out_of_range',
    'too_many_scheduled',
    'exists_different',
  ],
})
export const sendScheduled = endpoint({
  verb: 'POST',
  path: '/scheduled/:id/send',
  doc: 'Send a scheduled message now instead of later.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: Done,
  refusals: ['not_found'],
})
export const cancelScheduled = endpoint({
  verb: 'DELETE',
  path: '/scheduled/:id',
  doc: 'Do not send a scheduled message; its files are let go of. One that is not there (any more) is fine.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: Done,
  refusals: ['too_late_to_cancel'],
})
export const reminders = endpoint({
  verb: 'GET',
  path: '/reminders',
  doc: 'Messages that I am to be reminded of, the earliest first.',
  who: 'person',
  input: T.Object({}),
  reply: T.Object({ rows: T.Array(Reminder), people: T.Array(PersonCard) }),
})
export const remind = endpoint({
  verb: 'POST',
  path: '/reminders',
  doc: 'Be reminded of a message at a time to come. The id is mine: a repeat changes nothing.',
  who: 'person',
  input: T.Object({ id: Uuid, c: ConversationId, q: Seq, at: Instant }),
  reply: Done,
  refusals: ['not_a_member', 'target_not_found', 'time_out_of_range', 'too_many_reminders'],
})
export const dropReminder = endpoint({
  verb: 'DELETE',
  path: '/reminders/:id',
  doc: 'Be done with a reminder, or not be reminded.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: Done,
})
