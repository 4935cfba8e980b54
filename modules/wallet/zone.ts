import type { City } from '@plaza/house'
import { dayOf } from '@plaza/iso20022'

/** Where days and months of the city begin: a name of the IANA database. */
export const zoneOfCity = (city: City): string => city.config.timeZone ?? 'UTC'

/** The calendar month of a moment in a time zone, as one number: 202611. */
export function monthOf(ms: number, zone: string): number {
  const [year, month] = dayOf(ms, zone).split('-').map(Number) as [number, number]
  return year * 100 + month
}

const hours = new Map<string, Intl.DateTimeFormat>()

/** The hour of the day, 0 to 23, in a time zone. */
export function hourOf(ms: number, zone: string): number {
  let format = hours.get(zone)
  if (!format) hours.set(zone, (format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit' })))
  return Number(format.format(ms))
}
