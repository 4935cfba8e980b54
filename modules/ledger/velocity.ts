import type { Limit } from './types.ts'

/** What was used of each limit, by name: start of its window in ms, amount, count. */
export type Usage = Record<string, readonly [since: number, amount: string, count: number]>

interface Counted {
  readonly amount: bigint
  readonly code: string
  readonly side: Limit['side']
}

const applies = (limit: Limit, { side, code }: Counted) =>
  limit.side === side && (limit.codes === undefined || limit.codes.includes(code))

/** Adds a payment to what was used, or names the limit that it would break. Pure: calendars are arithmetic here. */
export function spend(
  limits: readonly Limit[],
  usage: Usage,
  payment: Counted,
  nowMs: number,
): { reached: string } | { usage: Usage } {
  let next = usage
  for (const limit of limits) {
    if (!applies(limit, payment)) continue
    const since = windowStart(limit, nowMs)
    const before = usage[limit.name]
    const [amountBefore, countBefore] = before && before[0] === since ? [BigInt(before[1]), before[2]] : [0n, 0]
    const amount = amountBefore + payment.amount
    const count = countBefore + 1
    if (limit.amountMax !== undefined && amount > limit.amountMax) return { reached: limit.name }
    if (limit.countMax !== undefined && count > limit.countMax) return { reached: limit.name }
    if (next === usage) next = { ...usage }
    next[limit.name] = [since, amount.toString(), count]
  }
  return { usage: next }
}

/** Gives back what a hold had used and did not take, while the window it was counted in lasts. */
export function giveBack(
  limits: readonly Limit[],
  usage: Usage,
  released: Counted & { countedAt: number },
  nowMs: number,
): Usage {
  const next = { ...usage }
  for (const limit of limits) {
    const since = windowStart(limit, nowMs)
    const before = usage[limit.name]
    if (!applies(limit, released) || !before || before[0] !== since || released.countedAt < since) continue
    const amount = BigInt(before[1]) - released.amount
    next[limit.name] = [since, (amount < 0n ? 0n : amount).toString(), before[2]]
  }
  return next
}

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
/** The first of January 1970 was a Thursday: weeks begin four days later. */
const FIRST_MONDAY_MS = 4 * DAY_MS

/** When the calendar window began in which a moment lies, in ms. */
export function windowStart({ window, offsetMinutes = 0 }: Limit, nowMs: number): number {
  if (window === 'ever') return 0
  const offsetMs = offsetMinutes * 60_000
  const local = nowMs + offsetMs
  if (window === 'day') return Math.floor(local / DAY_MS) * DAY_MS - offsetMs
  if (window === 'week') return Math.floor((local - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS - offsetMs
  const date = new Date(local)
  return Date.UTC(date.getUTCFullYear(), window === 'month' ? date.getUTCMonth() : 0, 1) - offsetMs
}
