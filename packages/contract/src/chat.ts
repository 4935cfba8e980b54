import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ChatEvent, ChatRow } from './frames.ts'
import * as limits from './limits.ts'
import { BlobId, ConversationId, Done, Instant, PersonCard, PersonId, Seq, Uuid } from './types.ts'

export const Role = T.Union([T.Literal('owner'), T.Literal('admin'), T.Literal('member')])
export type Role = Static<typeof Role>

export const Member = T.Object({
  person: PersonCard,
  role: Role,
  joinedAt: Instant,
  /** What they are called in this group. */
  nickname: T.Optional(T.String()),
  /** Until then they only read; told to whoever may lift it. */
  mutedUntil: T.Optional(Instant),
})
export type Member = Static<typeof Member>

const Title = T.String({ minLength: 1, maxLength: limits.GROUP_TITLE_LENGTH_MAX })
const Reason = T.Optional(T.String({ maxLength: limits.JOIN_REASON_LENGTH_MAX }))
const People = T.Array(PersonId, { maxItems: limits.GROUP_MEMBERS_MAX, uniqueItems: true })

export const chat = endpoint({
  verb: 'GET',
  path: '/chats/:id',
  doc: 'One conversation: its row, announcement, and the first members.',
  who: 'person',
  input: T.Object({ id: ConversationId }),
  reply: T.Object({
    row: ChatRow,
    announcement: T.Optional(T.String()),
    members: T.Array(Member),
    people: T.Array(PersonCard),
  }),
  refusals: ['not_a_member'],
})
export const messages = endpoint({
  verb: 'GET',
  path: '/chats/:id/messages',
  doc: 'A page of messages as they stand now (edits applied, recalled ones emptied), oldest first. `before`: older than q; `after`: newer than q; `around`: both sides of q; none: the newest.',
  who: 'person',
  input: T.Object({
    id: ConversationId,
    before: T.Optional(Seq),
    after: T.Optional(Seq),
    around: T.Optional(Seq),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: limits.PAGE_MESSAGES_MAX })),
  }),
  reply: T.Object({ events: T.Array(ChatEvent), moreBefore: T.Boolean(), moreAfter: T.Boolean() }),
  refusals: ['not_a_member'],
})
export const members = endpoint({
  verb: 'GET',
  path: '/chats/:id/members',
  doc: 'Members in order of person id, a page after `after`.',
  who: 'person',
  input: T.Object({
    id: ConversationId,
    after: T.Optional(PersonId),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: 200 })),
  }),
  reply: T.Object({ members: T.Array(Member), more: T.Boolean() }),
  refusals: ['not_a_member'],
})
export const readers = endpoint({
  verb: 'GET',
  path: '/chats/:id/messages/:q/readers',
  doc: 'Who has read one of my messages, of those who share read marks with me.',
  who: 'person',
  input: T.Object({ id: ConversationId, q: Seq }),
  reply: T.Object({ readers: T.Array(PersonCard), of: T.Integer() }),
  refusals: ['not_a_member', 'target_not_found', 'not_your_message'],
})
export const hideMessages = endpoint({
  verb: 'POST',
  path: '/chats/:id/hidden',
  doc: 'Delete messages for me, on all my devices; others keep them. Those that are gone already are passed over.',
  who: 'person',
  input: T.Object({
    id: ConversationId,
    qs: T.Array(Seq, { minItems: 1, maxItems: limits.CHOSEN_MESSAGES_MAX, uniqueItems: true }),
  }),
  reply: Done,
  refusals: ['not_a_member', 'target_not_found'],
})
export const clearHistory = endpoint({
  verb: 'POST',
  path: '/chats/:id/cleared',
  doc: 'Delete for me all that was said up to now, on all my devices; others keep it. `q` is the newest that I saw, so that a repeat takes nothing more.',
  who: 'person',
  input: T.Object({ id: ConversationId, q: Seq }),
  reply: Done,
  refusals: ['not_a_member', 'target_not_found'],
})
export const openDirect = endpoint({
  verb: 'POST',
  path: '/chats/direct',
  doc: 'Open (or find) the conversation with a friend, a service, a bot or oneself.',
  who: 'person',
  input: T.Object({ person: PersonId }),
  reply: ChatRow,
  refusals: ['not_a_contact', 'not_found'],
})
export const createGroup = endpoint({
  verb: 'POST',
  path: '/chats',
  doc: 'Make a group of contacts; the id is yours, a repeat finds the same group. In one that `announces` only owner and admins write, and it grows larger.',
  who: 'person',
  perMinute: 20,
  input: T.Object({
    id: ConversationId,
    title: T.Optional(Title),
    people: People,
    announces: T.Optional(T.Literal(true)),
  }),
  reply: ChatRow,
  refusals: ['not_a_contact', 'group_full', 'too_many_groups', 'exists_different', 'not_a_member'],
})
export const changeGroup = endpoint({
  verb: 'PATCH',
  path: '/chats/:id',
  doc: 'Rename, announce, set the picture, say who writes, who mentions all, and whether admins approve whoever comes; what is named changes and is told in the chat.',
  who: 'person',
  input: T.Object({
    id: ConversationId,
    title: T.Optional(Title),
    announcement: T.Optional(T.String({ maxLength: limits.ANNOUNCEMENT_LENGTH_MAX })),
    avatar: T.Optional(T.Union([BlobId, T.Null()])),
    adminsOnly: T.Optional(T.Boolean()),
    approval: T.Optional(T.Boolean()),
    allFree: T.Optional(T.Boolean()),
  }),
  reply: ChatRow,
  refusals: ['not_a_member', 'admins_only', 'group_only', 'group_dissolved'],
})
export const invite = endpoint({
  verb: 'POST',
  path: '/chats/:id/members',
  doc: 'Add contacts to a group. Those already in are passed over; where admins approve, those whom an ordinary member adds wait, with the reason given.',
  who: 'person',
  input: T.Object({ id: ConversationId, people: People, reason: Reason }),
  reply: ChatRow,
  refusals: ['not_a_member', 'not_a_contact', 'group_full', 'group_only', 'group_dissolved', 'too_many_waiting'],
})
export const removeMember = endpoint({
  verb: 'DELETE',
  path: '/chats/:id/members/:person',
  doc: 'Remove a member; owners remove anybody, admins ordinary members.',
  who: 'person',
  input: T.Object({ id: ConversationId, person: PersonId }),
  reply: Done,
  refusals: ['not_a_member', 'admins_only', 'group_only', 'group_dissolved'],
})
export const setRole = endpoint({
  verb: 'PUT',
  path: '/chats/:id/members/:person/role',
  doc: 'Make a member admin or ordinary, or hand the group over (`owner`; the old owner becomes admin).',
  who: 'person',
  input: T.Object({ id: ConversationId, person: PersonId, role: Role }),
  reply: Done,
  refusals: ['owner_only', 'owner_must_stay', 'not_a_member', 'group_only', 'group_dissolved'],
})
export const leave = endpoint({
  verb: 'POST',
  path: '/chats/:id/leave',
  doc: 'Leave a group. An owner hands it over to the eldest admin, else the eldest member.',
  who: 'person',
  input: T.Object({ id: ConversationId }),
  reply: Done,
  refusals: ['group_only', 'not_a_member'],
})
export const groupCode = endpoint({
  verb: 'POST',
  path: '/chats/:id/code',
  doc: 'My link to a group, the one behind its QR code: made when there is none, and with `days` valid for so long from now.',
  who: 'person',
  perMinute: 30,
  input: T.Object({
    id: ConversationId,
    days: T.Optional(T.Union([T.Literal(1), T.Literal(7), T.Literal(30)])),
  }),
  reply: T.Object({ url: T.String(), expiresAt: Instant }),
  refusals: ['not_a_member', 'group_only', 'group_dissolved'],
})
export const seeInvite = endpoint({
  verb: 'GET',
  path: '/invites/:code',
  doc: 'What a group QR code invites to.',
  who: 'person',
  perMinute: 30,
  input: T.Object({ code: T.String({ maxLength: 100 }) }),
  reply: T.Object({
    conversation: ConversationId,
    title: T.Optional(T.String()),
    size: T.Integer(),
    by: PersonCard,
    member: T.Boolean(),
    /** Admins approve whoever comes. */
    approval: T.Boolean(),
    /** I asked already, and wait. */
    waiting: T.Boolean(),
  }),
  refusals: ['invite_expired'],
})
export const joinGroup = endpoint({
  verb: 'POST',
  path: '/invites/:code/join',
  doc: 'Join the group of a QR code. Without a `row` in the answer one waits until an admin approves.',
  who: 'person',
  perMinute: 30,
  input: T.Object({ code: T.String({ maxLength: 100 }), reason: Reason }),
  reply: T.Object({ row: T.Optional(ChatRow) }),
  refusals: ['invite_expired', 'group_full', 'group_only', 'not_a_member', 'join_declined', 'too_many_waiting'],
})
export const sendAsBot = endpoint({
  verb: 'POST',
  path: '/bot/messages',
  doc: "Bot: send a text. The id is the bot's own; a repeat answers the same message.",
  who: 'bot',
  perMinute: 600,
  input: T.Object({
    id: Uuid,
    conversation: ConversationId,
    text: T.String({ minLength: 1, maxLength: limits.TEXT_LENGTH_MAX }),
    reply: T.Optional(Seq),
    mentions: T.Optional(T.Array(PersonId, { maxItems: limits.MENTIONS_PER_MESSAGE_MAX })),
  }),
  reply: T.Object({ q: Seq, at: Instant }),
  refusals: [
    'not_a_member',
    'not_a_contact',
    'text_empty',
    'text_too_long',
    'too_many_mentions',
    'target_not_found',
    'blocked',
    'admins_only',
    'muted_by_admin',
    'group_dissolved',
    'exists_different',
  ],
})
export const botUpdates = endpoint({
  verb: 'GET',
  path: '/bot/updates',
  doc: 'Bot: conversations that moved after cursor `u` (long poll, up to `waitMs`). The socket gives the same at once.',
  who: 'bot',
  input: T.Object({ u: Seq, waitMs: T.Optional(T.Integer({ minimum: 0, maximum: 25_000 })) }),
  reply: T.Object({ u: Seq, events: T.Array(ChatEvent) }),
})
