import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ConversationId, Seq } from './types.ts'

/** What a message says, said otherwise; `from` is the language it was in, where the provider tells. */
export const OtherWords = T.Object({ text: T.String(), from: T.Optional(T.String()) })
export type OtherWords = Static<typeof OtherWords>

export const languages = endpoint({
  verb: 'GET',
  path: '/languages',
  doc: 'What this city offers: translating messages, writing down what was said aloud.',
  who: 'anyone',
  input: T.Object({}),
  reply: T.Object({ translate: T.Boolean(), transcribe: T.Boolean() }),
})
export const translateMessage = endpoint({
  verb: 'POST',
  path: '/chats/:id/messages/:q/translation',
  doc: 'Say a message that I may read in another language. Its words go to the provider that the operator chose, without who said them.',
  who: 'person',
  perMinute: 30,
  input: T.Object({
    id: ConversationId,
    q: Seq,
    to: T.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$', maxLength: 12 }),
  }),
  reply: OtherWords,
  refusals: ['not_offered', 'target_not_found', 'provider_away'],
})
export const transcribeMessage = endpoint({
  verb: 'POST',
  path: '/chats/:id/messages/:q/transcript',
  doc: 'Write down what a voice message that I may read says. The recording goes to the provider that the operator chose.',
  who: 'person',
  perMinute: 20,
  input: T.Object({ id: ConversationId, q: Seq }),
  reply: OtherWords,
  refusals: ['not_offered', 'target_not_found', 'file_not_found', 'file_gone', 'media_too_large', 'provider_away'],
})
