import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ChatEvent } from './frames.ts'
import * as limits from './limits.ts'
import { ConversationId, Done, Instant, PersonCard, Seq, Uuid } from './types.ts'

/** A message that I keep: a copy of how it stood then, with a note of mine. */
export const Favourite = T.Object({
  id: Uuid,
  event: ChatEvent,
  note: T.String(),
  savedAt: Instant,
})
export type Favourite = Static<typeof Favourite>

const Note = T.String({ maxLength: limits.FAVOURITE_NOTE_LENGTH_MAX })

export const favourites = endpoint({
  verb: 'GET',
  path: '/favourites',
  doc: 'Messages that I keep, the newest first; `q` finds words of theirs or of my notes. What was recalled is gone.',
  who: 'person',
  input: T.Object({
    q: T.Optional(T.String({ maxLength: limits.SEARCH_LENGTH_MAX })),
    before: T.Optional(Uuid),
  }),
  reply: T.Object({ rows: T.Array(Favourite), people: T.Array(PersonCard), more: T.Boolean() }),
})
export const addFavourites = endpoint({
  verb: 'POST',
  path: '/favourites',
  doc: 'Keep messages of a conversation that I may read. Those that are kept already stay as they are.',
  who: 'person',
  input: T.Object({
    c: ConversationId,
    qs: T.Array(Seq, { minItems: 1, maxItems: limits.CHOSEN_MESSAGES_MAX, uniqueItems: true }),
  }),
  reply: Done,
  refusals: ['not_a_member', 'target_not_found', 'too_many_favourites'],
})
export const noteFavourite = endpoint({
  verb: 'PUT',
  path: '/favourites/:id/note',
  doc: 'Write a note on a message that I keep.',
  who: 'person',
  input: T.Object({ id: Uuid, note: Note }),
  reply: Done,
  refusals: ['not_found'],
})
export const dropFavourite = endpoint({
  verb: 'DELETE',
  path: '/favourites/:id',
  doc: 'Keep a message no longer.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: Done,
})
