import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ChatEvent, ChatRow } from './frames.ts'
import * as limits from './limits.ts'
import { ConversationId, Instant, PersonCard, PersonId } from './types.ts'

/** What a search can be narrowed to: one kind of message, or whatever has a link in it. */
export const SearchKind = T.Union([
  T.Literal('text'),
  T.Literal('link'),
  T.Literal('picture'),
  T.Literal('video'),
  T.Literal('voice'),
  T.Literal('file'),
  T.Literal('place'),
  T.Literal('person'),
  T.Literal('record'),
  T.Literal('card'),
  T.Literal('poll'),
  T.Literal('sticker'),
])
export type SearchKind = Static<typeof SearchKind>

export const search = endpoint({
  verb: 'GET',
  path: '/search',
  doc: 'Messages that have all of these words, newest first, of those that I may read. Words of letters may be beginnings; Chinese, Japanese and Korean are found from two signs on, single signs only inside one chat. Inside one chat the words may be left out.',
  who: 'person',
  perMinute: 120,
  input: T.Object({
    words: T.Optional(T.String({ maxLength: limits.SEARCH_WORDS_LENGTH_MAX })),
    chat: T.Optional(ConversationId),
    from: T.Optional(PersonId),
    kind: T.Optional(SearchKind),
    /** Said at or after this, and before that. */
    since: T.Optional(Instant),
    until: T.Optional(Instant),
    /** `next` of the page before. */
    before: T.Optional(T.String({ maxLength: 80 })),
    limit: T.Optional(T.Integer({ minimum: 1, maximum: limits.SEARCH_PAGE_MAX })),
  }),
  reply: T.Object({
    hits: T.Array(ChatEvent),
    /** The conversations of the hits, and the people who speak in them. */
    rows: T.Array(ChatRow),
    people: T.Array(PersonCard),
    next: T.Optional(T.String()),
  }),
  refusals: ['not_a_member'],
})
