import { Type as T } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { ConversationId, Done, PersonCard, PersonId, Seq, Uuid } from './types.ts'

const Place = { id: ConversationId, q: Seq }
const Choice = T.Integer({ minimum: 0, maximum: limits.POLL_OPTIONS_MAX - 1 })
const Choices = T.Array(Choice, { maxItems: limits.POLL_OPTIONS_MAX, uniqueItems: true })

export const myVote = endpoint({
  verb: 'GET',
  path: '/chats/:id/polls/:q',
  doc: 'What I voted for, by the places of the options; nothing when I did not.',
  who: 'person',
  input: T.Object(Place),
  reply: T.Object({ choices: Choices }),
  refusals: ['not_a_member', 'target_not_found'],
})
export const vote = endpoint({
  verb: 'PUT',
  path: '/chats/:id/polls/:q/vote',
  doc: 'Vote, vote anew, or (without choices) take my vote back. The id is yours: a vote counts once however often it is sent, and one that was followed by another no more.',
  who: 'person',
  perMinute: 60,
  input: T.Object({ ...Place, vote: Uuid, choices: Choices }),
  reply: T.Object({ choices: Choices }),
  refusals: [
    'not_a_member',
    'target_not_found',
    'already_recalled',
    'poll_closed',
    'too_many_votes',
    'exists_different',
  ],
})
export const voters = endpoint({
  verb: 'GET',
  path: '/chats/:id/polls/:q/voters',
  doc: 'Who voted for an option of a poll that is not anonymous, in order of person id, a page after `after`.',
  who: 'person',
  input: T.Object({ ...Place, option: Choice, after: T.Optional(PersonId) }),
  reply: T.Object({ people: T.Array(PersonCard), more: T.Boolean() }),
  refusals: ['not_a_member', 'target_not_found', 'not_allowed'],
})
export const closePoll = endpoint({
  verb: 'POST',
  path: '/chats/:id/polls/:q/close',
  doc: 'End a poll of my own; again changes nothing.',
  who: 'person',
  input: T.Object(Place),
  reply: Done,
  refusals: ['not_a_member', 'target_not_found', 'not_your_message', 'already_recalled'],
})
