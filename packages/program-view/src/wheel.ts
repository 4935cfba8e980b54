import { onDrag } from './drag.ts'
import { createGlide } from './glide.ts'
import { clamp } from './values.ts'

export interface WheelOptions {
  /** What catches fingers, wheel and keys; and what moves in it. */
  readonly catcher: HTMLElement
  readonly content: HTMLElement
  /** Height of one row in px, and how many there are. */
  readonly row: () => number
  readonly count: () => number
  readonly start?: () => void
  /** It came to rest at a row. */
  readonly settled: (index: number) => void
  readonly still?: () => boolean
}

export interface Wheel {
  readonly index: () => number
  /** Without telling anybody. */
  readonly show: (index: number) => void
  readonly by: (steps: number) => void
}

/** How far a flick carries: px for each px per ms of its speed. */
const CARRY_MS = 160
const SETTLE_MS = 260
const RUBBER = 0.4
const WHEEL_STEP_PX = 40

/** A column of rows of which the middle one is chosen: by finger, mouse, wheel or arrow keys. */
export function createWheel({ catcher, content, row, count, start, settled, still }: WheelOptions): Wheel {
  let at = 0
  let began = 0
  let index = 0
  let rolled = 0

  const glide = createGlide(
    () => at,
    value => {
      at = value
      content.style.transform = `translateY(${-value * row()}px)`
    },
  )
  const write = (value: number) => glide.to(value, 0)
  const last = () => Math.max(count() - 1, 0)

  function rest(to: number): void {
    index = clamp(Math.round(to), 0, last())
    const chosen = index
    glide.to(chosen, still?.() ? 0 : SETTLE_MS, () => settled(chosen))
  }

  onDrag(catcher, () => 'y', {
    begin() {
      glide.stop()
      began = at
      start?.()
    },
    move({ dy }) {
      const to = began - dy / row()
      const over = to < 0 ? to : to > last() ? to - last() : 0
      write(to - over * (1 - RUBBER))
    },
    end: ({ vy }) => rest(at - (vy * CARRY_MS) / row()),
  })
  catcher.addEventListener(
    'wheel',
    event => {
      rolled += event.deltaY
      const steps = Math.trunc(rolled / WHEEL_STEP_PX)
      event.preventDefault()
      if (steps === 0) return
      rolled -= steps * WHEEL_STEP_PX
      rest(index + steps)
    },
    { passive: false },
  )

  return {
    index: () => index,
    show(to) {
      index = clamp(Math.round(to), 0, last())
      write(index)
    },
    by: steps => rest(index + steps),
  }
}
