import { createSignal, Show } from 'solid-js'

const SHOWN_MS = 3_200

const [words, setWords] = createSignal('')
let timer: ReturnType<typeof setTimeout> | undefined

/** Says something in passing, also to those who listen. */
export function toast(text: string): void {
  clearTimeout(timer)
  setWords(text)
  say(text)
  timer = setTimeout(() => setWords(''), Math.max(SHOWN_MS, text.length * 60))
}

/** For screen readers only. */
export function say(text: string): void {
  const region = document.getElementById('live')
  if (region) region.textContent = text
}

export const Toast = () => (
  <Show when={words()} keyed>
    {text => (
      <div
        class="toast"
        popover="manual"
        ref={element => queueMicrotask(() => element.isConnected && element.showPopover?.())}
      >
        {text}
      </div>
    )}
  </Show>
)
