import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { ConversationId, Done, Instant, nothing, PersonCard, PersonId, Uuid } from './types.ts'

/** A friend as this person keeps them: remark, tags and star are seen by nobody else. */
export const Contact = T.Object({
  person: PersonCard,
  remark: T.Optional(T.String()),
  tags: T.Array(T.String()),
  starred: T.Boolean(),
  blocked: T.Boolean(),
  /** False when only the block is left of a contact. */
  friend: T.Boolean(),
  conversation: ConversationId,
  since: Instant,
})
export type Contact = Static<typeof Contact>

export const FriendRequest = T.Object({
  id: Uuid,
  from: PersonCard,
  to: PersonCard,
  note: T.String(),
  source: T.Union([
    T.Literal('handle'),
    T.Literal('phone'),
    T.Literal('qr'),
    T.Literal('group'),
    T.Literal('card'),
    T.Literal('nearby'),
  ]),
  state: T.Union([
    T.Literal('open'),
    T.Literal('accepted'),
    T.Literal('declined'),
    T.Literal('expired'),
    T.Literal('withdrawn'),
  ]),
  at: Instant,
  expiresAt: Instant,
})
export type FriendRequest = Static<typeof FriendRequest>

export const contacts = endpoint({
  verb: 'GET',
  path: '/contacts',
  doc: 'All contacts, and the friend requests of the last weeks (newest first).',
  who: 'person',
  input: nothing,
  reply: T.Object({ contacts: T.Array(Contact), requests: T.Array(FriendRequest) }),
})
export const findPerson = endpoint({
  verb: 'GET',
  path: '/contacts/find',
  doc: 'Find a person by exact handle or phone number, if they allow it; or by the secret in their QR code.',
  who: 'person',
  perMinute: 30,
  input: T.Object({ query: T.String({ minLength: 1, maxLength: 120 }) }),
  reply: T.Object({
    person: T.Optional(PersonCard),
    relation: T.Optional(
      T.Union([T.Literal('self'), T.Literal('friend'), T.Literal('asked'), T.Literal('asks'), T.Literal('none')]),
    ),
    /** How they were found: give it back with the request. */
    source: T.Optional(T.Union([T.Literal('handle'), T.Literal('phone'), T.Literal('qr')])),
  }),
})
export const person = endpoint({
  verb: 'GET',
  path: '/contacts/:id',
  doc: 'A person as this account knows them.',
  who: 'person',
  input: T.Object({ id: PersonId }),
  reply: T.Object({
    person: PersonCard,
    relation: T.Union([
      T.Literal('self'),
      T.Literal('friend'),
      T.Literal('asked'),
      T.Literal('asks'),
      T.Literal('none'),
    ]),
    contact: T.Optional(Contact),
    request: T.Optional(FriendRequest),
  }),
  refusals: ['not_found'],
})
export const myCode = endpoint({
  verb: 'GET',
  path: '/contacts/my-code',
  doc: 'The link behind my QR code.',
  who: 'person',
  secret: true,
  input: nothing,
  reply: T.Object({ url: T.String() }),
})
export const renewMyCode = endpoint({
  verb: 'POST',
  path: '/contacts/my-code/renew',
  doc: 'Make a new QR code; the old one stops working.',
  who: 'person',
  perMinute: 10,
  input: nothing,
  reply: T.Object({ url: T.String() }),
})
/** A link by which I invite others: whoever opens it may send me a request, until it ends or I take it back. */
export const InviteLink = T.Object({ id: Uuid, url: T.String(), at: Instant, expiresAt: Instant })
export type InviteLink = Static<typeof InviteLink>

export const inviteLinks = endpoint({
  verb: 'GET',
  path: '/contacts/links',
  doc: 'My links that are still good, newest first.',
  who: 'person',
  secret: true,
  input: nothing,
  reply: T.Object({ links: T.Array(InviteLink) }),
})
export const makeInviteLink = endpoint({
  verb: 'POST',
  path: '/contacts/links',
  doc: 'Make a link that invites to be my contact; the id is yours, a repeat finds the same link.',
  who: 'person',
  perMinute: 20,
  input: T.Object({ id: Uuid, days: T.Union([T.Literal(1), T.Literal(7), T.Literal(30)]) }),
  reply: InviteLink,
  refusals: ['too_many_invite_links', 'exists_different'],
})
export const dropInviteLink = endpoint({
  verb: 'DELETE',
  path: '/contacts/links/:id',
  doc: 'Take a link back: it invites nobody any more. Again changes nothing.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: Done,
})
export const askFriend = endpoint({
  verb: 'POST',
  path: '/contacts/requests',
  doc: 'Send a friend request. If the other already asks, both become friends at once. Safe to repeat.',
  who: 'person',
  perMinute: 30,
  input: T.Object({
    id: Uuid,
    to: PersonId,
    note: T.String({ maxLength: limits.REQUEST_NOTE_LENGTH_MAX }),
    source: FriendRequest.properties.source,
    /** The secret of a scanned QR code, when `source` is `qr`. */
    code: T.Optional(T.String({ maxLength: 100 })),
    remark: T.Optional(T.String({ maxLength: limits.REMARK_LENGTH_MAX })),
  }),
  reply: FriendRequest,
  refusals: [
    'is_self',
    'not_found',
    'exists_different',
    'already_contacts',
    'requests_not_accepted',
    'too_many_requests_open',
    'too_many_contacts',
    'blocked',
  ],
})
export const answerRequest = endpoint({
  verb: 'POST',
  path: '/contacts/requests/:id/answer',
  doc: 'Accept or decline a friend request.',
  who: 'person',
  input: T.Object({
    id: Uuid,
    accept: T.Boolean(),
    remark: T.Optional(T.String({ maxLength: limits.REMARK_LENGTH_MAX })),
  }),
  reply: FriendRequest,
  refusals: ['not_found', 'request_not_open', 'request_expired', 'too_many_contacts'],
})
export const withdrawRequest = endpoint({
  verb: 'POST',
  path: '/contacts/requests/:id/withdraw',
  doc: 'Take back a friend request of your own that is still open. Safe to repeat.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: FriendRequest,
  refusals: ['not_found', 'request_not_open', 'request_expired'],
})
export const changeContact = endpoint({
  verb: 'PATCH',
  path: '/contacts/:id',
  doc: 'Remark name, tags, star, block; only what is named changes. An empty remark removes it.',
  who: 'person',
  input: T.Object({
    id: PersonId,
    remark: T.Optional(T.String({ maxLength: limits.REMARK_LENGTH_MAX })),
    tags: T.Optional(
      T.Array(T.String({ minLength: 1, maxLength: limits.TAG_LENGTH_MAX }), { maxItems: limits.TAGS_PER_CONTACT_MAX }),
    ),
    starred: T.Optional(T.Boolean()),
    blocked: T.Optional(T.Boolean()),
  }),
  reply: Contact,
  refusals: ['not_a_contact', 'is_self'],
})
export const removeContact = endpoint({
  verb: 'DELETE',
  path: '/contacts/:id',
  doc: 'End the friendship on both sides. The conversation stays readable for both.',
  who: 'person',
  input: T.Object({ id: PersonId }),
  reply: Done,
})
