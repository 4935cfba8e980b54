import { isIban, type Reason } from '@plaza/iso20022'
import { CITY_IBAN, CLEARING_IBAN, MINT_IBAN, type Account } from './accounts.ts'
import { BANK_CODE } from './bank.ts'
import { PAYMENT_MINOR_MAX } from './limits.ts'

/** An order, as far as it matters for whether it can be carried out. */
export interface Order {
  readonly kind: 'credit' | 'debit'
  readonly debtorIban: string
  readonly creditorIban: string
  readonly amount: bigint
  readonly currency: string
}

const OWN = new Set([MINT_IBAN, CLEARING_IBAN])

/**
 * Why the bank refuses an order (ExternalStatusReason1Code), or undefined when it carries it out. Checks stand in the order
 * in which banks make them: the order itself, the accounts, the right to use them, the money.
 */
export function judge(order: Order, accounts: ReadonlyMap<string, Account>, mayCollect: boolean): Reason | undefined {
  if (order.amount <= 0n) return 'AM01'
  if (order.amount > PAYMENT_MINOR_MAX) return 'AM02'
  if (order.kind === 'credit' && order.debtorIban !== CITY_IBAN) return 'AG01'
  if (order.kind === 'debit' && (order.creditorIban !== CITY_IBAN || order.debtorIban === CITY_IBAN)) return 'AG01'
  if (!isIban(order.debtorIban) || !isIban(order.creditorIban)) return 'AC01'
  if (order.debtorIban === order.creditorIban) return 'AG01'
  // The bank's own accounts are nobody's to pay to.
  if (OWN.has(order.creditorIban) || OWN.has(order.debtorIban)) return 'AC01'
  const debtor = accounts.get(order.debtorIban)
  const creditor = accounts.get(creditSide(order.creditorIban))
  if (!debtor || !creditor) return 'AC01'
  if (debtor.state === 'closed' || creditor.state === 'closed') return 'AC04'
  if (debtor.state === 'blocked' || creditor.state === 'blocked') return 'AC06'
  if (debtor.currency !== order.currency || creditor.currency !== order.currency) return 'AM03'
  if (order.kind === 'debit' && !mayCollect) return 'MD01'
  return debtor.balance - order.amount < debtor.floor ? 'AM04' : undefined
}

/** The account that is credited: money for another bank goes to the one that stands for them all. */
export function creditSide(iban: string): string {
  return iban.slice(4, 8) === BANK_CODE && iban.startsWith('XP') ? iban : CLEARING_IBAN
}
