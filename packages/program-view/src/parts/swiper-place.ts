/** Where an item stands, in items from the first shown one; in a circle on the side where it is seen next. */
export function place(
  index: number,
  at: number,
  circle: { readonly count: number; readonly shown: number } | null,
): number {
  if (!circle) return index - at
  const { count, shown } = circle
  const off = (((index - at) % count) + count) % count
  // The one that leaves at the front stays in sight until it is wholly gone; those out of sight wait at the nearer side.
  return off > count - 1 || off >= shown + (count - shown) / 2 ? off - count : off
}

const FLICK = 0.3
const FAR_ENOUGH = 0.5

/** The item where a drag comes to rest: one farther after a flick or half of the way. Speed in px per ms along the axis. */
export function settleAt(at: number, began: number, speed: number): number {
  const from = Math.round(began)
  const moved = at - from
  if (Math.abs(speed) > FLICK && Math.sign(speed) === Math.sign(moved)) {
    return moved > 0 ? Math.max(Math.ceil(at), from + 1) : Math.min(Math.floor(at), from - 1)
  }
  return from + Math.sign(moved) * Math.floor(Math.abs(moved) + FAR_ENOUGH)
}
