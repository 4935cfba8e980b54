import css from '../css/scroll-view.css'
import { ownSheet } from '../base.ts'
import { make, shadowOf, slot } from '../dom.ts'
import { scrollTo } from '../scrolling.ts'
import type { MakePart } from '../types.ts'
import { bool, color, isRecord, length, num, text } from '../values.ts'
import { createRefresher } from './refresher.ts'

const THRESHOLD = 50
const ANIMATION_MS = 300

/** `scroll-view`: a box that scrolls in one direction or both, tells where it is, and may be pulled to refresh. */
export const scrollView: MakePart = (box, view) => {
  const content = make('div', 'content', [slot()])
  const scroller = make('div', 'scroller')
  shadowOf(box.dom, ownSheet(css), [scroller])
  const attr = (name: string) => view.attr(box, name)
  const refresher = createRefresher(box, view, scroller)
  scroller.append(refresher.dom, content)
  let last = { left: 0, top: 0 }
  let atUpper = true
  let atLower = false
  let waiting: string[] = []

  function tellScroll(): void {
    const { scrollLeft, scrollTop, scrollHeight, scrollWidth, clientHeight, clientWidth } = scroller
    const deltaX = last.left - scrollLeft
    const deltaY = last.top - scrollTop
    last = { left: scrollLeft, top: scrollTop }
    const detail = { scrollLeft, scrollTop, scrollHeight, scrollWidth, deltaX, deltaY }
    view.fire(box, 'scroll', detail, { lazy: true })
    if (bool(attr('scrollY'))) edges(scrollTop, scrollHeight - clientHeight, deltaY, 'top', 'bottom')
    else if (bool(attr('scrollX'))) edges(scrollLeft, scrollWidth - clientWidth, deltaX, 'left', 'right')
  }

  /** Told when the zone at an end is entered, not at each step in it. */
  function edges(at: number, end: number, delta: number, start: string, finish: string): void {
    const upper = at <= length(attr('upperThreshold'), THRESHOLD)
    const lower = at >= end - length(attr('lowerThreshold'), THRESHOLD)
    if (upper && !atUpper && delta > 0) view.fire(box, 'scrolltoupper', { direction: start })
    if (lower && !atLower && delta < 0) view.fire(box, 'scrolltolower', { direction: finish })
    atUpper = upper
    atLower = lower
  }

  /** The places that were asked for, once the batch with the rows is there. */
  function go(): void {
    const names = waiting
    waiting = []
    const duration = bool(attr('scrollWithAnimation')) && scroller.scrollHeight > 0 ? ANIMATION_MS : 0
    const into = names.includes('scrollIntoView') ? text(attr('scrollIntoView')) : ''
    if (into) return goInto(into, duration)
    const to: { top?: number; left?: number } = {}
    if (names.includes('scrollTop')) to.top = length(attr('scrollTop'))
    if (names.includes('scrollLeft')) to.left = length(attr('scrollLeft'))
    if ('top' in to || 'left' in to) scrollTo(scroller, to, duration, view)
  }

  function goInto(id: string, duration: number): void {
    const root = box.dom.getRootNode()
    const node = root instanceof ShadowRoot ? root.getElementById(id) : null
    if (!node || !box.dom.contains(node)) return
    const mine = scroller.getBoundingClientRect()
    const its = node.getBoundingClientRect()
    const offset = length(attr('scrollIntoViewOffset'))
    const to = {
      ...(bool(attr('scrollY')) && { top: scroller.scrollTop + its.top - mine.top + offset }),
      ...(bool(attr('scrollX')) && { left: scroller.scrollLeft + its.left - mine.left + offset }),
    }
    scrollTo(scroller, to, duration, view)
  }

  function later(name: string): void {
    if (waiting.length === 0) queueMicrotask(() => box.dom.isConnected && go())
    waiting.push(name)
  }

  scroller.addEventListener('scroll', tellScroll, { passive: true })

  return {
    scroller,
    set(name, value) {
      switch (name) {
        case 'scrollX':
        case 'scrollY':
          return void scroller.classList.toggle(name === 'scrollX' ? 'x' : 'y', bool(value))
        case 'enableFlex':
          return void scroller.classList.toggle('flex', bool(value))
        case 'pagingEnabled':
          return void scroller.classList.toggle('pages', bool(value))
        case 'scrollTop':
        case 'scrollLeft':
        case 'scrollIntoView':
          return value === undefined || value === null ? undefined : later(name)
        case 'refresherBackground':
          refresher.dom.style.backgroundColor = color(value)
          return
        default:
          refresher.set(name, value)
      }
    },
    mounted() {
      scroller.classList.toggle('in', box.dom.closest('wx-swiper') !== null)
      go()
    },
    invoke(method, [asked]) {
      if (method === 'scrollTo' && isRecord(asked)) {
        const { top, left, animated } = asked
        const to = {
          ...(top !== undefined && { top: length(top) }),
          ...(left !== undefined && { left: length(left) }),
        }
        scrollTo(scroller, to, animated === false ? 0 : num(asked['duration'], ANIMATION_MS), view)
      } else if (method === 'scrollIntoView') goInto(text(asked).replace(/^#/, ''), ANIMATION_MS)
      else refresher.invoke(method)
    },
    properties: name => (name === 'scrollTop' || name === 'scrollLeft' ? scroller[name] : undefined),
  }
}
