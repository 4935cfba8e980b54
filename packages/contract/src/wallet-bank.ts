import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { Done, Instant, nothing, PersonId, Uuid } from './types.ts'
import { Amount, Currency, one, paying, ProofToken, Reason } from './wallet-parts.ts'

/** A bank account of mine. `started`: I have not come back from the bank yet. */
export const BankLink = T.Object({
  id: Uuid,
  state: T.Union([T.Literal('started'), T.Literal('linked'), T.Literal('ended')]),
  /** Its last four signs. */
  ending: T.Optional(T.String()),
  holder: T.Optional(T.String()),
  /** Where to agree, while it is only started. */
  url: T.Optional(T.String()),
  createdAt: Instant,
})
export type BankLink = Static<typeof BankLink>

/**
 * Money between a bank account and the wallet. `asked`: on its way to the bank. `unknown`: nobody knows yet what became of
 * it, and nothing moves until it is known. `accepted`: the bank works on it. `settled` and `rejected` are final.
 */
export const BankMove = T.Object({
  id: Uuid,
  direction: T.Union([T.Literal('in'), T.Literal('out')]),
  link: Uuid,
  amount: Amount,
  currency: Currency,
  state: T.Union([
    T.Literal('asked'),
    T.Literal('unknown'),
    T.Literal('accepted'),
    T.Literal('settled'),
    T.Literal('rejected'),
  ]),
  /** The bank's code, of one that was rejected. */
  reason: T.Optional(T.String()),
  createdAt: Instant,
  changedAt: Instant,
})
export type BankMove = Static<typeof BankMove>

/**
 * How an item that nobody could explain is to end. `top_up`: the money is a person's. `return`: it goes back to a bank
 * account. `own`: it is the city's gain or loss. One operator proposes, another decides; `approved` is on its way, and only
 * `done` has moved the money. `failed`: it could not be done, and something else may be proposed.
 */
export const Resolution = T.Object({
  id: Uuid,
  item: Uuid,
  how: T.Union([T.Literal('top_up'), T.Literal('return'), T.Literal('own')]),
  /** Whose it is, of `top_up`. */
  person: T.Optional(PersonId),
  /** Where it goes, of `return`. */
  iban: T.Optional(T.String()),
  name: T.Optional(T.String()),
  reason: Reason,
  state: T.Union([
    T.Literal('proposed'),
    T.Literal('rejected'),
    T.Literal('approved'),
    T.Literal('done'),
    T.Literal('failed'),
  ]),
  /** Why it failed: the bank's code, or a word of the ledger. */
  problem: T.Optional(T.String()),
  proposedBy: PersonId,
  proposedAt: Instant,
  decidedBy: T.Optional(PersonId),
  decidedAt: T.Optional(Instant),
})
export type Resolution = Static<typeof Resolution>

/** What the bank's statement has and the city cannot explain, or the other way round. */
export const SuspenseItem = T.Object({
  id: Uuid,
  day: T.String(),
  direction: T.Union([T.Literal('credit'), T.Literal('debit')]),
  amount: Amount,
  currency: Currency,
  ref: T.String(),
  /** `unknown_payment`: not ours. `other_amount`, `rejected_here`, `twice`: ours, but not so. `not_at_bank`: only here. */
  why: T.Union([
    T.Literal('unknown_payment'),
    T.Literal('other_amount'),
    T.Literal('rejected_here'),
    T.Literal('twice'),
    T.Literal('not_at_bank'),
  ]),
  foundAt: Instant,
  ageDays: T.Integer(),
  /** What was proposed or decided and is not done yet. */
  resolution: T.Optional(Resolution),
})
export type SuspenseItem = Static<typeof SuspenseItem>

const MoveInput = T.Object({ id: Uuid, link: Uuid, amount: Amount, currency: Currency, proof: ProofToken })

