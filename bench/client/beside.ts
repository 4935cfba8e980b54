import { round, type Figure } from './figures.ts'

/**
 * A figure with its goal in milliseconds, which is that of a quiet machine, and how many times what the reference page took it
 * is: that moves less with the machine.
 */
export const beside = (figure: Figure, reference: number): Figure[] => [
  figure,
  {
    name: `  times the reference page (${round(reference)} ${figure.unit})`,
    value: figure.value / reference,
    unit: 'x',
  },
]
