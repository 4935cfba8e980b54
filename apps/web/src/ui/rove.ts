/**
 * Which of `all` an arrow key, Home or End leads to from the one that has the focus, by how they stand on the screen: so a
 * row, a column and a grid are one.
 */
export function rove({ key, target }: KeyboardEvent, all: readonly HTMLElement[]): HTMLElement | undefined {
  const at = all.indexOf(target as HTMLElement)
  if (at < 0) return undefined
  const step = { Home: -at, End: all.length - 1 - at, ArrowLeft: -1, ArrowRight: 1 }[key]
  if (step !== undefined) return all[at + step]
  const way = { ArrowUp: -1, ArrowDown: 1 }[key]
  if (!way) return undefined
  const box = (one: HTMLElement) => one.getBoundingClientRect()
  const here = box(all[at]!)
  // The nearest line first, and in it whatever stands nearest.
  const far = (one: HTMLElement) => Math.abs(box(one).top - here.top) * 99 + Math.abs(box(one).left - here.left)
  const beyond = all.filter(one => (box(one).top - here.top) * way > 2)
  return beyond.length > 0 ? beyond.reduce((best, one) => (far(one) < far(best) ? one : best)) : undefined
}
