import { createEffect, createSignal, untrack } from 'solid-js'

/** The message that somebody asked to see, until its chat shows it. */
const [wanted, setWanted] = createSignal<{ c: string; q: number } | undefined>()

/** Asks the chat to show a message, now or as soon as it is open. */
export const wantMessage = (c: string, q: number): void => void setWanted({ c, q })

/** Shows each message that is asked for while the calling chat lives; answers whether one waits already. */
export function onWanted(c: string, show: (q: number) => void): boolean {
  const waits = untrack(wanted)?.c === c
  createEffect(() => {
    const now = wanted()
    if (now?.c !== c) return
    setWanted(undefined)
    untrack(() => show(now.q))
  })
  return waits
}
