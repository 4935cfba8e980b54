import type { FocusGuard } from './focus.ts'
import { createHover } from './hover.ts'
import { listenKeys } from './keys.ts'
import { CLICK_ECHO_MS, LONG_PRESS_MS, TAP_SLOP } from './limits.ts'
import { listenTouches, points, type Finger } from './touches.ts'
import type { Box, FireOptions, Page, View } from './types.ts'

/** Everything of one touch from the first finger down to the last one up. */
interface Press {
  readonly box: Box
  readonly x: number
  readonly y: number
  moved: boolean
  long: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}

const CATCH = 2

/** Makes the events of a page's touches: touch…, tap, longpress, and what transitions and animations tell. */
export function listenGestures(page: Page, view: View, { touched }: FocusGuard): void {
  const hover = createHover(view)
  let press: Press | null = null
  let tappedAt = Number.NEGATIVE_INFINITY

  function tell(type: string, box: Box, fingers: readonly Finger[], changed: readonly Finger[], lazy = false): void {
    if (!view.hears(box, type, true)) return
    const canvas = box.tag === 'canvas' ? box.dom : null
    const changedTouches = points(changed, page, canvas)
    const first = changedTouches[0]
    const detail = { x: first?.pageX ?? 0, y: first?.pageY ?? 0 }
    const options: FireOptions = {
      bubbles: true,
      touches: points(fingers, page, canvas),
      changedTouches,
      lazy,
      offsets: !lazy,
    }
    view.fire(box, type, detail, options)
  }

  function tap(box: Box, finger: Finger): void {
    tappedAt = performance.now()
    if (!box.part?.ownTap) tell('tap', box, [finger], [finger])
    activate(box, finger, view)
  }

  function longPress(now: Press, finger: Finger): void {
    if (now.moved) return
    now.long = view.hears(now.box, 'longpress', true) || view.hears(now.box, 'longtap', true)
    tell('longpress', now.box, [finger], [finger])
    tell('longtap', now.box, [finger], [finger])
  }

  function end(): void {
    clearTimeout(press?.timer)
    press = null
  }

  listenTouches(page, {
    start(target, fingers, changed) {
      touched()
      const box = view.boxAround(target)
      const finger = changed[0]
      if (!box || !finger) return
      tell('touchstart', box, fingers, changed)
      if (press) {
        press.moved = true // a second finger: no tap any more
        return hover.stop(true)
      }
      const now: Press = { box, x: finger.clientX, y: finger.clientY, moved: false, long: false, timer: undefined }
      now.timer = setTimeout(() => longPress(now, finger), LONG_PRESS_MS)
      press = now
      hover.start(box)
    },
    move(fingers, changed) {
      if (!press) return
      const finger = changed[0]
      if (finger && !press.moved && Math.hypot(finger.clientX - press.x, finger.clientY - press.y) > TAP_SLOP) {
        press.moved = true
        clearTimeout(press.timer)
        hover.stop(true)
      }
      tell('touchmove', press.box, fingers, changed, true)
    },
    end(fingers, changed) {
      touched()
      if (!press) return
      const { box, moved, long } = press
      const finger = changed[0]
      tell('touchend', box, fingers, changed)
      if (fingers.length > 0) return
      end()
      hover.stop(false)
      if (finger && !moved && !long) tap(box, finger)
      else tappedAt = performance.now()
    },
    cancel(fingers, changed) {
      if (!press) return
      tell('touchcancel', press.box, fingers, changed)
      end()
      hover.stop(true)
    },
  })

  // A click that no finger made: a screen reader, a voice, a script of the browser.
  page.shadow.addEventListener('click', event => {
    if (!(event instanceof MouseEvent) || performance.now() - tappedAt < CLICK_ECHO_MS) return
    const box = view.boxAround(event.target as Node)
    if (box) tap(box, { identifier: 0, clientX: event.clientX, clientY: event.clientY, force: 0 })
  })
  page.shadow.addEventListener('contextmenu', event => {
    const box = view.boxAround(event.target as Node)
    if (box && (view.hears(box, 'longpress', true) || view.hears(box, 'longtap', true))) event.preventDefault()
  })
  listenKeys(page, view, box => {
    touched()
    const { left, top, width, height } = box.dom.getBoundingClientRect()
    tap(box, { identifier: 0, clientX: left + width / 2, clientY: top + height / 2, force: 0 })
  })
  listenMotion(page, view)
}

/** What built-in components themselves do when tapped, from the touched one outwards; a caught tap goes no further. */
function activate(target: Box, { clientX: x, clientY: y }: Finger, view: View): void {
  for (let node: Node | null = target.dom; node; node = node.parentNode) {
    const rec = view.recOf(node)
    if (rec?.part?.tap?.({ x, y, target })) return
    if (rec?.heard?.get('tap') === CATCH) return
  }
}

const MOTION = ['transitionend', 'animationstart', 'animationiteration', 'animationend'] as const

function listenMotion(page: Page, view: View): void {
  for (const type of MOTION) {
    page.shadow.addEventListener(type, event => {
      const box = event.target instanceof Node ? view.recOf(event.target) : undefined
      if (!box || !view.hears(box, type, true)) return
      const detail =
        event instanceof TransitionEvent
          ? { elapsedTime: event.elapsedTime, propertyName: event.propertyName }
          : event instanceof AnimationEvent
            ? { elapsedTime: event.elapsedTime, animationName: event.animationName }
            : {}
      view.fire(box, type, detail, { bubbles: true })
    })
  }
}
