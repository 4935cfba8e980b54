import { GESTURE_FRESH_MS } from './limits.ts'

/**
 * A frame that takes the focus by itself receives what a person types elsewhere. So a program may move the focus only while the
 * frame has it already, or just after the person touched the frame; else its wish waits for the next touch.
 */
export interface FocusGuard {
  touched(): void
  wish(element: HTMLElement): void
}

export function createFocusGuard(): FocusGuard {
  let touchedAt = Number.NEGATIVE_INFINITY
  let wished: HTMLElement | null = null

  const allowed = () => document.hasFocus() || performance.now() - touchedAt < GESTURE_FRESH_MS

  return {
    touched() {
      touchedAt = performance.now()
      if (!wished?.isConnected) return
      const element = wished
      wished = null
      // After this touch has moved the focus where the person wants it: only an untouched wish is granted.
      setTimeout(() => {
        if (document.activeElement === document.body || !document.activeElement) element.focus({ preventScroll: true })
      })
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
