import { createSignal } from 'solid-js'
import { client } from '../ui/state.ts'

const KEPT = 'searches'
const KEPT_MAX = 8

/** What was looked for on this device lately, the newest first. It goes with the person when they sign out. */
export function recentSearches() {
  const [all, setAll] = createSignal<readonly string[]>([])
  const keep = (next: readonly string[]) => {
    setAll(next)
    client().db.remember(KEPT, next)
  }
  void client()
    .db.meta<string[]>(KEPT)
    .then(kept => kept && setAll(kept))
  return {
    all,
    add: (words: string) => {
      const plain = words.trim()
      if (plain) keep([plain, ...all().filter(one => one !== plain)].slice(0, KEPT_MAX))
    },
    clear: () => keep([]),
  }
}
