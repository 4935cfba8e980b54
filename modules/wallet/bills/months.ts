import { Refusal } from '@plaza/kernel'
import { dayBounds } from '@plaza/iso20022'

/** The one spelling of a time zone's name, `UTC` where none is given. Refuses what is none (`bad_input`). */
export function zoneOf(name = 'UTC'): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    throw new Refusal('bad_input', { field: 'zone' })
  }
}

/** From when until when a month, `2026-03`, lasts in a time zone, in ms. */
export function periodOf(month: string, zone: string): { from: number; until: number } {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  const firstOf = (one: string) => dayBounds(`${one}-01`, zone).fromMs
  return { from: firstOf(month), until: firstOf(next) }
}
