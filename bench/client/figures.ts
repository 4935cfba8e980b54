/** One measured thing beside its bar. Without a bar it is only told. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly most?: number
  readonly least?: number
  /** What else is worth knowing, such as the best run. */
  readonly note?: string
}

export const met = ({ value, most = Infinity, least = -Infinity }: Figure): boolean => value <= most && value >= least

/** One figure as a line of the table. */
export function lineOf(figure: Figure): string {
  const { name, value, unit, most, least, note } = figure
  const bar = most !== undefined ? `<= ${most}` : least !== undefined ? `>= ${least}` : ''
  const mark = bar === '' ? ' ' : met(figure) ? '✓' : '✗'
  return `${mark} ${name.padEnd(58)} ${`${round(value)} ${unit}`.padStart(12)}  ${bar.padEnd(9)} ${note ?? ''}`.trimEnd()
}

export const round = (value: number): number => Math.round(value * 10) / 10

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)
