import type { MakePart } from './types.ts'

/** Components of the second script, by tag: those that few pages use on their first screen. */
export const more: Readonly<Record<string, MakePart>> = {}
