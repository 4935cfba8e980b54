import type { TouchPoint } from '@plaza/program-wire'
import type { Page } from './types.ts'

/** One finger, pen or pressed mouse. */
export interface Finger {
  readonly identifier: number
  readonly clientX: number
  readonly clientY: number
  readonly force: number
}

/** What gestures are made of, whether a finger, a pen or a mouse did it. */
export interface Touching {
  start(target: Node, fingers: readonly Finger[], changed: readonly Finger[]): void
  move(fingers: readonly Finger[], changed: readonly Finger[]): void
  end(fingers: readonly Finger[], changed: readonly Finger[]): void
  cancel(fingers: readonly Finger[], changed: readonly Finger[]): void
}

const MAIN_BUTTON = 0
const MOUSE_FORCE = 1

/** Listens in a page's shadow root, where the touched node itself is seen, and tells one stream of touches. */
export function listenTouches(page: Page, touching: Touching): void {
  const { shadow } = page
  const passive = { passive: true } as const
  const on = (type: keyof GlobalEventHandlersEventMap, then: (event: TouchEvent) => void) =>
    shadow.addEventListener(type, event => then(event as TouchEvent), passive)
  on('touchstart', event => {
    if (event.target instanceof Node) touching.start(event.target, all(event.touches), all(event.changedTouches))
  })
  on('touchmove', event => touching.move(all(event.touches), all(event.changedTouches)))
  on('touchend', event => touching.end(all(event.touches), all(event.changedTouches)))
  on('touchcancel', event => touching.cancel(all(event.touches), all(event.changedTouches)))

  shadow.addEventListener('pointerdown', event => {
    if (!(event instanceof PointerEvent) || event.pointerType === 'touch' || event.button !== MAIN_BUTTON) return
    if (event.target instanceof Node) followMouse(event.target, event, touching)
  })
}

/** A mouse is one finger from its press to its release, also where it leaves the window. */
function followMouse(target: Node, down: PointerEvent, touching: Touching): void {
  const stop = new AbortController()
  const { signal } = stop
  const same = (then: (finger: Finger) => void) => (event: PointerEvent) => {
    if (event.pointerId === down.pointerId) then(fingerOf(event))
  }
  const finish = (then: (finger: Finger) => void) =>
    same(finger => {
      stop.abort()
      then(finger)
    })
  const first = fingerOf(down)
  touching.start(target, [first], [first])
  addEventListener(
    'pointermove',
    same(finger => touching.move([finger], [finger])),
    { signal },
  )
  addEventListener(
    'pointerup',
    finish(finger => touching.end([], [finger])),
    { signal },
  )
  addEventListener(
    'pointercancel',
    finish(finger => touching.cancel([], [finger])),
    { signal },
  )
}

function fingerOf({ clientX, clientY, pressure }: PointerEvent): Finger {
  return { identifier: 0, clientX, clientY, force: pressure || MOUSE_FORCE }
}

function all(touches: TouchList): Finger[] {
  return Array.from(touches, ({ identifier, clientX, clientY, force }) => ({ identifier, clientX, clientY, force }))
}

/** Fingers as programs see them: with their place in the page, and for a canvas from its own corner. */
export function points(fingers: readonly Finger[], page: Page, canvas: HTMLElement | null): TouchPoint[] {
  const corner = canvas?.getBoundingClientRect()
  return fingers.map(({ identifier, clientX, clientY, force }) => ({
    identifier,
    clientX,
    clientY,
    pageX: clientX + page.host.scrollLeft,
    pageY: clientY + page.host.scrollTop,
    force,
    ...(corner && { x: clientX - corner.left, y: clientY - corner.top }),
  }))
}
