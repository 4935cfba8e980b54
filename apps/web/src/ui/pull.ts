/** How far a finger pulls a list down that stands at its top, in px, until it has meant it. */
const PULL_PX = 110

/** Hears when somebody pulls a scrolled page down at its top with one finger. There is always another way to the same. */
export function onPull(element: HTMLElement, run: () => void): void {
  let from: number | undefined
  element.addEventListener(
    'touchstart',
    ({ touches }) => (from = touches.length === 1 && element.scrollTop <= 0 ? touches[0]!.clientY : undefined),
    { passive: true },
  )
  element.addEventListener(
    'touchmove',
    () => {
      if (element.scrollTop > 0) from = undefined
    },
    { passive: true },
  )
  element.addEventListener(
    'touchend',
    ({ changedTouches }) => {
      const pulled = from === undefined ? 0 : changedTouches[0]!.clientY - from
      from = undefined
      if (pulled > PULL_PX) run()
    },
    { passive: true },
  )
}
