import {
  creditInitiationFault,
  debitInitiationFault,
  readCreditInitiation,
  readDebitInitiation,
  type MessageName,
  type Money,
  type Party,
  type Reason,
} from '@plaza/iso20022'
import { createHash } from 'node:crypto'
import type { Order } from './judge.ts'

/** One transaction of a message, credit or debit alike. */
export interface NewOrder extends Order {
  readonly endToEndId: string
  readonly instructionId: string
  readonly debtorName: string
  readonly creditorName: string
  readonly note: string | null
  readonly mandate: string | null
}

/** An initiation of either kind, as the bank takes it. */
export interface Initiation {
  readonly name: MessageName
  readonly id: string
  readonly orders: readonly NewOrder[]
  /** The declared totals are not those of the transactions. */
  readonly fault: Reason | undefined
}

/** Reads pain.001 or pain.008, whichever the address promised; throws Unreadable. */
export function readInitiation(kind: Order['kind'], bytes: Uint8Array, zone: string): Initiation {
  return kind === 'credit' ? readCredits(bytes, zone) : readDebits(bytes, zone)
}

function readCredits(bytes: Uint8Array, zone: string): Initiation {
  const message = readCreditInitiation(bytes, zone)
  const orders = message.instructions.flatMap(({ id, debtor, transfers }) =>
    transfers.map(transfer => orderOf('credit', id, debtor, transfer.creditor, transfer)),
  )
  return { name: 'pain.001.001.09', id: message.messageId, orders, fault: creditInitiationFault(message) }
}

function readDebits(bytes: Uint8Array, zone: string): Initiation {
  const message = readDebitInitiation(bytes, zone)
  const orders = message.instructions.flatMap(({ id, creditor, debits }) =>
    debits.map(debit => ({ ...orderOf('debit', id, debit.debtor, creditor, debit), mandate: debit.mandate.id })),
  )
  return { name: 'pain.008.001.08', id: message.messageId, orders, fault: debitInitiationFault(message) }
}

function orderOf(
  kind: Order['kind'],
  instructionId: string,
  debtor: Party,
  creditor: Party,
  { endToEndId, amount, text }: { endToEndId: string; amount: Money; text?: string },
): NewOrder {
  return {
    kind,
    endToEndId,
    instructionId,
    debtorIban: debtor.iban,
    debtorName: debtor.name,
    creditorIban: creditor.iban,
    creditorName: creditor.name,
    amount: amount.minor,
    currency: amount.currency,
    note: text ?? null,
    mandate: null,
  }
}

/** Whether a repeat asks for the same: who, whom, how much and by which leave; not the words around it. */
export function isSameOrder(one: Identity, other: Identity): boolean {
  return identityOf(one) === identityOf(other)
}

type Identity = Pick<NewOrder, 'kind' | 'debtorIban' | 'creditorIban' | 'amount' | 'currency' | 'mandate'>

const identityOf = ({ kind, debtorIban, creditorIban, amount, currency, mandate }: Identity) =>
  [kind, debtorIban, creditorIban, amount, currency, mandate ?? ''].join(' ')

/** What a message asks for, without when it was written: its repeat has the same. */
export function digestOf(orders: readonly NewOrder[]): string {
  const lines = orders.map(order => `${order.endToEndId} ${identityOf(order)}`)
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}
