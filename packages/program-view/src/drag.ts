/** How far and how fast a finger or a pressed mouse has moved: px, px per ms. */
export interface Drag {
  readonly dx: number
  readonly dy: number
  readonly vx: number
  readonly vy: number
}

export interface DragHandlers {
  /** The drag has begun in the right direction; false: it is not wanted. */
  begin?(): boolean | void
  move(drag: Drag): void
  end(drag: Drag): void
  /** Finger down, before anybody knows whether it will move. */
  down?(event: PointerEvent): void
}

/** Movement that makes a drag of a press. */
const SLOP = 5
/** Speed is that of the last moments before the finger left. */
const SPEED_WINDOW_MS = 100

interface Sample {
  readonly at: number
  readonly x: number
  readonly y: number
}

/**
 * Follows drags along an axis, the same for fingers, pens and mice. The innermost element that wants the direction takes the drag:
 * those around it see its events as prevented and stay still. `touch-action` of the element must leave the axis to us.
 */
export function onDrag(element: HTMLElement, axis: () => 'x' | 'y' | 'both' | 'none', handlers: DragHandlers): void {
  let pointer: number | null = null
  let dragging = false
  let first: Sample = { at: 0, x: 0, y: 0 }
  let samples: Sample[] = []

  const sampleOf = (event: PointerEvent): Sample => ({ at: event.timeStamp, x: event.clientX, y: event.clientY })

  function dragOf(now: Sample): Drag {
    const since = samples.find(sample => now.at - sample.at <= SPEED_WINDOW_MS) ?? now
    const ms = Math.max(now.at - since.at, 1)
    return { dx: now.x - first.x, dy: now.y - first.y, vx: (now.x - since.x) / ms, vy: (now.y - since.y) / ms }
  }

  function wants(now: Sample): boolean | null {
    const x = Math.abs(now.x - first.x)
    const y = Math.abs(now.y - first.y)
    if (Math.max(x, y) < SLOP) return null
    const along = axis()
    return along === 'both' || (along === 'x' && x >= y) || (along === 'y' && y >= x)
  }

  element.addEventListener('pointerdown', event => {
    if (pointer !== null || !event.isPrimary || event.button !== 0) return
    pointer = event.pointerId
    dragging = false
    first = sampleOf(event)
    samples = [first]
    handlers.down?.(event)
  })
  element.addEventListener('pointermove', event => {
    if (event.pointerId !== pointer) return
    if (event.defaultPrevented && !dragging) return stop()
    const now = sampleOf(event)
    if (!dragging) {
      const wanted = wants(now)
      if (wanted === null) return
      if (!wanted || handlers.begin?.() === false) return stop()
      dragging = true
      first = now
      element.setPointerCapture(event.pointerId)
    }
    event.preventDefault()
    samples.push(now)
    samples = samples.filter(sample => now.at - sample.at <= SPEED_WINDOW_MS)
    handlers.move(dragOf(now))
  })
  const finish = (event: PointerEvent) => {
    if (event.pointerId !== pointer) return
    const was = dragging
    stop()
    if (was) handlers.end(dragOf(sampleOf(event)))
  }
  element.addEventListener('pointerup', finish)
  element.addEventListener('pointercancel', finish)

  function stop(): void {
    pointer = null
    dragging = false
  }
}
