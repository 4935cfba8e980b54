import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { ConversationId, Instant, nothing, PersonId, Uuid } from './types.ts'
import { Amount, Currency, Minor, Note, one, paying, ProofToken } from './wallet-parts.ts'

const AskState = T.Union([
  T.Literal('open'),
  T.Literal('paid'),
  T.Literal('declined'),
  T.Literal('cancelled'),
  T.Literal('expired'),
])

/** Somebody asks somebody for money; a share of a split bill is one too. */
export const MoneyRequest = T.Object({
  id: Uuid,
  /** Who asks, and gets it. */
  from: PersonId,
  /** Who is asked to pay. */
  to: PersonId,
  amount: Amount,
  currency: Currency,
  note: T.String(),
  state: AskState,
  /** The split bill it is a share of. */
  split: T.Optional(Uuid),
  createdAt: Instant,
  changedAt: Instant,
  expiresAt: Instant,
})
export type MoneyRequest = Static<typeof MoneyRequest>

const SplitPeople = T.Array(PersonId, { minItems: 1, maxItems: limits.SPLIT_PEOPLE_MAX, uniqueItems: true })

/** Something on a bill, and who shares it: they pay it in equal parts. */
export const SplitItem = T.Object({
  name: T.Optional(T.String({ minLength: 1, maxLength: limits.SPLIT_ITEM_NAME_LENGTH_MAX })),
  amount: Amount,
  people: SplitPeople,
})
export type SplitItem = Static<typeof SplitItem>

export const Split = T.Object({
  id: Uuid,
  from: PersonId,
  conversation: ConversationId,
  currency: Currency,
  note: T.String(),
  state: T.Union([T.Literal('open'), T.Literal('done'), T.Literal('closed')]),
  total: Amount,
  /** What came in so far, the share of whoever collects counted as paid. */
  paid: Minor,
  shares: T.Array(T.Object({ id: Uuid, person: PersonId, amount: Amount, state: AskState })),
  /** What was on the bill, where it was split item by item. */
  items: T.Optional(T.Array(SplitItem)),
  reminders: T.Integer(),
  createdAt: Instant,
  changedAt: Instant,
})
export type Split = Static<typeof Split>

/** A family card: its holder may pay from the wallet of whoever gave it, up to so much a month. */
export const Mandate = T.Object({
  id: Uuid,
  from: PersonId,
  to: PersonId,
  currency: Currency,
  monthMax: Amount,
  /** In the present month. */
  used: Minor,
  note: T.String(),
  state: T.Union([T.Literal('active'), T.Literal('revoked')]),
  createdAt: Instant,
  changedAt: Instant,
})
export type Mandate = Static<typeof Mandate>

export const askMoney = endpoint({
  verb: 'POST',
  path: '/wallet/requests',
  doc: 'Ask a friend for money, in your conversation. Safe to repeat.',
  who: 'person',
  perMinute: 30,
  input: T.Object({ id: Uuid, to: PersonId, amount: Amount, currency: Currency, note: T.Optional(Note) }),
  reply: MoneyRequest,
  refusals: ['is_self', 'not_a_contact', 'exists_different', 'too_many_requests_open'],
})
export const moneyRequest = endpoint({
  verb: 'GET',
  path: '/wallet/requests/:id',
  doc: 'A request of mine or to me, as it stands now.',
  who: 'person',
  input: one,
  reply: MoneyRequest,
  refusals: ['not_found'],
})
export const payRequest = endpoint({
  verb: 'POST',
  path: '/wallet/requests/:id/pay',
  doc: 'Pay what I was asked for, a share of a split bill too. Safe to repeat: a request is paid once.',
  who: 'person',
  perMinute: 60,
  input: T.Object({ id: Uuid, proof: ProofToken }),
  reply: MoneyRequest,
  refusals: [...paying, 'not_found', 'payment_over'],
})
export const declineRequest = endpoint({
  verb: 'POST',
  path: '/wallet/requests/:id/decline',
  doc: 'Say that I will not pay what I was asked for.',
  who: 'person',
  input: one,
  reply: MoneyRequest,
  refusals: ['not_found', 'payment_over'],
})
export const cancelRequest = endpoint({
  verb: 'POST',
  path: '/wallet/requests/:id/cancel',
  doc: 'Take back a request of mine.',
  who: 'person',
  input: one,
  reply: MoneyRequest,
  refusals: ['not_found', 'payment_over'],
})

export const splitBill = endpoint({
  verb: 'POST',
  path: '/wallet/splits',
  doc: 'Split a bill among members of a group: a total equally, or by items, each paid by those who share it. Who splits may be one of them. Safe to repeat.',
  who: 'person',
  perMinute: 20,
  input: T.Object({
    id: Uuid,
    conversation: ConversationId,
    currency: Currency,
    note: T.Optional(Note),
    equal: T.Optional(T.Object({ total: Amount, people: SplitPeople })),
    items: T.Optional(T.Array(SplitItem, { minItems: 1, maxItems: limits.SPLIT_ITEMS_MAX })),
  }),
  reply: Split,
  refusals: ['not_a_member', 'exists_different', 'split_too_small'],
})
export const split = endpoint({
  verb: 'GET',
  path: '/wallet/splits/:id',
  doc: 'A split bill of a conversation that I am in, as it stands now.',
  who: 'person',
  input: one,
  reply: Split,
  refusals: ['not_found'],
})
export const remindSplit = endpoint({
  verb: 'POST',
  path: '/wallet/splits/:id/remind',
  doc: 'Remind whoever has not paid yet, in the conversation; a few times and not too often.',
  who: 'person',
  input: one,
  reply: Split,
  refusals: ['not_found', 'payment_over', 'reminded_enough'],
})
export const closeSplit = endpoint({
  verb: 'POST',
  path: '/wallet/splits/:id/close',
  doc: 'End a split bill of mine: whoever has not paid owes nothing any more.',
  who: 'person',
  input: one,
  reply: Split,
  refusals: ['not_found'],
})

export const giveFamilyCard = endpoint({
  verb: 'POST',
  path: '/wallet/family',
  doc: 'Let a friend pay from my wallet, up to so much a month. Safe to repeat.',
  who: 'person',
  perMinute: 20,
  input: T.Object({
    id: Uuid,
    to: PersonId,
    amount: Amount,
    currency: Currency,
    note: T.Optional(Note),
    proof: ProofToken,
  }),
  reply: Mandate,
  refusals: [...paying, 'is_self', 'not_a_contact', 'too_many_mandates'],
})
export const familyCards = endpoint({
  verb: 'GET',
  path: '/wallet/family',
  doc: 'The family cards that I gave and that I have.',
  who: 'person',
  input: nothing,
  reply: T.Object({ given: T.Array(Mandate), had: T.Array(Mandate) }),
})
export const revokeFamilyCard = endpoint({
  verb: 'POST',
  path: '/wallet/family/:id/revoke',
  doc: 'End a family card at once: whoever gave it, or whoever has it. Safe to repeat.',
  who: 'person',
  input: one,
  reply: Mandate,
  refusals: ['not_found'],
})
