import { createEffect, createSignal, on, onCleanup } from 'solid-js'

const ASK_AFTER_MS = 250

/** What the server answers to the words, once they stand still; meanwhile, and without an answer, nothing. */
export function soon<T>(words: () => string, ask: (words: string) => Promise<T> | undefined): () => T | undefined {
  const [answer, setAnswer] = createSignal<T>()
  createEffect(
    on(words, text => {
      const asked = text.trim()
      let current = true
      const timer = setTimeout(
        () =>
          void ask(asked)?.then(
            found => current && setAnswer(() => found),
            () => {},
          ),
        ASK_AFTER_MS,
      )
      setAnswer(undefined)
      if (asked === '') clearTimeout(timer)
      onCleanup(() => {
        current = false
        clearTimeout(timer)
      })
    }),
  )
  return answer
}
