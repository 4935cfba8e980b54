import { PULL_MAX, PULL_REFRESH_AT, REACH_BOTTOM_DEFAULT } from './limits.ts'
import { listenTouches } from './touches.ts'
import type { Page, View } from './types.ts'
import { bool, isRecord, num } from './values.ts'

/** Scrolling of one page: what its root is told, and pulling down to refresh. */
export interface PageScroll {
  readonly changed: () => void
  readonly refresh: (on: boolean) => void
}

export function createPageScroll(page: Page, view: View): PageScroll {
  const { host, root } = page
  let toldHeight = 0

  /** Once, until the person leaves the zone at the end or the page grows. */
  function tellBottom(): void {
    const zone = num(page.options.onReachBottomDistance, REACH_BOTTOM_DEFAULT)
    const near = host.scrollTop + host.clientHeight >= host.scrollHeight - zone
    if (!near) toldHeight = 0
    else if (toldHeight !== host.scrollHeight && host.scrollTop > 0) {
      toldHeight = host.scrollHeight
      view.fire(root, 'reachBottom', {}, { always: true })
    }
  }

  host.addEventListener(
    'scroll',
    () => {
      if (view.hears(root, 'pageScroll', false)) {
        view.fire(root, 'pageScroll', { scrollTop: host.scrollTop }, { lazy: true })
      }
      tellBottom()
    },
    { passive: true },
  )
  const pull = createPull(page, () => view.fire(root, 'pullDownRefresh', {}, { always: true }))
  return {
    changed() {
      pull.enabled = bool(page.options.enablePullDownRefresh)
      page.host.classList.toggle('pulls', pull.enabled)
    },
    refresh: pull.refresh,
  }
}

/** The three dots above a page, and the finger that pulls them out. */
function createPull(page: Page, refreshed: () => void) {
  const dots = document.createElement('div')
  dots.className = 'pull'
  dots.append(...[1, 2, 3].map(() => document.createElement('i')))
  page.shadow.prepend(dots)
  let from: number | null = null
  let busy = false
  const pull = { enabled: false, refresh }

  function grow(height: number, slowly: boolean): void {
    dots.classList.toggle('slow', slowly)
    dots.style.blockSize = `${height}px`
  }

  function refresh(on: boolean): void {
    dots.classList.toggle('busy', on)
    grow(on ? PULL_REFRESH_AT : 0, true)
    if (on && !busy) refreshed()
    busy = on
  }

  function letGo(): void {
    if (from === null || busy) return
    from = null
    if (dots.offsetHeight >= PULL_REFRESH_AT) refresh(true)
    else grow(0, true)
  }

  listenTouches(page, {
    start(_target, fingers) {
      const atTop = page.host.scrollTop <= 0 && fingers.length === 1
      from = pull.enabled && atTop && !busy ? (fingers[0]?.clientY ?? null) : null
    },
    move(fingers) {
      if (from === null || busy) return
      const far = (fingers[0]?.clientY ?? from) - from
      if (page.host.scrollTop > 0) from = null
      // Half as far as the finger, as if it were drawn on rubber.
      grow(Math.min(Math.max(far / 2, 0), PULL_MAX), false)
    },
    end: letGo,
    cancel: letGo,
  })
  return pull
}

const SCROLL_DEFAULT_MS = 300

/** `wx.pageScrollTo`: to a place or a node of the page. */
export function scrollPage(page: Page, asked: unknown, view: View): void {
  if (!isRecord(asked)) return
  const node = view.recs.get(asked['selectorNode'] as number)?.dom
  const top =
    node instanceof HTMLElement
      ? node.getBoundingClientRect().top + page.host.scrollTop + num(asked['offsetTop'])
      : num(asked['scrollTop'])
  scrollTo(page.host, { top }, num(asked['duration'], SCROLL_DEFAULT_MS), view)
}

/** Scrolls by our own clock, so that `duration` holds; at once for people who want no motion. */
export function scrollTo(
  host: HTMLElement,
  to: { readonly top?: number; readonly left?: number },
  duration: number,
  view: View,
): void {
  const top = to.top ?? host.scrollTop
  const left = to.left ?? host.scrollLeft
  if (duration <= 0 || view.env.reducedMotion()) {
    host.scrollTo(left, top)
    return
  }
  const begin = { top: host.scrollTop, left: host.scrollLeft, at: performance.now() }
  const step = () => {
    const part = Math.min((performance.now() - begin.at) / duration, 1)
    const eased = part * (2 - part)
    host.scrollTo(begin.left + (left - begin.left) * eased, begin.top + (top - begin.top) * eased)
    if (part < 1) requestAnimationFrame(step)
  }
  step()
}
