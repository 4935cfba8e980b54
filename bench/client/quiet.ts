import { round, type Figure } from './figures.ts'

/**
 * What the reference page takes on the quiet machine where the goals were set and met, in ms. How these were found:
 * see "client" in bench/README.md.
 */
const QUIET = {
  'cold paint': 0,
  'cold usable': 0,
  'warm usable': 0,
  open: 0,
  send: 0,
  news: 0,
  burst: 0,
}
export type Quiet = keyof typeof QUIET

/**
 * A goal in milliseconds as times of the reference page, which is what counts on a machine that is not quiet; and the
 * milliseconds themselves, which are only told.
 */
export function judged(figure: Figure, beside?: { unit: Quiet; value: number }): Figure[] {
  if (!beside || figure.most === undefined) return [figure]
  const { most, ...told } = figure
  const note = [`goal ${most} when quiet`, figure.note].filter(Boolean).join('; ')
  return [
    { ...told, note },
    {
      name: `  times the reference page (${round(beside.value)} ms)`,
      value: figure.value / beside.value,
      unit: 'x',
      most: round(most / QUIET[beside.unit]),
    },
  ]
}
