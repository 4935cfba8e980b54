import type { Book } from './book.ts'
import { refused } from './refused.ts'
import type { Riders } from './riders.ts'
import type { Draft, Verdict } from './types.ts'

/**
 * Lets the rider of a draft decide, judges the transfer with its amount, and keeps the rider's row and write only if the
 * transfer was accepted.
 */
export function ride(
  book: Book,
  riders: Riders,
  draft: Draft,
  judge: (amount: bigint | undefined) => Verdict,
): Verdict {
  if (!draft.rider) return judge(draft.amount)
  const { name, request } = draft.rider
  const rider = riders.get(name)
  const key = rider.keyOf?.(request)
  const rows = book.riding.get(name) ?? new Map<string, unknown>()
  const row = key === undefined ? undefined : rows.get(key)
  const decision = rider.decide?.(request, row, book.nowMs) ?? { ok: true, write: request }
  if (!decision.ok) return refused('rider', decision.reason)
  const verdict = judge(draft.amount ?? decision.amount)
  if (!verdict.ok) return verdict
  if (key !== undefined && 'row' in decision) {
    rows.set(key, decision.row)
    book.riding.set(name, rows)
    book.undo?.push(() => rows.set(key, row))
  }
  if (rider.write && 'write' in decision) {
    book.writes.push({ rider: name, write: decision.write })
    book.undo?.push(() => void book.writes.pop())
  }
  return verdict
}
