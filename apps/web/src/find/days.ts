/** A day as a date field writes it, on this device's clock. */
export function dayOf(at: number): string {
  const day = new Date(at)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

const partsOf = (day: string): [number, number, number] | undefined => {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  return found ? [Number(found[1]), Number(found[2]) - 1, Number(found[3])] : undefined
}

/** The first instant of a day, and the first after it; undefined for what is no day. */
export function startOfDay(day: string): number | undefined {
  const parts = partsOf(day)
  return parts && new Date(...parts).getTime()
}
export function endOfDay(day: string): number | undefined {
  const parts = partsOf(day)
  return parts && new Date(parts[0], parts[1], parts[2] + 1).getTime()
}
