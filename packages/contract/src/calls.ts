import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { ConversationId, Done, Instant, PersonCard, PersonId, Uuid } from './types.ts'

export const CallKind = T.Union([T.Literal('voice'), T.Literal('video')])
export type CallKind = Static<typeof CallKind>

/** Why a call is over: nobody came in time (`missed`), all said no, all were in another call, its caller gave up, or it was ended. */
export const CallEnd = T.Union([
  T.Literal('missed'),
  T.Literal('declined'),
  T.Literal('busy'),
  T.Literal('cancelled'),
  T.Literal('hung_up'),
])
export type CallEnd = Static<typeof CallEnd>

/** One end of a call: somebody on one of their devices. The id is made by that device for this call. */
export const CallParty = T.Object({ peer: Uuid, person: PersonId, joinedAt: Instant })
export type CallParty = Static<typeof CallParty>

/**
 * A call as it stands. Of two people, sound and pictures go between their devices, never through the city but for a relay that
 * cannot read them. In a group the city may forward them (`via`): each device then has one connection, to the forwarding unit.
 */
export const CallShown = T.Object({
  id: Uuid,
  c: ConversationId,
  kind: CallKind,
  by: PersonId,
  state: T.Union([T.Literal('ringing'), T.Literal('live'), T.Literal('ended')]),
  why: T.Optional(CallEnd),
  at: Instant,
  answeredAt: T.Optional(Instant),
  endedAt: T.Optional(Instant),
  /** Forwarded by the city: signals go to, and come from, the call's own id. */
  via: T.Optional(T.Literal('sfu')),
  /** Grows with every change: what is older may be passed over. */
  version: T.Integer(),
  parties: T.Array(CallParty),
  /** Whom it rings, and what became of that; without an answer it still does. */
  asked: T.Array(
    T.Object({
      person: PersonId,
      answer: T.Optional(T.Union([T.Literal('joined'), T.Literal('declined'), T.Literal('busy'), T.Literal('missed')])),
    }),
  ),
})
export type CallShown = Static<typeof CallShown>

/** As RTCIceServer has it. */
export const IceServer = T.Object({
  urls: T.Array(T.String()),
  username: T.Optional(T.String()),
  credential: T.Optional(T.String()),
})
export type IceServer = Static<typeof IceServer>

const Joined = T.Object({ call: CallShown, ice: T.Array(IceServer), people: T.Array(PersonCard) })

/** Whoever rings somebody in a conversation may write there, and names its members. */
const RINGING = [
  'not_a_member',
  'not_a_contact',
  'admins_only',
  'muted_by_admin',
  'group_dissolved',
  'call_for_whom',
  'call_full',
  'call_over',
  'exists_different',
] as const

export const startCall = endpoint({
  verb: 'POST',
  path: '/calls',
  doc: 'Call the other side of a conversation, or some members of a group. Where a call is open already, that one is joined; where all are in another one, the answer is a call that is over (`busy`). The id and the peer are yours; a repeat is the same call.',
  who: 'person',
  perMinute: 20,
  input: T.Object({
    id: Uuid,
    c: ConversationId,
    kind: CallKind,
    peer: Uuid,
    people: T.Optional(T.Array(PersonId, { minItems: 1, maxItems: limits.CALL_PEOPLE_MAX - 1, uniqueItems: true })),
  }),
  reply: Joined,
  refusals: RINGING,
  secret: true,
})
export const joinCall = endpoint({
  verb: 'POST',
  path: '/calls/:id/join',
  doc: 'Accept a call, or come back to it. Whoever was in another one leaves that.',
  who: 'person',
  input: T.Object({ id: Uuid, peer: Uuid }),
  reply: Joined,
  refusals: ['not_found', 'call_over', 'call_full'],
  secret: true,
})
export const addToCall = endpoint({
  verb: 'POST',
  path: '/calls/:id/people',
  doc: 'Ring more members of the conversation, from a call that you are in (`peer`). Whoever is in it, or is being rung, stays so; whoever missed or declined it is rung again. The id of the wish (`add`) is yours; a repeat rings nobody again.',
  who: 'person',
  perMinute: 20,
  input: T.Object({
    id: Uuid,
    add: Uuid,
    peer: Uuid,
    people: T.Array(PersonId, { minItems: 1, maxItems: limits.CALL_PEOPLE_MAX - 1, uniqueItems: true }),
  }),
  reply: T.Object({ call: CallShown, people: T.Array(PersonCard) }),
  refusals: ['not_found', ...RINGING],
})
export const declineCall = endpoint({
  verb: 'POST',
  path: '/calls/:id/decline',
  doc: 'Do not take a call.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: Done,
  refusals: ['not_found'],
})
export const leaveCall = endpoint({
  verb: 'POST',
  path: '/calls/:id/leave',
  doc: 'Hang up. A call that has nobody to talk to any more is over.',
  who: 'person',
  input: T.Object({ id: Uuid, peer: Uuid }),
  reply: Done,
  refusals: ['not_found'],
})
export const openCalls = endpoint({
  verb: 'GET',
  path: '/calls',
  doc: 'Calls that ring for me, or that I am in; and for how many people a group call has room now.',
  who: 'person',
  input: T.Object({}),
  reply: T.Object({ calls: T.Array(CallShown), people: T.Array(PersonCard), places: T.Integer() }),
})
export const callIn = endpoint({
  verb: 'GET',
  path: '/chats/:id/call',
  doc: 'The call that goes on in a conversation of mine, whether or not it rings for me: I could join it.',
  who: 'person',
  input: T.Object({ id: ConversationId }),
  reply: T.Object({ call: T.Optional(CallShown), people: T.Array(PersonCard) }),
  refusals: ['not_found'],
})
