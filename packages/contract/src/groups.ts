import { Type as T, type Static } from 'typebox'
import { Member } from './chat.ts'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { ConversationId, Done, Instant, PersonCard, PersonId } from './types.ts'

/** Somebody who would like to come into a group, until an admin answers. */
export const Waiting = T.Object({
  person: PersonCard,
  /** The member who invited them; without: they came by the group's link. */
  by: T.Optional(PersonCard),
  reason: T.String(),
  at: Instant,
})
export type Waiting = Static<typeof Waiting>

/** How long a member only reads. */
export const MuteTerm = T.Union([
  T.Literal('minutes_10'),
  T.Literal('hour'),
  T.Literal('day'),
  T.Literal('until_lifted'),
  T.Literal('lifted'),
])
export type MuteTerm = Static<typeof MuteTerm>

export const group = endpoint({
  verb: 'GET',
  path: '/chats/:id/group',
  doc: 'What a chat with a group shows besides its row: the announcement, owner and admins, the names that members chose here (in an announcement group only theirs who write), and for admins how many wait to come in.',
  who: 'person',
  input: T.Object({ id: ConversationId }),
  reply: T.Object({
    announcement: T.Optional(T.String()),
    leaders: T.Array(Member),
    nicknames: T.Array(T.Object({ person: PersonId, nickname: T.String() })),
    waiting: T.Optional(T.Integer()),
  }),
  refusals: ['not_a_member', 'group_only'],
})
export const findMembers = endpoint({
  verb: 'GET',
  path: '/chats/:id/members/found',
  doc: 'Members by name (also by the first letters of its pinyin), handle or nickname.',
  who: 'person',
  perMinute: 120,
  input: T.Object({ id: ConversationId, words: T.String({ minLength: 1, maxLength: limits.SEARCH_LENGTH_MAX }) }),
  reply: T.Object({ members: T.Array(Member) }),
  refusals: ['not_a_member', 'group_only'],
})
export const setNickname = endpoint({
  verb: 'PUT',
  path: '/chats/:id/nickname',
  doc: 'What I am called in this group; empty: as everywhere.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ id: ConversationId, nickname: T.String({ maxLength: limits.NICKNAME_LENGTH_MAX }) }),
  reply: Done,
  refusals: ['not_a_member', 'group_only', 'group_dissolved'],
})
export const muteMember = endpoint({
  verb: 'PUT',
  path: '/chats/:id/members/:person/mute',
  doc: 'Let a member only read for a while, or lift that; an admin is muted by the owner alone. Their recalls and reactions still pass.',
  who: 'person',
  input: T.Object({ id: ConversationId, person: PersonId, term: MuteTerm }),
  reply: Done,
  refusals: ['not_a_member', 'admins_only', 'not_allowed', 'group_only', 'group_dissolved'],
})
export const waiting = endpoint({
  verb: 'GET',
  path: '/chats/:id/waiting',
  doc: 'Who waits to come into the group, the longest first; for owner and admins.',
  who: 'person',
  input: T.Object({ id: ConversationId }),
  reply: T.Object({ waiting: T.Array(Waiting) }),
  refusals: ['not_a_member', 'admins_only', 'group_only', 'group_dissolved'],
})
export const answerWaiting = endpoint({
  verb: 'PUT',
  path: '/chats/:id/waiting/:person',
  doc: 'Let somebody in who waits, or decline. Whoever is in already stays; nobody else hears of a decline.',
  who: 'person',
  input: T.Object({ id: ConversationId, person: PersonId, accept: T.Boolean() }),
  reply: Done,
  refusals: ['not_a_member', 'admins_only', 'group_only', 'group_full', 'group_dissolved', 'not_found'],
})
export const dissolve = endpoint({
  verb: 'POST',
  path: '/chats/:id/dissolve',
  doc: 'End a group: everybody keeps what was written, nobody writes any more, cards still show how they stand. Only the owner; it cannot be taken back.',
  who: 'person',
  input: T.Object({ id: ConversationId }),
  reply: Done,
  refusals: ['not_a_member', 'owner_only', 'group_only'],
})
export const dropGroupCode = endpoint({
  verb: 'DELETE',
  path: '/chats/:id/code',
  doc: 'End my link to this group; the next one has another address.',
  who: 'person',
  input: T.Object({ id: ConversationId }),
  reply: Done,
  refusals: ['not_a_member', 'group_only'],
})
export const dropGroupCodes = endpoint({
  verb: 'DELETE',
  path: '/chats/:id/codes',
  doc: "End every member's link to this group; for owner and admins.",
  who: 'person',
  input: T.Object({ id: ConversationId }),
  reply: Done,
  refusals: ['not_a_member', 'admins_only', 'group_only'],
})
