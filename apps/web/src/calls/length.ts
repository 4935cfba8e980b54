const SECOND_MS = 1_000
const HOUR_S = 3_600

/** A time as clocks show it: `3:07`, `1:02:03`. */
export function length(ms: number, language: string): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS))
  const two = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 })
  const one = new Intl.NumberFormat(language)
  const rest = two.format(seconds % 60)
  const minutes = Math.floor(seconds / 60)
  if (seconds < HOUR_S) return `${one.format(minutes)}:${rest}`
  return `${one.format(Math.floor(minutes / 60))}:${two.format(minutes % 60)}:${rest}`
}
