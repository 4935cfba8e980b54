import { make, slot } from '../dom.ts'
import type { Box, View } from '../types.ts'
import { bool, num, text } from '../values.ts'

export interface Refresher {
  readonly dom: HTMLElement
  set(name: string, value: unknown): void
  invoke(method: string): void
}

const THRESHOLD = 45
const STRETCH_MAX = 1.8

/** What is pulled out above a `scroll-view` with `refresher-enabled`. */
export function createRefresher(box: Box, view: View, scroller: HTMLElement): Refresher {
  const own = slot()
  own.name = 'refresher'
  const dom = make('div', 'refresher', [make('i'), make('i'), make('i'), own])
  let from: number | null = null
  let height = 0
  let busy = false
  const threshold = () => num(view.attr(box, 'refresherThreshold'), THRESHOLD)

  function grow(to: number, slowly: boolean): void {
    height = to
    dom.classList.toggle('slow', slowly)
    dom.style.blockSize = `${to}px`
  }

  function refresh(on: boolean, told: boolean): void {
    if (on === busy) return
    busy = on
    dom.classList.toggle('busy', on)
    grow(on ? threshold() : 0, true)
    view.fire(box, on ? 'refresherrefresh' : 'refresherrestore', { dy: height })
    if (told) view.changed(box, 'refresherTriggered', on)
  }

  function start(y: number): void {
    from = bool(view.attr(box, 'refresherEnabled')) && !busy && scroller.scrollTop <= 0 ? y : null
  }
  function move(y: number): void {
    if (from === null) return
    const far = y - from
    if (far <= 0 && height === 0) return
    const to = Math.min(Math.max(far / 2, 0), threshold() * STRETCH_MAX)
    if (height < threshold() && to >= threshold()) view.fire(box, 'refresherwillRefresh', { dy: to })
    grow(to, false)
    view.fire(box, 'refresherpulling', { dy: to }, { lazy: true })
  }
  function end(): void {
    if (from === null) return
    from = null
    if (height >= threshold()) refresh(true, true)
    else if (height > 0) {
      grow(0, true)
      view.fire(box, 'refresherabort', { dy: 0 })
    }
  }

  const host = box.dom
  host.addEventListener('touchstart', event => start(event.touches[0]?.clientY ?? 0), { passive: true })
  host.addEventListener('touchmove', event => move(event.touches[0]?.clientY ?? 0), { passive: true })
  host.addEventListener('touchend', end, { passive: true })
  host.addEventListener('touchcancel', end, { passive: true })
  host.addEventListener('pointerdown', down => {
    if (down.pointerType === 'touch') return
    start(down.clientY)
    if (from === null) return
    const stop = new AbortController()
    addEventListener('pointermove', event => move(event.clientY), { signal: stop.signal })
    addEventListener('pointerup', () => (stop.abort(), end()), { signal: stop.signal })
  })

  return {
    dom,
    set(name, value) {
      if (name === 'refresherTriggered') queueMicrotask(() => refresh(bool(value), false))
      if (name === 'refresherDefaultStyle')
        dom.className = `refresher ${text(value) === 'white' ? 'white' : text(value) === 'none' ? 'none' : ''}`
    },
    invoke(method) {
      if (method === 'triggerRefresh') refresh(true, true)
      if (method === 'closeRefresh') refresh(false, true)
    },
  }
}
