import { clamp } from './values.ts'

/** How exact a date is: `fields` of `picker mode="date"`. */
export type DateFields = 'year' | 'month' | 'day'

export interface DateColumns {
  /** Text of the rows of each column. */
  readonly columns: readonly (readonly string[])[]
  /** The chosen row of each. */
  readonly chosen: readonly number[]
}

const YEARS_AROUND = 100
const MONTHS = 12
const LAST_DAY = 31

/** Year, month and day of `2026-09-01`; what is missing is the first. */
function partsOf(written: string, otherwise: readonly number[]): number[] {
  const numbers = written.split(/[-/]/).map(part => Number.parseInt(part, 10))
  return otherwise.map((value, index) => (Number.isFinite(numbers[index]) ? (numbers[index] as number) : value))
}

const daysIn = (year: number, month: number) => new Date(year, month, 0).getDate()
const range = (from: number, to: number) =>
  Array.from({ length: Math.max(to - from + 1, 1) }, (_, index) => from + index)
const two = (value: number) => String(value).padStart(2, '0')

export interface DateLimits {
  readonly start: string
  readonly end: string
  readonly fields: DateFields
}

/** Rows for a date between two others; the months and days of the first and last year are cut. */
export function dateColumns(date: string, today: string, { start, end, fields }: DateLimits): DateColumns {
  const now = partsOf(today, [1, 1, 1])
  const from = partsOf(start, [(now[0] as number) - YEARS_AROUND, 1, 1]) as [number, number, number]
  const to = partsOf(end, [(now[0] as number) + YEARS_AROUND, MONTHS, LAST_DAY]) as [number, number, number]
  const wanted = partsOf(date, now) as [number, number, number]

  const years = range(from[0], to[0])
  const year = clamp(wanted[0], from[0], Math.max(to[0], from[0]))
  const firstMonth = year === from[0] ? from[1] : 1
  const months = range(firstMonth, year === to[0] ? to[1] : MONTHS)
  const month = clamp(wanted[1], months[0] as number, months.at(-1) as number)
  const firstDay = year === from[0] && month === from[1] ? from[2] : 1
  const endDay = year === to[0] && month === to[1] ? Math.min(to[2], daysIn(year, month)) : daysIn(year, month)
  const days = range(firstDay, endDay)
  const day = clamp(wanted[2], days[0] as number, days.at(-1) as number)

  const shown = { year: 1, month: 2, day: 3 }[fields]
  return {
    columns: [years.map(String), months.map(two), days.map(two)].slice(0, shown),
    chosen: [years.indexOf(year), months.indexOf(month), days.indexOf(day)].slice(0, shown),
  }
}

const HOURS = 23
const MINUTES = 59

/** Rows for a time between two others. */
export function timeColumns(time: string, start: string, end: string): DateColumns {
  const of = (written: string, otherwise: [number, number]) => {
    const numbers = written.split(':').map(part => Number.parseInt(part, 10))
    return [numbers[0] || (written ? 0 : otherwise[0]), numbers[1] || (written ? 0 : otherwise[1])] as [number, number]
  }
  const from = of(start, [0, 0])
  const to = of(end, [HOURS, MINUTES])
  const wanted = of(time, [0, 0])
  const hours = range(from[0], to[0])
  const hour = clamp(wanted[0], from[0], Math.max(to[0], from[0]))
  const minutes = range(hour === from[0] ? from[1] : 0, hour === to[0] ? to[1] : MINUTES)
  const minute = clamp(wanted[1], minutes[0] as number, minutes.at(-1) as number)
  return {
    columns: [hours.map(two), minutes.map(two)],
    chosen: [hours.indexOf(hour), minutes.indexOf(minute)],
  }
}
