import { Type as T } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ChatEvent } from './frames.ts'
import { ConversationId, Done, PersonCard, Seq } from './types.ts'

const Place = T.Object({ id: ConversationId, q: Seq })

export const pinnedMessages = endpoint({
  verb: 'GET',
  path: '/chats/:id/pinned',
  doc: 'The pinned messages that I may read, as they stand now, the one that was pinned last first.',
  who: 'person',
  input: T.Object({ id: ConversationId }),
  reply: T.Object({ events: T.Array(ChatEvent), people: T.Array(PersonCard) }),
  refusals: ['not_a_member'],
})
export const pinMessage = endpoint({
  verb: 'PUT',
  path: '/chats/:id/pinned/:q',
  doc: 'Pin a message for everybody; in a group owner and admins do. Again changes nothing.',
  who: 'person',
  perMinute: 60,
  input: Place,
  reply: Done,
  refusals: [
    'not_a_member',
    'not_a_contact',
    'group_dissolved',
    'admins_only',
    'target_not_found',
    'already_recalled',
    'too_many_pinned',
  ],
})
export const unpinMessage = endpoint({
  verb: 'DELETE',
  path: '/chats/:id/pinned/:q',
  doc: 'Unpin a message for everybody. Again changes nothing.',
  who: 'person',
  perMinute: 60,
  input: Place,
  reply: Done,
  refusals: ['not_a_member', 'not_a_contact', 'group_dissolved', 'admins_only'],
})
