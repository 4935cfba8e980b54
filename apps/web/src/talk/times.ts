import type { Key } from '../i18n.ts'

export const HOUR_MS = 3_600_000
const EVENING = 20
const MORNING = 9

/** Times that people mean, on this device's clock, those that are still to come. */
export function usualTimes(now: number): { key: Key; at: number }[] {
  const on = (days: number, hour: number) => {
    const day = new Date(now)
    return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, hour).getTime()
  }
  const toMonday = (8 - new Date(now).getDay()) % 7 || 7
  return [
    { key: 'talk.when.hour' as const, at: now + HOUR_MS },
    { key: 'talk.when.evening' as const, at: on(0, EVENING) },
    { key: 'talk.when.tomorrow' as const, at: on(1, MORNING) },
    { key: 'talk.when.monday' as const, at: on(toMonday, MORNING) },
  ].filter(({ at }) => at > now)
}

/** As `datetime-local` writes an instant: by this device's clock, to the minute. */
export function localMinute(at: number): string {
  const day = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T${two(day.getHours())}:${two(day.getMinutes())}`
}

/** The months of some things, newest first, each with its things. */
export function byMonth<T extends { at: number }>(items: readonly T[]): { month: number; items: T[] }[] {
  const months: { month: number; items: T[] }[] = []
  for (const item of items) {
    const day = new Date(item.at)
    const month = new Date(day.getFullYear(), day.getMonth()).getTime()
    const last = months.at(-1)
    if (last?.month === month) last.items.push(item)
    else months.push({ month, items: [item] })
  }
  return months
}
