import type { Limit } from './types.ts'

/** What was used of each limit, by name: start of its window in ms, amount, count. */
export type Usage = Readonly<Record<string, readonly [since: number, amount: bigint, count: number]>>

/** How it stands in an account's row: JSON, in which amounts are texts. */
export type StoredUsage = Readonly<Record<string, readonly [since: number, amount: string, count: number]>>

export function usageOf(stored: StoredUsage): Usage {
  const usage: Record<string, Usage[string]> = {}
  for (const name in stored) {
    const [since, amount, count] = stored[name] as StoredUsage[string]
    usage[name] = [since, BigInt(amount), count]
  }
  return usage
}

/** The JSON of a `StoredUsage`, put together by hand: it is written with every payment that counts. */
export function usageText(usage: Usage): string {
  let text = ''
  for (const name in usage) {
    const [since, amount, count] = usage[name] as Usage[string]
    text += `${text === '' ? '{' : ','}${JSON.stringify(name)}:[${since},"${amount}",${count}]`
  }
  return text === '' ? '{}' : `${text}}`
}

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
  let next: Record<string, Usage[string]> | undefined
  for (const limit of limits) {
    if (!applies(limit, payment)) continue
    const since = windowStart(limit, nowMs)
    const before = usage[limit.name]
    const goesOn = before !== undefined && before[0] === since
    const amount = goesOn ? before[1] + payment.amount : payment.amount
    const count = goesOn ? before[2] + 1 : 1
    if (limit.amountMax !== undefined && amount > limit.amountMax) return { reached: limit.name }
    if (limit.countMax !== undefined && count > limit.countMax) return { reached: limit.name }
    next ??= { ...usage }
    next[limit.name] = [since, amount, count]
  }
  return { usage: next ?? usage }
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
    const amount = before[1] - released.amount
    next[limit.name] = [since, amount < 0n ? 0n : amount, before[2]]
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
  const day = Math.floor(local / DAY_MS)
  if (day !== firsts.day) {
    const date = new Date(local)
    const year = date.getUTCFullYear()
    firsts = { day, month: Date.UTC(year, date.getUTCMonth(), 1), year: Date.UTC(year, 0, 1) }
  }
  return firsts[window] - offsetMs
}

/** The first days of the month and the year of the day that was asked about last, which mostly is asked about again. */
let firsts = { day: Number.NaN, month: 0, year: 0 }
