import { Type as T, type Static } from 'typebox'
import * as limits from './limits.ts'
import type { RefusalCode } from './refusals.ts'
import { Uuid } from './types.ts'

/** A positive amount in minor units, as decimal digits: `1250` is 12.50 EUR. */
export const Amount = T.String({ pattern: `^[1-9][0-9]{0,${limits.AMOUNT_DIGITS_MAX - 1}}$`, maxLength: 15 })
/** A balance, a sum or a limit in minor units, as decimal digits; may be negative or nothing. */
export const Minor = T.String({ pattern: '^(0|-?[1-9][0-9]*)$', maxLength: 20 })
/** ISO 4217. */
export const Currency = T.String({ pattern: '^[A-Z][A-Z0-9]{2,11}$', maxLength: 12 })
export const Note = T.String({ maxLength: limits.PAYMENT_NOTE_LENGTH_MAX })
export const Reason = T.String({ minLength: 1, maxLength: limits.FREEZE_REASON_LENGTH_MAX })
export const Pin = T.String({ pattern: `^[0-9]{${limits.PIN_DIGITS}}$`, maxLength: limits.PIN_DIGITS })
/** Made by `POST /wallet/proofs` for one exact command. */
export const ProofToken = T.String({ maxLength: limits.PROOF_LENGTH_MAX })

export const one = T.Object({ id: Uuid })

/** What a proof is for: exactly this, and nothing else. `to` is whoever or whatever gets it. */
export const Command = T.Object({
  do: T.Union([
    T.Literal('transfer'),
    T.Literal('pay_request'),
    T.Literal('family'),
    T.Literal('envelope'),
    T.Literal('order'),
    T.Literal('top_up'),
    T.Literal('withdraw'),
  ]),
  id: Uuid,
  to: Uuid,
  amount: Amount,
  currency: Currency,
  /** The family card that pays. */
  mandate: T.Optional(Uuid),
  /** Hours until it can be accepted. */
  delayHours: T.Optional(T.Integer({ minimum: 0, maximum: 24 })),
})
export type Command = Static<typeof Command>

/** Why a payment may be refused, whatever it is for. */
export const paying: readonly RefusalCode[] = [
  'proof_wrong',
  'proof_expired',
  'balance_too_low',
  'limit_reached',
  'payment_refused',
  'step_up_needed',
  'account_frozen',
  'payee_cannot_receive',
  'exists_different',
]
