import { GESTURE_FRESH_MS } from './limits.ts'

/**
 * A frame that takes the focus by itself receives what a person types elsewhere. So a program may move the focus only while the
 * frame has it already, or just after the person touched the frame; else its wish waits for the next touch.
 */
export interface FocusGuard {
  touched(): void
  /** The browser has done with a touch: what it moves the focus to has it. */
  clicked(): void
  wish(element: HTMLElement): void
}

export function createFocusGuard(): FocusGuard {
  let touchedAt = Number.NEGATIVE_INFINITY
  let wished: HTMLElement | null = null

  const allowed = () => document.hasFocus() || performance.now() - touchedAt < GESTURE_FRESH_MS

  return {
    touched() {
      touchedAt = performance.now()
    },
    clicked() {
      const element = wished
      wished = null
      // The person may have touched another field: only an untouched wish is granted.
      const { activeElement } = document
      if (element?.isConnected && (activeElement === document.body || !activeElement))
        element.focus({ preventScroll: true })
    },
    wish(element) {
      if (allowed()) {
        wished = null
        element.focus({ preventScroll: false })
      } else {
        wished = element
      }
    },
  }
}
