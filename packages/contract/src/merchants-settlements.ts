import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Proof } from './identity.ts'
import { Instant, Uuid } from './types.ts'
import { BankMove } from './wallet-bank.ts'
import { Amount, Currency, Minor, one } from './wallet-parts.ts'

/** Where a merchant's takings go each day: a bank account that its owner linked. */
export const SettlementAccount = T.Object({
  link: Uuid,
  /** Its last four signs. */
  ending: T.String(),
  holder: T.String(),
  setAt: Instant,
  /** Its owner gave the consent back: nothing is sent there until an account is chosen again. */
  ended: T.Optional(T.Literal(true)),
})

/** What was there on a day, sent to the bank: `amount` is paid less refunded, plus other, less the fee. */
export const Settlement = T.Object({
  id: Uuid,
  /** The day of the city on which it was made, `2026-01-31`. */
  day: T.String(),
  payments: T.Integer(),
  paid: Minor,
  refunds: T.Integer(),
  refunded: Minor,
  /** Everything else since the settlement before: what is disputed, was paid out, or came back from the bank. */
  other: Minor,
  fee: Minor,
  amount: Amount,
  currency: Currency,
  state: BankMove.properties.state,
  /** The bank's code, of one that was rejected: its money is in the next. */
  reason: T.Optional(T.String()),
  ending: T.String(),
  createdAt: Instant,
})
export type Settlement = Static<typeof Settlement>

export const setSettlementAccount = endpoint({
  verb: 'PUT',
  path: '/merchants/:id/bank',
  doc: 'Choose to which of my linked bank accounts the takings go each day. Owners only, after a fresh proof of identity.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ id: Uuid, link: Uuid, proof: Proof }),
  reply: SettlementAccount,
  refusals: [
    'not_found',
    'owner_only',
    'wrong_credentials',
    'code_wrong',
    'code_expired',
    'passkey_refused',
    'ceremony_expired',
  ],
})
export const settlements = endpoint({
  verb: 'GET',
  path: '/merchants/:id/settlements',
  doc: 'Where the takings go, and what was sent there, newest first. Owners and managers.',
  who: 'person',
  input: T.Object({ id: Uuid, before: T.Optional(Uuid) }),
  reply: T.Object({ account: T.Optional(SettlementAccount), settlements: T.Array(Settlement), more: T.Boolean() }),
  refusals: ['not_found', 'admins_only'],
})
export const settlement = endpoint({
  verb: 'GET',
  path: '/merchants/:id/settlements/:settlement',
  doc: 'One settlement with how it stands at the bank. Owners and managers.',
  who: 'person',
  input: T.Object({ id: Uuid, settlement: Uuid }),
  reply: Settlement,
  refusals: ['not_found', 'admins_only'],
})
export const settlementStatement = endpoint({
  verb: 'GET',
  path: '/merchants/:id/settlements/:settlement/statement',
  doc: 'Every booking that a settlement is made of, as CSV or camt.053. Owners and managers.',
  who: 'person',
  perMinute: 30,
  input: T.Object({
    ...one.properties,
    settlement: Uuid,
    format: T.Optional(T.Union([T.Literal('csv'), T.Literal('camt053')])),
  }),
  reply: T.Object({ fileName: T.String(), mediaType: T.String(), base64: T.String() }),
  refusals: ['not_found', 'admins_only', 'statement_too_long'],
})
