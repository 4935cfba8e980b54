import type { BankRunReport } from './siege.ts'

/** What must be nothing in a report and is not, in words. */
export function flawsOf(report: BankRunReport): string[] {
  const { lost, doubled, faults, contradictions, moneyMade, negative, unequal, bankOff, bankBooks } = report
  const { walletsDiffering, rowsDiffering, movesDiffering, suspense, unreconciled } = report
  const counts = {
    lost: lost.length,
    doubled: doubled.length,
    faults: faults.length,
    bankBooks: bankBooks.length,
    contradictions,
    moneyMade,
    negative,
    unequal,
    walletsDiffering,
    rowsDiffering,
    movesDiffering,
    bankOff,
    suspense,
    unreconciled,
  }
  return Object.entries(counts).flatMap(([name, count]) => (BigInt(count) === 0n ? [] : [`${name} ${count}`]))
}
