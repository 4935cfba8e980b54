import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { Instant, nothing, Uuid } from './types.ts'
import { Amount, Currency, Minor, one, Reason } from './wallet-parts.ts'

const Text = T.String({ minLength: 1, maxLength: limits.DISPUTE_TEXT_LENGTH_MAX })
/** Who says or does something in a dispute. */
const Side = T.Union([T.Literal('payer'), T.Literal('merchant'), T.Literal('operator')])
const How = T.Union([T.Literal('refund'), T.Literal('release')])

/**
 * A payment that its payer questions. While it is `open` or `proposed` its money is held at the merchant, as far as it was
 * there. `proposed`: an operator wants to end it so, and another has to agree. The rest is final.
 */
export const Dispute = T.Object({
  id: Uuid,
  order: Uuid,
  /** Of the order, as its payer knows it. */
  description: T.String(),
  merchant: T.Object({ id: Uuid, name: T.String() }),
  reason: T.Union([
    T.Literal('not_received'),
    T.Literal('not_as_described'),
    T.Literal('wrong_amount'),
    T.Literal('not_me'),
    T.Literal('other'),
  ]),
  amount: Amount,
  held: Minor,
  currency: Currency,
  state: T.Union([
    T.Literal('open'),
    T.Literal('proposed'),
    T.Literal('refunded'),
    T.Literal('released'),
    T.Literal('withdrawn'),
  ]),
  /** What was proposed or decided, and how much of it goes back. */
  how: T.Optional(How),
  refund: T.Optional(Minor),
  why: T.Optional(T.String()),
  createdAt: Instant,
  endedAt: T.Optional(Instant),
  messages: T.Array(T.Object({ id: Uuid, by: Side, text: T.String(), at: Instant })),
})
export type Dispute = Static<typeof Dispute>

const list = T.Object({ disputes: T.Array(Dispute) })
const message = { message: Uuid, text: Text }
const ofMerchant = { id: Uuid, dispute: Uuid }

export const openDispute = endpoint({
  verb: 'POST',
  path: '/pay/disputes',
  doc: 'Question a payment to a merchant, within 90 days: what is disputed is held there until it is decided. Safe to repeat.',
  who: 'person',
  perMinute: 10,
  secret: true,
  input: T.Object({ id: Uuid, order: Uuid, reason: Dispute.properties.reason, text: Text, amount: T.Optional(Amount) }),
  reply: Dispute,
  refusals: ['not_found', 'dispute_too_late', 'dispute_open', 'refund_too_much', 'exists_different'],
})
export const myDisputes = endpoint({
  verb: 'GET',
  path: '/pay/disputes',
  doc: 'Payments that I questioned, newest first.',
  who: 'person',
  secret: true,
  input: nothing,
  reply: list,
})
export const sayInDispute = endpoint({
  verb: 'POST',
  path: '/pay/disputes/:id/messages',
  doc: 'Add what the merchant and the city should know to a payment that I questioned. Safe to repeat.',
  who: 'person',
  perMinute: 20,
  secret: true,
  input: T.Object({ id: Uuid, ...message }),
  reply: Dispute,
  refusals: ['not_found', 'dispute_over', 'exists_different'],
})
export const withdrawDispute = endpoint({
  verb: 'POST',
  path: '/pay/disputes/:id/withdraw',
  doc: 'Question a payment no more: the merchant has its money back. Safe to repeat.',
  who: 'person',
  input: one,
  reply: Dispute,
  refusals: ['not_found', 'dispute_over'],
})
export const merchantDisputes = endpoint({
  verb: 'GET',
  path: '/merchants/:id/disputes',
  doc: 'Payments that payers of a merchant question, newest first. Owners and managers.',
  who: 'person',
  input: one,
  reply: list,
  refusals: ['not_found', 'admins_only'],
})
export const answerDispute = endpoint({
  verb: 'POST',
  path: '/merchants/:id/disputes/:dispute/messages',
  doc: 'Add evidence to a dispute. Owners and managers. Safe to repeat.',
  who: 'person',
  perMinute: 20,
  input: T.Object({ ...ofMerchant, ...message }),
  reply: Dispute,
  refusals: ['not_found', 'admins_only', 'dispute_over', 'exists_different'],
})
export const acceptDispute = endpoint({
  verb: 'POST',
  path: '/merchants/:id/disputes/:dispute/accept',
  doc: 'Give back all that is disputed. Owners and managers. Safe to repeat.',
  who: 'person',
  input: T.Object(ofMerchant),
  reply: Dispute,
  refusals: [
    'not_found',
    'admins_only',
    'dispute_over',
    'merchant_balance_low',
    'payee_cannot_receive',
    'refund_too_much',
  ],
})
export const openDisputes = endpoint({
  verb: 'GET',
  path: '/merchants/office/disputes',
  doc: 'Disputes that wait for the city, oldest first.',
  who: 'operator',
  input: nothing,
  reply: list,
})
export const decideDispute = endpoint({
  verb: 'POST',
  path: '/merchants/office/disputes/:dispute/decision',
  doc: 'End a dispute: a refund of all or a part, or nothing. Above a limit another operator has to agree.',
  who: 'operator',
  input: T.Object({ dispute: Uuid, how: How, amount: T.Optional(Amount), why: Reason }),
  reply: Dispute,
  refusals: [
    'not_found',
    'dispute_over',
    'proposal_open',
    'needs_another_person',
    'merchant_balance_low',
    'payee_cannot_receive',
    'refund_too_much',
  ],
})
export const approveDispute = endpoint({
  verb: 'POST',
  path: '/merchants/office/disputes/:dispute/approval',
  doc: 'Agree with what another operator proposed, or open the dispute again.',
  who: 'operator',
  input: T.Object({ dispute: Uuid, approve: T.Boolean() }),
  reply: Dispute,
  refusals: [
    'not_found',
    'dispute_over',
    'already_decided',
    'needs_another_person',
    'merchant_balance_low',
    'payee_cannot_receive',
    'refund_too_much',
  ],
})
