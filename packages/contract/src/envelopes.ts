import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { ConversationId, Instant, PersonId, Uuid } from './types.ts'
import { Amount, Currency, Minor, ProofToken, paying } from './wallet-parts.ts'

export const EnvelopeKind = T.Union([T.Literal('one'), T.Literal('equal'), T.Literal('lucky')])
export const EnvelopeCover = T.Union([
  T.Literal('red'),
  T.Literal('harbour'),
  T.Literal('birthday'),
  T.Literal('thanks'),
  T.Literal('winter'),
])

export const EnvelopeTake = T.Object({ person: PersonId, amount: Amount, at: Instant })

/** A red envelope as this person may see it: what is in it, and who took what, only once they opened it or it is over. */
export const Envelope = T.Object({
  id: Uuid,
  from: PersonId,
  conversation: ConversationId,
  kind: EnvelopeKind,
  /** The only one who may open it. */
  to: T.Optional(PersonId),
  currency: Currency,
  count: T.Integer(),
  taken: T.Integer(),
  wish: T.String(),
  cover: EnvelopeCover,
  state: T.Union([T.Literal('open'), T.Literal('empty'), T.Literal('returned')]),
  createdAt: Instant,
  expiresAt: Instant,
  finishedAt: T.Optional(Instant),
  /** I left its conversation, so it opens for me no more. */
  left: T.Optional(T.Literal(true)),
  /** Seals a lucky draw: SHA-256 of its facts and its seed (docs/concepts/fair-envelopes). The seed itself once nothing is left to take. */
  seal: T.Optional(T.String()),
  seed: T.Optional(T.String()),
  /** What I took. */
  mine: T.Optional(EnvelopeTake),
  total: T.Optional(Amount),
  takes: T.Optional(T.Array(EnvelopeTake)),
  /** What went back to the sender. */
  returned: T.Optional(Minor),
})
export type Envelope = Static<typeof Envelope>

export const sendEnvelope = endpoint({
  verb: 'POST',
  path: '/envelopes',
  doc: 'Put money into a red envelope and send it to a conversation. Its shares are fixed now; what nobody takes comes back after 24 hours. Safe to repeat.',
  who: 'person',
  perMinute: 60,
  input: T.Object({
    id: Uuid,
    conversation: ConversationId,
    kind: EnvelopeKind,
    /** Minor units, all shares together. */
    amount: Amount,
    currency: Currency,
    count: T.Integer({ minimum: 1, maximum: limits.ENVELOPE_SHARES_MAX }),
    to: T.Optional(PersonId),
    wish: T.Optional(T.String({ maxLength: limits.ENVELOPE_WISH_LENGTH_MAX })),
    cover: T.Optional(EnvelopeCover),
    proof: ProofToken,
  }),
  reply: Envelope,
  refusals: [
    ...paying,
    'not_a_member',
    'not_a_contact',
    'admins_only',
    'muted_by_admin',
    'group_dissolved',
    'envelope_amount',
    'envelope_uneven',
  ],
})
const one = T.Object({ id: Uuid })
export const envelope = endpoint({
  verb: 'GET',
  path: '/envelopes/:id',
  doc: 'A red envelope of a conversation of mine, as it stands now.',
  who: 'person',
  input: one,
  reply: Envelope,
  refusals: ['not_found'],
})
export const openEnvelope = endpoint({
  verb: 'POST',
  path: '/envelopes/:id/open',
  doc: 'Open a red envelope: the next share is mine, at once. Safe to repeat: the answer is the same.',
  who: 'person',
  perMinute: 240,
  input: one,
  reply: Envelope,
  refusals: [
    'not_found',
    'envelope_empty',
    'envelope_over',
    'envelope_not_yours',
    'envelope_left',
    'payee_cannot_receive',
  ],
})
export const myEnvelopes = endpoint({
  verb: 'GET',
  path: '/envelopes',
  doc: 'Red envelopes that I opened (`got`) or sent (`sent`) in a year, newest first, and what they come to.',
  who: 'person',
  input: T.Object({
    side: T.Union([T.Literal('got'), T.Literal('sent')]),
    /** Begin and end of the time asked about, in ms. */
    from: T.Optional(Instant),
    until: T.Optional(Instant),
    before: T.Optional(Instant),
  }),
  reply: T.Object({
    envelopes: T.Array(Envelope),
    more: T.Boolean(),
    sums: T.Array(T.Object({ currency: Currency, amount: Minor, count: T.Integer(), luckiest: T.Integer() })),
  }),
})

/** A share that I took of a promotion. */
export const PromotionGift = T.Object({ number: T.Integer(), amount: Amount, at: Instant })

/** Money that somebody gives away to whoever comes, as this person may see it. */
export const Promotion = T.Object({
  id: Uuid,
  title: T.String(),
  currency: Currency,
  /** One share is of so much, in minor units: the same for all where they are equal, else drawn in between. */
  min: Amount,
  max: Amount,
  /** Shares that one person may take. */
  perPerson: T.Integer(),
  /** `soon` has not begun, `empty` has no full share left, `over` has ended. */
  state: T.Union([T.Literal('soon'), T.Literal('open'), T.Literal('empty'), T.Literal('over')]),
  createdAt: Instant,
  startsAt: Instant,
  endsAt: Instant,
  /** SHA-256 of its facts and its seed (docs/concepts/fair-envelopes); and the seed once all is over. */
  seal: T.String(),
  seed: T.Optional(T.String()),
  mine: T.Array(PromotionGift),
})
export type Promotion = Static<typeof Promotion>

export const promotions = endpoint({
  verb: 'GET',
  path: '/promotions',
  doc: 'Promotions that I may take a share of, now or soon, newest first.',
  who: 'person',
  input: T.Object({
    /** The last one of the page before. */
    before: T.Optional(Uuid),
  }),
  reply: T.Object({ promotions: T.Array(Promotion), more: T.Boolean() }),
})
export const promotion = endpoint({
  verb: 'GET',
  path: '/promotions/:id',
  doc: 'A promotion that I may take a share of, as it stands now; also when it is over.',
  who: 'person',
  input: one,
  reply: Promotion,
  refusals: ['not_found'],
})
export const claimPromotion = endpoint({
  verb: 'POST',
  path: '/promotions/:id/claim',
  doc: 'Take a share of a promotion: it is in my wallet at once. Safe to repeat: the same number is the same share.',
  who: 'person',
  perMinute: 60,
  input: T.Object({
    id: Uuid,
    /** Which of my shares this is, from 1; where each person has one, it need not be said. */
    number: T.Optional(T.Integer({ minimum: 1, maximum: limits.PROMOTION_PER_PERSON_MAX })),
  }),
  reply: Promotion,
  refusals: [
    'not_found',
    'envelope_empty',
    'envelope_over',
    'envelope_taken',
    'envelope_too_early',
    'payee_cannot_receive',
  ],
})
