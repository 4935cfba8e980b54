import type { Money } from '@plaza/iso20022'

/**
 * What became of a payment at the bank.
 * - `accepted`: the bank has it and works on it.
 * - `settled`: the money moved. Final.
 * - `rejected`: the money did not move and never will under this key. Final. `reason` is the bank's code (AM04).
 * - `unknown`: nobody knows. Not a failure: the money may have moved. Only `lookup`, or the same call with the same key,
 *   tells. `reason` says what happened on the way, for people and counters.
 */
export type Outcome =
  | { readonly kind: 'accepted'; readonly ref?: string }
  | { readonly kind: 'settled'; readonly ref?: string }
  | { readonly kind: 'rejected'; readonly reason: string; readonly ref?: string }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }

export type UnknownReason =
  /** No whole answer in time. */
  | 'timed_out'
  /** The connection could not be made or broke. */
  | 'connection_lost'
  /** The bank's door answered with an error (5xx, or 4xx such as a wrong secret or too many requests). */
  | 'answer_not_ok'
  /** The answer is too large, not the message it should be, or about something else. */
  | 'answer_unreadable'
  /** The bank says it never heard of the key. It still may: the request can be on its way. The same call again is safe. */
  | 'not_found'

/** What the city holds after a citizen agreed: everything needed to collect, nothing that signs in. */
export interface Consent {
  readonly id: string
  readonly token: string
  readonly iban: string
  readonly holder: string
  readonly currency: string
  /** The day it was given, in the bank's zone. */
  readonly day: string
}

export interface LinkStart {
  /** Kept until the citizen returns. */
  readonly consent: string
  /** Where the citizen's browser goes to sign in at the bank and agree. */
  readonly url: string
}

/** What stands at the citizen's return address: `code` when they agreed, else `error`. */
export interface LinkReturn {
  readonly consent: string
  readonly code: string
}

/** A booking on the city's account, as the bank tells it. */
export interface BankEntry {
  readonly direction: 'credit' | 'debit'
  readonly amount: Money
  /** The key of the payment, when it is one of ours. */
  readonly key?: string
  /** The bank's reference. */
  readonly ref: string
  readonly bookedOn?: string
  readonly reversal: boolean
  readonly counterparty?: { readonly name?: string; readonly iban?: string }
  readonly text?: string
}

/** A day of the city's account, in order: its opening, every booked entry, its closing. */
export type StatementLine =
  | { readonly kind: 'opening'; readonly minor: bigint; readonly currency: string }
  | ({ readonly kind: 'entry' } & BankEntry)
  /** Not final while the day runs: further entries may follow. */
  | { readonly kind: 'closing'; readonly minor: bigint; readonly currency: string; readonly final: boolean }

/** News from the bank, checked. The same `id` is the same news: banks tell more than once. */
export type BankEvent =
  | { readonly kind: 'booked'; readonly id: string; readonly entries: readonly BankEntry[] }
  | { readonly kind: 'status'; readonly id: string; readonly outcomes: readonly { key: string; outcome: Outcome }[] }

/** A payment's key: a UUID made and kept by the city before it first asks. The same key is the same payment for ever. */
export type PaymentKey = string

export interface PullRequest {
  readonly key: PaymentKey
  readonly amount: Money
  readonly consent: Consent
  readonly text?: string
}

export interface PushRequest {
  readonly key: PaymentKey
  readonly amount: Money
  readonly iban: string
  readonly name: string
  readonly text?: string
}

/**
 * A bank, as the wallet sees it. Payments answer with an Outcome and never throw for what happens on the way; they throw
 * the refusal `exists_different` when the key was used for another payment. Calls that move no money throw BankUnavailable
 * when the bank does not answer, and may simply be made again.
 */
export interface BankConnector {
  /** Begins a citizen's linking of an account. `state` comes back with them and ties the return to their session. */
  link(request: { returnUrl: string; state: string }): Promise<LinkStart>
  /** Ends it: the code of the return address, good once, for a consent. Refusal: `code_wrong`. */
  exchange(request: LinkReturn): Promise<Consent>
  /** Gives a consent back; safe to repeat. */
  unlink(consent: Consent): Promise<void>
  /** Top-up: from the citizen's account to the city's. */
  pull(request: PullRequest): Promise<Outcome>
  /** Withdrawal: from the city's account to an IBAN. */
  push(request: PushRequest): Promise<Outcome>
  /** How a payment stands: the way out of `unknown`. */
  lookup(key: PaymentKey): Promise<Outcome>
  /** A day of the city's account (in the bank's zone), read page by page as it is consumed. */
  statement(day: string): AsyncIterable<StatementLine>
  /** Checks and reads a callback; undefined when it is not the bank's, stale or unreadable: answer 401 and forget it. */
  verifyCallback(
    raw: Uint8Array,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): BankEvent | undefined
}

/** The bank did not answer a call that moves no money. */
export class BankUnavailable extends Error {
  override readonly name = 'BankUnavailable'
  readonly reason: UnknownReason
  constructor(reason: UnknownReason) {
    super(`the bank does not answer: ${reason}`)
    this.reason = reason
  }
}
