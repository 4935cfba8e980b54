/**
 * Array parameters for hot statements, already in PostgreSQL's text form: the driver would quote and escape every element
 * of every column. Only for values that cannot hold a comma, quote or brace: numbers, booleans, canonical uuids, fixed words.
 */
export function plainArray(values: readonly (string | number | boolean | null | undefined)[]): string {
  return `{${values.map(value => value ?? 'null').join(',')}}`
}

/** An array parameter of any texts; null stays null. */
export function textArray(values: readonly (string | null)[]): string {
  return `{${values.map(value => (value === null ? 'null' : `"${value.replace(/[\\"]/g, String.raw`\$&`)}"`)).join(',')}}`
}
