import { createMemo } from 'solid-js'
import { load, type Loaded } from '../ui/load.ts'
import { usePlace } from '../ui/page.tsx'
import { store, watch } from '../ui/state.ts'

/**
 * Asks the server now, again whenever the page is on top once more, and when something was changed here of what `of` names:
 * a program's parts stand beside each other on a wide screen.
 */
export function loadMade<T>(of: () => string, ask: () => Promise<T>): Loaded<T> {
  const place = usePlace()
  const times = createMemo((before: number) => (watch(`made:${of()}`), place.shown() ? before + 1 : before), 0)
  return load(times, ask)
}

/** Something of a program, a version or the queue of reviews was changed: whoever shows it asks again. */
export const madeChanged = (...of: readonly string[]): void => store().topics.touch(...of.map(one => `made:${one}`))
