import type { ToWorker, UiEvent } from '@plaza/program-wire'
import type { FireOptions, Page, Rec } from './types.ts'

type Offsets = NonNullable<UiEvent['offsets']>

type EventOptions = Omit<FireOptions, 'offsets'> & { readonly offsets?: Offsets }

/** Collects events for the Worker and sends them together: at the end of the task, lazy ones at the next frame. */
export interface EventQueue {
  add(rec: Rec, page: Page, type: string, detail: unknown, options: EventOptions): void
}

/** When no frame comes (a hidden window), lazy events are sent after this. */
const LAZY_WITHIN_MS = 100

export function createEventQueue(send: (message: ToWorker) => void): EventQueue {
  let waiting: UiEvent[] = []
  let soon = false
  let later = false

  function flush(): void {
    soon = false
    later = false
    if (waiting.length === 0) return
    const events = waiting
    waiting = []
    send({ t: 'ui', events })
  }

  return {
    add(rec, page, type, detail, { bubbles = false, touches, changedTouches, offsets, lazy = false }) {
      if (lazy) waiting = waiting.filter(event => event.node !== rec.id || event.type !== type)
      waiting.push({
        page: page.id,
        node: rec.id,
        type,
        detail,
        bubbles,
        ...(touches && { touches }),
        ...(changedTouches && { changedTouches }),
        ...(offsets && { offsets }),
        timeStamp: performance.now(),
      })
      if (!lazy && !soon) {
        soon = true
        queueMicrotask(flush)
      }
      if (lazy && !later) {
        later = true
        requestAnimationFrame(flush)
        setTimeout(() => later && flush(), LAZY_WITHIN_MS)
      }
    },
  }
}

/** Does anybody hear this: the node itself, or one around it when it bubbles. */
export function hears(
  rec: Rec,
  type: string,
  bubbles: boolean,
  recOf: (node: Node | null) => Rec | undefined,
): boolean {
  for (let node: Node | null = rec.dom; node; node = node.parentNode) {
    const heard = recOf(node)?.heard
    if (heard && (heard.has(type) || heard.has(`${type}!`))) return true
    if (!bubbles) return false
  }
  return false
}

/** Where the target and the boxes around it that hear an event lie in their page. */
export function offsetsOf(rec: Rec, page: Page, type: string, recOf: (node: Node | null) => Rec | undefined): Offsets {
  const { scrollLeft, scrollTop } = page.host
  const offsets: Offsets[number][] = []
  for (let node: Node | null = rec.dom; node; node = node.parentNode) {
    const around = recOf(node)
    if (!around || !(node instanceof HTMLElement) || (around !== rec && !around.heard?.has(type))) continue
    const { left, top } = node.getBoundingClientRect()
    offsets.push([around.id, Math.round(left + scrollLeft), Math.round(top + scrollTop)])
  }
  return offsets
}
