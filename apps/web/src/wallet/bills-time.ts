import { language } from '../i18n.ts'

/** The reader's time zone: their days and months are counted in it. */
export const readersZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The month of an instant on this device's calendar, `2026-03`. */
export function monthOf(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`
}

/** The day of an instant, `2026-03-09`. */
export const dayOf = (at: number): string => `${monthOf(at)}-${String(new Date(at).getDate()).padStart(2, '0')}`

/** The month so many months later. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return monthOf(new Date(year, number - 1 + months).getTime())
}

/** `March 2026`, in the language of the screens. */
export function monthName(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const name = new Intl.DateTimeFormat(language(), { month: 'long', year: 'numeric' }).format(
    new Date(year, number - 1),
  )
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** `Monday 9 March`, in the language of the screens. */
export const dayName = (at: number): string =>
  new Intl.DateTimeFormat(language(), { weekday: 'long', day: 'numeric', month: 'long' }).format(at)

/** To the second, with the zone: for a receipt. */
export const exactTime = (at: number): string =>
  new Intl.DateTimeFormat(language(), {
    dateStyle: 'long',
    timeStyle: 'long',
    hourCycle: 'h23',
  }).format(at)
