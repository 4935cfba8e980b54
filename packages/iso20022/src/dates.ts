import { assert } from '@plaza/kernel'

const DAY_MS = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** ISODateTime with the offset of a time zone: `2026-07-01T09:30:00.000+02:00`. */
export function writeDateTime(atMs: number, zone: string): string {
  const { local, offset } = localTime(atMs, zone)
  return `${local}${offset}`
}

/**
 * Reads ISODateTime into epoch milliseconds, or undefined when it is not one. A time without offset, which the standard
 * allows, is taken as a time of the given zone; of the two that a clock change makes, the earlier.
 */
export function readDateTime(text: string, zone: string): number | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/.exec(text)
  if (!parts) return undefined
  const [, day = '', time = '', fraction = '', offset] = parts
  if (!isDay(day) || time > '23:59:59') return undefined
  const utc = Date.parse(`${day}T${time}${fraction.slice(0, 4)}Z`)
  if (Number.isNaN(utc)) return undefined
  if (offset === undefined) return zoned(utc, zone)
  const at = Date.parse(`${day}T${time}${fraction.slice(0, 4)}${offset}`)
  return Number.isNaN(at) ? undefined : at
}

/** Whether text is a date there is, as ISODate writes it: `2026-02-29` is not. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** The date in a time zone at a moment. */
export function dayOf(atMs: number, zone: string): string {
  return localTime(atMs, zone).local.slice(0, 10)
}

/** When a day begins in a zone and when the next does: 23, 24 or 25 hours later. */
export function dayBounds(day: string, zone: string): { fromMs: number; untilMs: number } {
  assert(isDay(day), 'a day is written year-month-day')
  const utc = Date.parse(`${day}T00:00:00Z`)
  return { fromMs: zoned(utc, zone), untilMs: zoned(utc + DAY_MS, zone) }
}

/** The moment at which clocks of the zone show what UTC shows at `utcMs`. */
function zoned(utcMs: number, zone: string): number {
  const shown = (atMs: number) => Date.parse(`${localTime(atMs, zone).local}Z`)
  const before = utcMs - (shown(utcMs - DAY_MS) - (utcMs - DAY_MS))
  const after = utcMs - (shown(utcMs + DAY_MS) - (utcMs + DAY_MS))
  const right = [before, after].filter(atMs => shown(atMs) === utcMs)
  // A time that the clock change skips has no moment; the one with the old offset follows the gap.
  return right.length > 0 ? Math.min(...right) : before
}

function localTime(atMs: number, zone: string): { local: string; offset: string } {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
      timeZoneName: 'longOffset',
    })
    formats.set(zone, format)
  }
  const part = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]))
  const { year = '', month, day, hour, minute, second, fractionalSecond, timeZoneName = '' } = part
  return {
    local: `${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}.${fractionalSecond}`,
    offset: timeZoneName.slice(3) || '+00:00',
  }
}
