/** What canonical JSON may hold: whole numbers only, so that every language writes them the same. */
export type Canonical =
  | string
  | number
  | boolean
  | null
  | readonly Canonical[]
  | { readonly [key: string]: Canonical | undefined }

/**
 * The one JSON text of a value (RFC 8785 for whole numbers): keys in order of code units, no white space. What is undefined
 * is left out. Throws for numbers that are not whole, and for broken surrogates.
 */
export function canonical(value: Canonical): string {
  if (Array.isArray(value)) return `[${value.map(one => canonical(one as Canonical)).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value as Record<string, Canonical | undefined>)
    const parts = entries.filter(([, one]) => one !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1))
    return `{${parts.map(([key, one]) => `${text(key)}:${canonical(one!)}`).join(',')}}`
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error(`${value} is not a whole number`)
  return typeof value === 'string' ? text(value) : JSON.stringify(value)
}

function text(value: string): string {
  if (/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value))
    throw new Error('a text is not well-formed Unicode')
  return JSON.stringify(value)
}
