import { GESTURE_FRESH_MS } from './limits.ts'

/**
 * A frame that takes the focus by itself receives what a person types elsewhere. So a program may move the focus only while the
 * frame has it already, or just after the person touched the frame; else its wish waits for the next touch.
 */
export interface FocusGuard {
  touched(): void
  wish(element: HTMLElement): void
}

/** A focus that was moved this short before a click belongs to the same touch, whose own focus comes after it. */
const SAME_TOUCH_MS = 400

export function createFocusGuard(): FocusGuard {
  let touchedAt = Number.NEGATIVE_INFINITY
  let waiting: HTMLElement | null = null
  let granted: { readonly element: HTMLElement; readonly at: number } | null = null

  const allowed = () => document.hasFocus() || performance.now() - touchedAt < GESTURE_FRESH_MS

  /** The browser has done with a touch and moved the focus where it was touched. */
  function clicked(): void {
    const { activeElement } = document
    const untouched = activeElement === document.body || !activeElement
    if (granted && performance.now() - granted.at < SAME_TOUCH_MS) give(granted.element)
    else if (waiting && untouched) give(waiting)
    granted = null
    waiting = null
  }

  function give(element: HTMLElement): void {
    if (element.isConnected && !element.matches(':focus')) element.focus({ preventScroll: true })
  }

  addEventListener('click', () => queueMicrotask(clicked), { capture: true })
  // The person went elsewhere: what they touched here before gives no right to come after them.
  addEventListener('blur', event => {
    if (event.target !== window || document.hasFocus()) return
    touchedAt = Number.NEGATIVE_INFINITY
    granted = null
  })
  return {
    touched() {
      touchedAt = performance.now()
    },
    wish(element) {
      if (!allowed()) {
        waiting = element
        return
      }
      waiting = null
      granted = { element, at: performance.now() }
      element.focus({ preventScroll: false })
    },
  }
}
