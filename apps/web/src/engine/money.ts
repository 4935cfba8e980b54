/** Amounts as the server tells them: minor units as decimal digits, such as `1250` for 12.50 EUR. Never numbers. */

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(currency: string, language: string): Intl.NumberFormat {
  const key = `${language} ${currency}`
  let format = formats.get(key)
  if (!format) formats.set(key, (format = new Intl.NumberFormat(language, { style: 'currency', currency })))
  return format
}

/** Decimal places of a currency's minor unit (ISO 4217). */
export const placesOf = (currency: string): number =>
  formatOf(currency, 'en').resolvedOptions().maximumFractionDigits ?? 2

/** Minor units as a decimal number in text: `1250` is `12.50`. */
export function decimalOf(minor: string, places: number): string {
  const negative = minor.startsWith('-')
  const digits = minor.replace('-', '').padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  return `${negative ? '-' : ''}${whole}${places > 0 ? `.${digits.slice(-places)}` : ''}`
}

/** An amount as people of a language read it. */
export const money = (minor: string, currency: string, language: string): string =>
  // As text the whole number is kept, however large (Intl.NumberFormat v3).
  formatOf(currency, language).format(decimalOf(minor, placesOf(currency)) as unknown as number)

/** What somebody typed, in minor units; undefined when it is no amount above nothing. Comma and point both divide. */
export function minorOf(typed: string, places: number): string | undefined {
  const found = /^(\d{0,12})(?:[.,](\d*))?$/.exec(typed.trim())
  if (!found || typed.trim() === '') return undefined
  const [, whole = '', part = ''] = found
  if (part.length > places) return undefined
  const minor = `${whole}${part.padEnd(places, '0')}`.replace(/^0+/, '')
  return minor === '' ? undefined : minor
}
