import type { Entry } from '@plaza/iso20022'
import type { BankEntry } from './connector.ts'
import { keyOf } from './reference.ts'

/** The booked payments of an entry: banks may book many as one. What is only announced is left out. */
export function bookedIn(entry: Entry): BankEntry[] {
  if (entry.status !== 'BOOK') return []
  const shared = {
    direction: entry.direction,
    ref: entry.bankReference ?? entry.reference,
    reversal: entry.reversal,
    ...(entry.bookedOn === undefined ? {} : { bookedOn: entry.bookedOn }),
  }
  const single = entry.details.length < 2
  // A batch whose parts are not told apart stays one entry, so that the sum is never wrong.
  if (!single && !entry.details.every(detail => detail.amount)) return [{ ...shared, amount: entry.amount }]
  if (entry.details.length === 0) return [{ ...shared, amount: entry.amount }]
  return entry.details.map(detail => {
    const key = keyOf(detail.endToEndId ?? '')
    const counterparty = entry.direction === 'credit' ? detail.debtor : detail.creditor
    return {
      ...shared,
      amount: single ? entry.amount : (detail.amount ?? entry.amount),
      ...(key === undefined ? {} : { key }),
      ...(counterparty === undefined ? {} : { counterparty }),
      ...(detail.text === undefined ? {} : { text: detail.text }),
    }
  })
}
