import { derivedId } from '@plaza/kernel'
import { SEED } from './limits.ts'

/** The number from which one part of the city repeats, whatever happens in the others. */
export function seedOf(...words: readonly string[]): number {
  return Number.parseInt(derivedId(SEED, ...words).slice(0, 8), 16)
}
