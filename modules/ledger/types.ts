import type { Sql } from '@plaza/db'
import type { News } from '@plaza/house'
import type { Usage } from './velocity.ts'

export type AccountId = string
export type TransferId = string

/** What every transfer may say about itself. */
interface Told {
  /** Made by whoever wants the money moved, kept before it is sent: the same id is the same transfer for ever. */
  readonly id: TransferId
  /** What it is for: a word of the calling module such as `refund`. */
  readonly code?: string
  /** The caller's own reference. */
  readonly ref?: string
  /** When it counts for the books, in ms; the present unless said otherwise. */
  readonly effectiveAt?: number
  readonly meta?: Readonly<Record<string, unknown>>
  /** Work of a registered rider in the same commit. */
  readonly rider?: Ride
  /** Rows of the calling module in the same commit, if the transfer is accepted: riders that only write. */
  readonly rows?: readonly Ride[]
  /** News of it for the outbox, in the same commit. */
  readonly tells?: readonly News[]
  /** A statement of the calling module in the same commit, run only if the transfer is accepted: one for each transfer. */
  readonly also?: Sql
}

export interface Ride {
  readonly name: string
  readonly request: unknown
}

export interface Move extends Told {
  readonly kind?: 'transfer'
  readonly from: AccountId
  readonly to: AccountId
  /** Minor units; may be left to a rider that decides. */
  readonly amount?: bigint
}

/** Promises money: it stays, but cannot be spent otherwise until captured, voided or expired. */
export interface HoldMoney extends Told {
  readonly kind: 'hold'
  readonly from: AccountId
  readonly to: AccountId
  readonly amount?: bigint
  readonly expiresAt?: number
}

/** Takes what a hold promised; several may share one. Without an amount it takes all that is left. */
export interface Capture extends Told {
  readonly kind: 'capture'
  readonly hold: TransferId
  /** The account that the hold is on; only needed to find the shard, where there are several. */
  readonly from?: AccountId
  readonly amount?: bigint
  /** Releases what this capture leaves. */
  readonly final?: boolean
}

/** Gives a hold up. */
export interface VoidHold extends Told {
  readonly kind: 'void'
  readonly hold: TransferId
  readonly from?: AccountId
}

/** Moves back what a transfer or capture moved, or a part of it; all reversals together never more than that. */
export interface Reverse extends Told {
  readonly kind: 'reverse'
  readonly transfer: TransferId
  /** The account that pays back; only needed to find the shard, where there are several. */
  readonly from?: AccountId
  readonly amount?: bigint
}

/** Moves whatever is available, down to nothing, and closes the account if asked to. */
export interface Sweep extends Told {
  readonly kind: 'sweep'
  readonly from: AccountId
  readonly to: AccountId
  readonly close?: boolean
}

export type Transfer = Move | HoldMoney | Capture | VoidHold | Reverse | Sweep
export type Kind = 'transfer' | 'hold' | 'capture' | 'void' | 'expire' | 'reverse' | 'sweep'

/** Why not. Each is a fact about the accounts, the hold or the request; nothing was written. */
export type RefusalCode =
  | 'exists_different'
  | 'insufficient'
  | 'above_ceiling'
  | 'limit_reached'
  | 'frozen'
  | 'closed'
  | 'not_found'
  | 'ledger_mismatch'
  | 'same_account'
  | 'bad_amount'
  | 'hold_expired'
  | 'hold_spent'
  | 'over_capture'
  | 'over_reversal'
  | 'not_reversible'
  | 'has_holds'
  | 'cross_shard'
  | 'chain_failed'
  | 'chain_too_long'
  | 'rider'
  | 'busy'
  | 'unknown'

/** A row of the journal. */
export interface Posted {
  readonly shard: number
  readonly n: bigint
  readonly id: TransferId
  readonly kind: Kind
  readonly from: AccountId
  readonly to: AccountId
  readonly amount: bigint
  readonly code: string
  readonly flags: number
  readonly about: TransferId | null
  readonly chain: TransferId | null
  readonly peer: AccountId | null
  readonly ref: string | null
  readonly fromVersion: bigint
  readonly fromBalance: bigint
  readonly fromHeld: bigint
  readonly toVersion: bigint
  readonly toBalance: bigint
  readonly toHeld: bigint
  readonly effectiveAt: number
  readonly createdAt: number
  /** JSON text. */
  readonly meta: string | null
}

export interface Accepted {
  readonly ok: true
  /** `exists`: the same transfer was accepted before, and this is what it was. */
  readonly code: 'ok' | 'exists'
  readonly transfer: Posted
}

export interface Refused {
  readonly ok: false
  /**
   * `busy`: certainly nothing happened. `unknown`: the database went away in the middle, ask again with the same id.
   * Everything else is final for the moment it was asked in; a repeat of a refused transfer is tried anew.
   */
  readonly code: RefusalCode
  /** The limit that was reached, or the word of the rider that refused. */
  readonly reason?: string
}

export type Verdict = Accepted | Refused

/** A limit of a plan: how much or how often within a window of the calendar. */
export interface Limit {
  readonly name: string
  readonly side: 'out' | 'in'
  readonly window: 'day' | 'week' | 'month' | 'year' | 'ever'
  readonly amountMax?: bigint
  readonly countMax?: number
  /** Only transfers with one of these codes count; all, if not said. */
  readonly codes?: readonly string[]
  /** Where the day begins, in minutes east of UTC. */
  readonly offsetMinutes?: number
}

/** An account as a batch holds it under its lock. */
export interface Account {
  readonly id: AccountId
  readonly currency: string
  posted: bigint
  heldOut: bigint
  heldIn: bigint
  readonly floor: bigint | null
  readonly ceiling: bigint | null
  version: bigint
  movedAt: number
  readonly debitFrozen: boolean
  readonly creditFrozen: boolean
  closedAt: number | null
  readonly plan: string | null
  /** What was used of the plan. */
  usage: Usage | null
  /** How many times people changed what it may do. */
  readonly acts: number
}

export interface Hold {
  readonly id: TransferId
  readonly debit: AccountId
  readonly credit: AccountId
  readonly amount: bigint
  rest: bigint
  state: 'open' | 'captured' | 'voided' | 'expired'
  readonly expiresAt: number | null
  readonly createdAt: number
  readonly code: string
}

/** A transfer laid out for judging: every choice made, whatever its kind. */
export interface Draft {
  readonly id: TransferId
  readonly kind: Kind
  readonly from: AccountId | undefined
  readonly to: AccountId | undefined
  readonly amount: bigint | undefined
  readonly about: TransferId | undefined
  readonly expiresAt: number | null
  /** Release the rest (capture) or close the account (sweep). */
  readonly final: boolean
  readonly code: string
  readonly ref: string | null
  readonly effectiveAt: number | undefined
  readonly meta: string | null
  readonly peer: AccountId | null
  /** The second half of what was promised when the first was: passes a freeze that came between. */
  readonly promised: boolean
  readonly rider: Ride | undefined
  readonly rows: readonly Ride[]
  readonly tells: readonly News[]
  readonly also: Sql | undefined
}

/** Transfers that stand or fall together; most orders have one. */
export interface Order {
  readonly drafts: readonly Draft[]
}