export const linkBank = endpoint({
  verb: 'POST',
  path: '/wallet/bank/links',
  doc: 'Begin to link a bank account: the answer says where to agree. Safe to repeat.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ id: Uuid }),
  reply: BankLink,
  refusals: ['bank_unavailable', 'exists_different', 'too_many_links'],
})
export const finishLink = endpoint({
  verb: 'POST',
  path: '/wallet/bank/links/:id/finish',
  doc: 'End the linking with the code that the bank gave back.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ id: Uuid, code: T.String({ minLength: 1, maxLength: 500 }) }),
  reply: BankLink,
  refusals: ['bank_unavailable', 'not_found', 'code_wrong'],
})
export const bankLinks = endpoint({
  verb: 'GET',
  path: '/wallet/bank/links',
  doc: 'My bank accounts.',
  who: 'person',
  input: nothing,
  reply: T.Object({ links: T.Array(BankLink) }),
})
export const unlinkBank = endpoint({
  verb: 'DELETE',
  path: '/wallet/bank/links/:id',
  doc: 'Unlink a bank account and give its consent back.',
  who: 'person',
  input: one,
  reply: Done,
  refusals: ['bank_unavailable', 'not_found'],
})
export const topUp = endpoint({
  verb: 'POST',
  path: '/wallet/bank/top-ups',
  doc: 'Fill the wallet from a linked account. The money is there when the bank says so. Safe to repeat.',
  who: 'person',
  perMinute: 20,
  input: MoveInput,
  reply: BankMove,
  refusals: [...paying, 'not_found', 'bank_unavailable'],
})
export const withdraw = endpoint({
  verb: 'POST',
  path: '/wallet/bank/withdrawals',
  doc: 'Send money of the wallet to a linked account. It is held until the bank says what became of it. Safe to repeat.',
  who: 'person',
  perMinute: 20,
  input: MoveInput,
  reply: BankMove,
  refusals: [...paying, 'not_found', 'bank_unavailable'],
})
export const bankMove = endpoint({
  verb: 'GET',
  path: '/wallet/bank/moves/:id',
  doc: 'How a top-up or withdrawal of mine stands.',
  who: 'person',
  input: one,
  reply: BankMove,
  refusals: ['not_found'],
})
export const bankMoves = endpoint({
  verb: 'GET',
  path: '/wallet/bank/moves',
  doc: 'My latest top-ups and withdrawals, newest first.',
  who: 'person',
  input: nothing,
  reply: T.Object({ moves: T.Array(BankMove) }),
})
export const suspense = endpoint({
  verb: 'GET',
  path: '/wallet/office/suspense',
  doc: 'What the daily reconciliation could not explain, oldest first, and movements that are still unknown.',
  who: 'operator',
  input: nothing,
  reply: T.Object({
    items: T.Array(SuspenseItem),
    unknown: T.Array(BankMove),
    /** Items that were explained by people, the latest first. */
    resolved: T.Array(T.Object({ ...SuspenseItem.properties, resolution: Resolution })),
    reconciledTo: T.Optional(T.String()),
  }),
})
export const resolveSuspense = endpoint({
  verb: 'POST',
  path: '/wallet/office/suspense/:item/resolutions',
  doc: 'Propose how an unexplained item ends: as a top-up of a person, sent back to a bank account, or as the city’s own. Another operator decides. Safe to repeat.',
  who: 'operator',
  perMinute: 60,
  input: T.Object({
    item: Uuid,
    id: Uuid,
    how: Resolution.properties.how,
    person: T.Optional(PersonId),
    iban: T.Optional(T.String({ minLength: 15, maxLength: limits.IBAN_TEXT_LENGTH_MAX })),
    name: T.Optional(T.String({ minLength: 1, maxLength: limits.BANK_NAME_LENGTH_MAX })),
    reason: Reason,
  }),
  reply: Resolution,
  refusals: ['not_found', 'exists_different', 'proposal_open', 'already_decided'],
})
export const decideResolution = endpoint({
  verb: 'POST',
  path: '/wallet/office/resolutions/:id',
  doc: 'Approve or reject what another operator proposed for an unexplained item. The money moves after the approval.',
  who: 'operator',
  input: T.Object({ id: Uuid, approve: T.Boolean() }),
  reply: Resolution,
  refusals: ['not_found', 'needs_another_person', 'already_decided'],
})
