import { finality, type Money, type StatusReport, type TransactionStatus } from '@plaza/iso20022'
import type { Outcome } from './connector.ts'

/** Refusals that speak about the request and not about the payment: what was sent first stands. */
const REPEATED = new Set(['DU01', 'DU02', 'DU03', 'DU04', 'DU05', 'AM05'])

/** What a payment asks for, to be held against what the bank says it has. */
export interface Asked {
  readonly amount: Money
  readonly debtorIban: string
  readonly creditorIban: string
}

/** The outcome that a status report tells for a key; `repeated` when it only says that the key was used before. */
export function outcomeIn(report: StatusReport, reference: string): Outcome | 'repeated' {
  const told = report.instructions.flatMap(instruction => instruction.transactions)
  const own = told.find(transaction => transaction.endToEndId === reference)
  if (own) return outcomeOf(own)
  if (report.groupStatus !== 'RJCT') return { kind: 'unknown', reason: 'answer_unreadable' }
  return rejectedFor(report.groupReason)
}

/** The outcome of one transaction status. A status that this package does not know is no answer. */
export function outcomeOf({ status, reason, reference }: TransactionStatus): Outcome | 'repeated' {
  const ref = reference === undefined ? {} : { ref: reference }
  switch (finality(status)) {
    case 'settled':
      return { kind: 'settled', ...ref }
    case 'open':
      return { kind: 'accepted', ...ref }
    case 'rejected':
      return rejectedFor(reason, ref)
    case undefined:
      return { kind: 'unknown', reason: 'answer_unreadable' }
  }
}

function rejectedFor(reason = 'MS03', ref: { ref?: string } = {}): Outcome | 'repeated' {
  return REPEATED.has(reason) ? 'repeated' : { kind: 'rejected', reason, ...ref }
}

/** Whether the bank's payment is another than the one asked for, as far as it says what it has. */
export function isOther({ amount, debtorIban, creditorIban }: TransactionStatus, asked: Asked): boolean {
  return (
    (amount !== undefined && (amount.minor !== asked.amount.minor || amount.currency !== asked.amount.currency)) ||
    (debtorIban !== undefined && debtorIban !== asked.debtorIban) ||
    (creditorIban !== undefined && creditorIban !== asked.creditorIban)
  )
}
