const cache = new Map<string, Intl.DateTimeFormat>()

function format(language: string, options: Intl.DateTimeFormatOptions, at: number): string {
  const key = language + JSON.stringify(options)
  let formatter = cache.get(key)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language, options)
    cache.set(key, formatter)
  }
  return formatter.format(at)
}

/** How many midnights lie between two instants, on this device's clock. */
export function daysBetween(at: number, now: number): number {
  const midnight = (ms: number) => {
    const day = new Date(ms)
    return Date.UTC(day.getFullYear(), day.getMonth(), day.getDate())
  }
  return Math.round((midnight(now) - midnight(at)) / 86_400_000)
}

export const clockTime = (at: number, language: string): string =>
  format(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, at)

function dayName(at: number, now: number, language: string): string {
  const days = daysBetween(at, now)
  if (days === 0 || days === 1)
    return capital(new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day'))
  if (days > 1 && days < 7) return capital(format(language, { weekday: 'short' }, at))
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return format(
    language,
    sameYear ? { day: 'numeric', month: 'short' } : { day: 'numeric', month: 'numeric', year: 'numeric' },
    at,
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** For a line of a list: the hour today, then the day, then the date. */
export const listTime = (at: number, now: number, language: string): string =>
  daysBetween(at, now) === 0 ? clockTime(at, language) : dayName(at, now, language)

/** For the line between messages: the day and the hour. */
export const lineTime = (at: number, now: number, language: string): string =>
  daysBetween(at, now) === 0 ? clockTime(at, language) : `${dayName(at, now, language)} ${clockTime(at, language)}`

/** In full, for a tooltip or a detail. */
export const fullTime = (at: number, language: string): string =>
  format(language, { dateStyle: 'medium', timeStyle: 'short' }, at)
