/** What shops commonly are, by their category in ISO 18245. */
export const CATEGORIES = [
  '5812',
  '5814',
  '5462',
  '5411',
  '5499',
  '5912',
  '5651',
  '5942',
  '5999',
  '7230',
  '7299',
  '4121',
  '7011',
  '8299',
  '8099',
] as const
export type Category = (typeof CATEGORIES)[number]

/** Codes that look like a country's but are none. */
const NO_COUNTRY = /^(EU|EZ|QO|UN|XA|XB|ZZ)$/
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** Countries (ISO 3166-1 alpha-2) with their names in a language, sorted as it sorts. */
export function countries(language: string): { readonly code: string; readonly name: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
  return LETTERS.flatMap(a => LETTERS.map(b => a + b))
    .filter(code => !NO_COUNTRY.test(code))
    .flatMap(code => {
      const name = names.of(code)
      return name ? [{ code, name }] : []
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, language))
}

/** The country that this device says it is in, if it does. */
export const ownCountry = (): string => navigator.languages.map(tag => new Intl.Locale(tag).region).find(Boolean) ?? ''
