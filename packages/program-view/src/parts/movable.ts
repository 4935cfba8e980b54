import { onDrag } from '../drag.ts'
import { createGlide } from '../glide.ts'
import type { Box, MakePart, View } from '../types.ts'
import { bool, clamp, length, num, text } from '../values.ts'

const SCALE_LEAST = 0.5
const SCALE_MOST = 10
const ANIMATION_MS = 300
const CARRY_MS = 200
const RUBBER = 0.3

interface Place {
  x: number
  y: number
  scale: number
}

/** `movable-view`: can be pulled about in its `movable-area`, within its bounds, and pinched with `scale`. */
export const movableView: MakePart = (box, view) => {
  const attr = (name: string) => view.attr(box, name)
  const at: Place = { x: 0, y: 0, scale: 1 }
  let began: Place = { ...at }
  const direction = () => text(attr('direction'), 'none')
  const off = () => bool(attr('disabled'))
  const glides = {
    x: createGlide(
      () => at.x,
      value => ((at.x = value), draw()),
    ),
    y: createGlide(
      () => at.y,
      value => ((at.y = value), draw()),
    ),
  }

  function draw(): void {
    box.dom.style.transformOrigin = 'center'
    box.dom.style.transform = `translate(${at.x}px, ${at.y}px) scale(${at.scale})`
  }

  /** From where to where it may be, along one axis: a view larger than its area covers it. */
  function bounds(axis: 'x' | 'y'): readonly [number, number] {
    const area = box.dom.closest<HTMLElement>('wx-movable-area')
    const [room, own] =
      axis === 'x' ? [area?.clientWidth ?? 0, box.dom.offsetWidth] : [area?.clientHeight ?? 0, box.dom.offsetHeight]
    const grown = (own * (at.scale - 1)) / 2
    const far = room - own - grown
    return [Math.min(grown, far), Math.max(grown, far)]
  }

  function tell(source: string): void {
    view.fire(box, 'change', { x: at.x, y: at.y, source }, { lazy: true })
  }

  function within(axis: 'x' | 'y', value: number): number {
    const [low, high] = bounds(axis)
    const inside = clamp(value, low, high)
    return bool(attr('outOfBounds')) ? inside + (value - inside) * RUBBER : inside
  }

  function rest(axis: 'x' | 'y', speed: number): void {
    const [low, high] = bounds(axis)
    const carried = bool(attr('inertia')) ? at[axis] + speed * CARRY_MS : at[axis]
    const to = clamp(carried, low, high)
    const source = to !== at[axis] ? (to === carried ? 'friction' : 'out-of-bounds') : 'touch'
    glides[axis].to(to, to === at[axis] || view.env.reducedMotion() ? 0 : ANIMATION_MS, () => tell(source))
  }

  const moves = (axis: 'x' | 'y') => direction() === 'all' || direction() === (axis === 'x' ? 'horizontal' : 'vertical')

  onDrag(
    box.dom,
    () => {
      if (off() || pinch.going()) return 'none'
      return ({ all: 'both', horizontal: 'x', vertical: 'y' } as const)[direction()] ?? 'none'
    },
    {
      begin() {
        glides.x.stop()
        glides.y.stop()
        began = { ...at }
      },
      move({ dx, dy }) {
        if (pinch.going()) return
        if (moves('x')) at.x = within('x', began.x + dx)
        if (moves('y')) at.y = within('y', began.y + dy)
        draw()
        const [low, high] = bounds('x')
        tell(at.x < low || at.x > high ? 'touch-out-of-bounds' : 'touch')
      },
      end({ vx, vy }) {
        if (moves('x')) rest('x', vx)
        if (moves('y')) rest('y', vy)
      },
    },
  )

  function scaleTo(wanted: number): void {
    const scale = clamp(wanted, num(attr('scaleMin'), SCALE_LEAST), num(attr('scaleMax'), SCALE_MOST))
    if (scale === at.scale) return
    at.scale = scale
    at.x = within('x', at.x)
    at.y = within('y', at.y)
    draw()
    view.fire(box, 'scale', { x: at.x, y: at.y, scale }, { lazy: true })
  }
  const pinch = listenPinch(box, view, () => at.scale, scaleTo)

  let queued = false
  /** Where the program wants it, after its batch. */
  function go(): void {
    queued = false
    if (!box.dom.isConnected) return
    const ms = bool(attr('animation'), true) && shown && !view.env.reducedMotion() ? ANIMATION_MS : 0
    shown = true
    if (attr('scaleValue') !== undefined && bool(attr('scale'))) at.scale = num(attr('scaleValue'), 1)
    for (const axis of ['x', 'y'] as const) {
      const [low, high] = bounds(axis)
      const to = clamp(attr(axis) === undefined ? at[axis] : length(attr(axis)), low, high)
      if (to !== at[axis]) glides[axis].to(to, ms, () => tell(''))
    }
    draw()
  }
  let shown = false

  return {
    set(name) {
      box.dom.toggleAttribute('data-pinch', bool(attr('scale')))
      if (!['x', 'y', 'scaleValue'].includes(name) || queued) return
      queued = true
      queueMicrotask(go)
    },
    mounted: go,
    styled: draw,
    dropped() {
      glides.x.stop()
      glides.y.stop()
    },
    properties: name => (name === 'x' || name === 'y' ? at[name] : undefined),
  }
}

/** Two fingers on the view, or on its whole area with `scale-area`. */
function listenPinch(box: Box, view: View, read: () => number, write: (scale: number) => void) {
  let far = 0
  let from = 1
  let going = false
  const apart = ([one, two]: readonly Touch[]) =>
    one && two ? Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY) : 0
  const mine = (event: TouchEvent) => {
    if (event.touches.length !== 2 || !bool(view.attr(box, 'scale'))) return false
    const area = view.recOf(box.dom.closest('wx-movable-area'))
    return box.dom.contains(event.target as Node) || bool(area?.attrs?.get('scaleArea'))
  }
  const place = () => box.dom.closest<HTMLElement>('wx-movable-area') ?? box.dom
  queueMicrotask(() => {
    const host = place()
    host.addEventListener(
      'touchstart',
      event => {
        if (!mine(event)) return
        going = true
        far = apart([...event.touches])
        from = read()
      },
      { passive: true },
    )
    host.addEventListener(
      'touchmove',
      event => {
        if (going && event.touches.length === 2 && far > 0) write((from * apart([...event.touches])) / far)
      },
      { passive: true },
    )
    host.addEventListener('touchend', event => void (event.touches.length < 2 && (going = false)), { passive: true })
  })
  return { going: () => going }
}
