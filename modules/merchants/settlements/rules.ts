import type { StatementLine } from '@plaza/ledger'
import { PAYMENT, REFUND } from '../codes.ts'

/** What came in by payments and went back by refunds. */
export interface Sums {
  readonly payments: number
  readonly paid: bigint
  readonly refunds: number
  readonly refunded: bigint
}
export const NO_SUMS: Sums = { payments: 0, paid: 0n, refunds: 0, refunded: 0n }

export function addLine(sums: Sums, { code, direction, amount }: StatementLine): Sums {
  if (code === PAYMENT && direction === 'in') return { ...sums, payments: sums.payments + 1, paid: sums.paid + amount }
  if (code === REFUND && direction === 'out')
    return { ...sums, refunds: sums.refunds + 1, refunded: sums.refunded + amount }
  return sums
}

const WHOLE = 10_000n

/**
 * What a settlement of so much (minor units) is made of: the fee is a share of payments less refunds, rounded down, and
 * never more than is there; `other` is what the payments do not explain.
 */
export function splitSettlement(
  sums: Sums,
  { available, basisPoints }: { readonly available: bigint; readonly basisPoints: number },
): { readonly fee: bigint; readonly other: bigint; readonly amount: bigint } {
  const net = sums.paid - sums.refunded
  const share = net > 0n ? (net * BigInt(basisPoints)) / WHOLE : 0n
  const fee = share < available ? share : available
  return { fee, other: available - net, amount: available - fee }
}
