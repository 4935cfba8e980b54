import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Proof } from './identity.ts'
import { ConversationId, Done, Instant, nothing, PersonId, Uuid } from './types.ts'
import { Amount, Command, Currency, Minor, Note, one, paying, Pin, ProofToken, Reason } from './wallet-parts.ts'

export * from './wallet-asks.ts'
export * from './wallet-bank.ts'
export * from './wallet-bills.ts'
export * from './wallet-office.ts'
export * from './wallet-parts.ts'
export * from './wallet-risk.ts'

const Window = T.Object({ max: Minor, used: Minor })
export const Wallet = T.Object({
  account: Uuid,
  currency: Currency,
  /** Decimal places of the minor unit. */
  places: T.Integer(),
  /** What is there, what of it is promised to others, and what others promised. */
  balance: Minor,
  held: Minor,
  incoming: Minor,
  tier: T.Integer(),
  nextTier: T.Optional(T.Object({ tier: T.Integer(), at: Instant })),
  limits: T.Object({ payment: Minor, balance: Minor, day: Window, month: Window, year: Window }),
  /** Until when the limits are reduced, because a device or the PIN is new. */
  reducedUntil: T.Optional(Instant),
  pinSet: T.Boolean(),
  pinLockedUntil: T.Optional(Instant),
  /** No money leaves. `office`: by an order of the operator, which only the operator ends. */
  frozen: T.Optional(T.Object({ by: T.Union([T.Literal('me'), T.Literal('office')]), since: Instant })),
})
export type Wallet = Static<typeof Wallet>

export const Transfer = T.Object({
  id: Uuid,
  from: PersonId,
  to: PersonId,
  amount: Amount,
  currency: Currency,
  note: T.String(),
  state: T.Union([
    T.Literal('pending'),
    T.Literal('accepted'),
    T.Literal('declined'),
    T.Literal('cancelled'),
    T.Literal('returned'),
  ]),
  conversation: ConversationId,
  createdAt: Instant,
  changedAt: Instant,
  /** From when on it may be accepted. */
  availableAt: Instant,
  expiresAt: Instant,
})
export type Transfer = Static<typeof Transfer>

export const wallet = endpoint({
  verb: 'GET',
  path: '/wallet',
  doc: 'My wallet: balance, limits with what is used of them, and its state. Opened at the first look.',
  who: 'person',
  input: nothing,
  reply: Wallet,
})
export const setPin = endpoint({
  verb: 'PUT',
  path: '/wallet/pin',
  doc: 'Set or change the payment PIN, with a fresh proof of identity. Limits are reduced for a day after a change.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ pin: Pin, proof: Proof }),
  reply: Wallet,
  refusals: ['pin_weak', 'wrong_credentials', 'code_wrong', 'code_expired', 'passkey_refused', 'ceremony_expired'],
})
export const proofOptions = endpoint({
  verb: 'POST',
  path: '/wallet/proofs/options',
  doc: 'What the browser needs to confirm exactly this command with a passkey: the challenge follows from the command.',
  who: 'person',
  perMinute: 60,
  input: T.Object({ command: Command }),
  reply: T.Object({ options: T.Record(T.String(), T.Unknown()), expiresAt: Instant }),
  refusals: ['passkey_refused'],
})
export const prove = endpoint({
  verb: 'POST',
  path: '/wallet/proofs',
  doc: 'Confirm exactly this command with the PIN or a passkey. The proof fits this command of this person on this device only, for two minutes.',
  who: 'person',
  perMinute: 60,
  secret: true,
  input: T.Object({
    command: Command,
    pin: T.Optional(Pin),
    passkey: T.Optional(T.Object({ expiresAt: Instant, answer: T.Record(T.String(), T.Unknown()) })),
  }),
  reply: T.Object({ proof: T.String(), expiresAt: Instant }),
  refusals: ['pin_not_set', 'pin_wrong', 'pin_locked', 'passkey_refused', 'proof_expired', 'account_frozen'],
})

export const sendTransfer = endpoint({
  verb: 'POST',
  path: '/wallet/transfers',
  doc: 'Send money to a friend. It waits in your conversation until they accept; after 24 hours it comes back. Safe to repeat.',
  who: 'person',
  perMinute: 60,
  input: T.Object({
    id: Uuid,
    to: PersonId,
    amount: Amount,
    currency: Currency,
    note: T.Optional(Note),
    /** A family card that somebody gave me: it comes from their wallet. */
    mandate: T.Optional(Uuid),
    delayHours: T.Optional(T.Union([T.Literal(0), T.Literal(2), T.Literal(24)])),
    proof: ProofToken,
  }),
  reply: Transfer,
  refusals: [...paying, 'is_self', 'not_a_contact', 'payer_cannot_pay', 'mandate_over', 'not_found'],
})
export const transfer = endpoint({
  verb: 'GET',
  path: '/wallet/transfers/:id',
  doc: 'A transfer that I sent or that was sent to me, as it stands now.',
  who: 'person',
  input: one,
  reply: Transfer,
  refusals: ['not_found'],
})
export const acceptTransfer = endpoint({
  verb: 'POST',
  path: '/wallet/transfers/:id/accept',
  doc: 'Take the money that was sent to me. Safe to repeat.',
  who: 'person',
  input: one,
  reply: Transfer,
  refusals: ['not_found', 'payment_over', 'transfer_waits', 'payer_cannot_pay', 'payee_cannot_receive'],
})
export const declineTransfer = endpoint({
  verb: 'POST',
  path: '/wallet/transfers/:id/decline',
  doc: 'Give the money that was sent to me back. Safe to repeat.',
  who: 'person',
  input: one,
  reply: Transfer,
  refusals: ['not_found', 'payment_over'],
})
export const cancelTransfer = endpoint({
  verb: 'POST',
  path: '/wallet/transfers/:id/cancel',
  doc: 'Take back a delayed transfer before its delay is over. Safe to repeat.',
  who: 'person',
  input: one,
  reply: Transfer,
  refusals: ['not_found', 'payment_over', 'too_late_to_cancel'],
})

export const freezeWallet = endpoint({
  verb: 'POST',
  path: '/wallet/freeze',
  doc: 'Stop all money from leaving, at once and from any device. Money may still come.',
  who: 'person',
  input: nothing,
  reply: Wallet,
})
export const unfreezeWallet = endpoint({
  verb: 'POST',
  path: '/wallet/unfreeze',
  doc: 'Let money leave again, with a fresh proof of identity. An order of the operator stays.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ proof: Proof }),
  reply: Wallet,
  refusals: ['wrong_credentials', 'code_wrong', 'code_expired', 'passkey_refused', 'ceremony_expired'],
})
export const freezeByOrder = endpoint({
  verb: 'POST',
  path: '/wallet/office/:person/freeze',
  doc: 'Stop all money from leaving a wallet, by an order with a reason and a number.',
  who: 'operator',
  input: T.Object({ person: PersonId, reason: Reason, order: Reason }),
  reply: Done,
  refusals: ['not_found'],
})
export const unfreezeByOrder = endpoint({
  verb: 'POST',
  path: '/wallet/office/:person/unfreeze',
  doc: 'End the freeze of a wallet that an order began.',
  who: 'operator',
  input: T.Object({ person: PersonId, reason: Reason, order: Reason }),
  reply: Done,
  refusals: ['not_found'],
})
