type Format = (at: number, language: string) => string

/** Intl's formatters are dear to make and cheap to use: one for each language. */
function once<T>(make: (language: string) => T): (language: string) => T {
  const made = new Map<string, T>()
  return language => made.get(language) ?? made.set(language, make(language)).get(language)!
}

function format(options: Intl.DateTimeFormatOptions): Format {
  const made = once(language => new Intl.DateTimeFormat(language, options))
  return (at, language) => made(language).format(at)
}

const nearDay = once(language => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }))
const weekday = format({ weekday: 'short' })
const dayAndMonth = format({ day: 'numeric', month: 'short' })
const date = format({ day: 'numeric', month: 'numeric', year: 'numeric' })
export const clockTime = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
/** In full, for a tooltip or a detail. */
export const fullTime = format({ dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' })

/** How many midnights lie between two instants, on this device's clock. */
export function daysBetween(at: number, now: number): number {
  const midnight = (ms: number) => {
    const day = new Date(ms)
    return Date.UTC(day.getFullYear(), day.getMonth(), day.getDate())
  }
  return Math.round((midnight(now) - midnight(at)) / 86_400_000)
}

/** The midnight that ends the day of an instant. */
export function endOfDay(at: number): number {
  const day = new Date(at)
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime()
}

function dayName(at: number, now: number, language: string): string {
  const days = daysBetween(at, now)
  if (Math.abs(days) < 2) return capital(nearDay(language).format(-days, 'day'))
  if (days > 1 && days < 7) return capital(weekday(at, language))
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return sameYear ? dayAndMonth(at, language) : date(at, language)
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** For a line of a list: the hour today, then the day, then the date. */
export const listTime = (at: number, now: number, language: string): string =>
  daysBetween(at, now) === 0 ? clockTime(at, language) : dayName(at, now, language)

/** For the line between messages: the day and the hour. */
export const lineTime = (at: number, now: number, language: string): string =>
  daysBetween(at, now) === 0 ? clockTime(at, language) : `${dayName(at, now, language)} ${clockTime(at, language)}`
