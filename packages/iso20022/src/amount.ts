import { assert } from '@plaza/kernel'
import { AMOUNT_DIGITS_MAX, FRACTION_DIGITS_MAX } from './limits.ts'

/** An amount in minor units of a currency: `{ minor: 1050n, currency: 'EUR' }` is ten euros fifty. */
export interface Money {
  readonly minor: bigint
  readonly currency: string
}

// ISO 4217: active currencies whose minor unit has not two places.
const PLACES = new Map<string, number>([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(code => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map(code => [code, 3] as const),
  ...'CLF UYW'.split(' ').map(code => [code, 4] as const),
])
const PLACES_USUAL = 2

const scaleOf = (currency: string) => PLACES.get(currency) ?? PLACES_USUAL

/** Writes minor units as the decimal of a message: 1050n EUR is `10.50`, 1050n JPY is `1050`. Never below zero: ISO 20022 tells the side apart. */
export function toDecimal({ minor, currency }: Money): string {
  assert(minor >= 0n, 'a message carries no negative amount')
  return withPoint(minor, scaleOf(currency))
}

/**
 * Reads a decimal of a message into minor units, or undefined when it is not one: a sign, an exponent, more digits than
 * the standard allows, or a fraction finer than the currency has (ISO 4217).
 */
export function toMinor(decimal: string, currency: string): bigint | undefined {
  const [, whole = '', fraction = ''] = /^(\d*)(?:\.(\d*))?$/.exec(decimal) ?? []
  if (whole + fraction === '' || fraction.length > FRACTION_DIGITS_MAX) return undefined
  if ((whole + fraction).length > AMOUNT_DIGITS_MAX) return undefined
  const places = scaleOf(currency)
  if (/[1-9]/.test(fraction.slice(places))) return undefined
  return BigInt(whole + fraction.slice(0, places).padEnd(places, '0'))
}

/** The control sum of a message: amounts added as numbers whatever their currencies, as `CtrlSum` is defined. */
export function controlSum(amounts: readonly Money[]): string {
  let sum = 0n
  let places = 0
  for (const { minor, currency } of amounts) {
    const scale = scaleOf(currency)
    sum += minor * 10n ** BigInt(FRACTION_DIGITS_MAX - scale)
    places = Math.max(places, scale)
  }
  return withPoint(sum / 10n ** BigInt(FRACTION_DIGITS_MAX - places), places)
}

/** Whether two decimals are the same number: `10.5` and `10.50` are. */
export function sameDecimal(one: string, other: string): boolean {
  const plain = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text).replace(/^0+(?=\d)/, '')
  return plain(one) === plain(other)
}

function withPoint(digits: bigint, places: number): string {
  if (places === 0) return digits.toString()
  const text = digits.toString().padStart(places + 1, '0')
  return `${text.slice(0, -places)}.${text.slice(-places)}`
}
