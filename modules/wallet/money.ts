import { placesOf } from '@plaza/ledger'

/** An amount of minor units as people read it, `12.50 EUR`; for words, never for sums. */
export function moneyText(amount: bigint, currency: string): string {
  const places = placesOf(currency)
  const digits = amount.toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  return `${places === 0 ? whole : `${whole}.${digits.slice(-places)}`} ${currency}`
}
