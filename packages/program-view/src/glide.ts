export interface Glide {
  /** Goes to a value; ends at once with a duration of 0. */
  to(value: number, duration: number, done?: () => void): void
  stop(): void
  readonly moving: () => boolean
}

/** Moves one number over time, quick first and slow at its end. */
export function createGlide(read: () => number, write: (value: number) => void): Glide {
  let turn = 0
  let moving = false
  return {
    moving: () => moving,
    stop() {
      turn += 1
      moving = false
    },
    to(value, duration, done) {
      turn += 1
      const mine = turn
      const from = read()
      const began = performance.now()
      moving = duration > 0 && from !== value
      if (!moving) {
        write(value)
        done?.()
        return
      }
      const step = () => {
        if (mine !== turn) return
        const part = Math.min((performance.now() - began) / duration, 1)
        const eased = 1 - (1 - part) ** 3
        moving = part < 1
        write(part < 1 ? from + (value - from) * eased : value)
        if (part < 1) requestAnimationFrame(step)
        else done?.()
      }
      requestAnimationFrame(step)
    },
  }
}
