import css from '../css/swiper.css'
import { ownSheet } from '../base.ts'
import { make, shadowOf, slot } from '../dom.ts'
import { onDrag } from '../drag.ts'
import { createGlide } from '../glide.ts'
import type { Box, MakePart } from '../types.ts'
import { bool, clamp, color, length, num, text } from '../values.ts'
import { place, settleAt } from './swiper-place.ts'

const INTERVAL_MS = 5_000
const DURATION_MS = 500

/** `swiper`: items side by side of which one is shown; by finger, by mouse, by itself. */
export const swiper: MakePart = (box, view) => {
  const items = slot()
  const track = make('div', 'track', [items])
  const dots = make('div', 'dots')
  const frame = make('div', 'frame', [track])
  shadowOf(box.dom, ownSheet(css), [frame, dots])
  const attr = (name: string) => view.attr(box, name)
  const vertical = () => bool(attr('vertical'))
  const shown = () => Math.max(1, Math.round(num(attr('displayMultipleItems'), 1)))
  const duration = () => (view.env.reducedMotion() ? 0 : num(attr('duration'), DURATION_MS))
  let boxes: Box[] = []
  let current = 0
  let at = 0
  let began = 0
  let held = false
  let timer: ReturnType<typeof setInterval> | undefined

  const circular = () => bool(attr('circular')) && boxes.length > shown()
  const last = () => Math.max(0, boxes.length - shown())
  const size = () => (vertical() ? track.clientHeight : track.clientWidth) / shown() || 1

  const glide = createGlide(
    () => at,
    value => {
      at = value
      draw()
      const moved = (value - current) * size()
      view.fire(box, 'transition', vertical() ? { dx: 0, dy: moved } : { dx: moved, dy: 0 }, { lazy: true })
    },
  )

  function draw(): void {
    const circle = circular() ? { count: boxes.length, shown: shown() } : null
    for (const [index, item] of boxes.entries()) {
      const where = place(index, at, circle)
      item.dom.style.transform = vertical() ? `translateY(${where * 100}%)` : `translateX(${where * 100}%)`
    }
  }

  function layout(): void {
    const part = `${100 / shown()}%`
    for (const { dom } of boxes) {
      dom.style.width = vertical() ? '100%' : part
      dom.style.height = vertical() ? part : '100%'
    }
    const margins = [length(attr('previousMargin')), length(attr('nextMargin'))].map(px => `${px}px`)
    track.style.inset = vertical() ? `${margins[0]} 0 ${margins[1]}` : `0 ${margins[1]} 0 ${margins[0]}`
    draw()
  }

  function drawDots(): void {
    dots.hidden = !bool(attr('indicatorDots'))
    dots.style.display = dots.hidden ? 'none' : ''
    dots.classList.toggle('vertical', vertical())
    dots.style.setProperty('--dot', color(attr('indicatorColor'), 'rgba(0,0,0,.3)'))
    dots.style.setProperty('--dot-on', color(attr('indicatorActiveColor'), '#000'))
    if (dots.childElementCount !== boxes.length) dots.replaceChildren(...boxes.map(() => make('i')))
    for (const [index, dot] of [...dots.children].entries()) {
      dot.classList.toggle('on', (index - current + boxes.length) % boxes.length < shown())
    }
  }

  /** Goes to a place, which in a circle may lie beyond its ends, and tells what is shown then. */
  function go(to: number, source: string, ms: number): void {
    const index = circular() ? ((to % boxes.length) + boxes.length) % boxes.length : clamp(to, 0, last())
    const changed = index !== current
    current = index
    drawDots()
    const currentItemId = text(boxes[index]?.attrs?.get('itemId'))
    const detail = { current: index, source, currentItemId }
    if (changed) {
      if (source) view.changed(box, 'current', index)
      view.fire(box, 'change', detail)
    }
    glide.to(circular() ? to : index, ms, () => {
      at = index
      draw()
      if (changed || source === 'touch') view.fire(box, 'animationfinish', detail)
    })
  }

  function collect(): void {
    boxes = [...box.dom.children].flatMap(child => {
      const rec = view.recOf(child)
      return rec?.tag === 'swiper-item' ? [rec as Box] : []
    })
    const wanted = wantedIndex()
    if (!glide.moving() && !held) {
      current = circular() ? clamp(wanted, 0, boxes.length - 1) : clamp(wanted, 0, last())
      at = current
    }
    layout()
    drawDots()
    play()
  }

  function wantedIndex(): number {
    const id = text(attr('currentItemId'))
    const byId = id ? boxes.findIndex(item => text(item.attrs?.get('itemId')) === id) : -1
    return byId >= 0 ? byId : Math.round(num(attr('current'), 0))
  }

  function play(): void {
    clearInterval(timer)
    if (!bool(attr('autoplay')) || boxes.length <= shown()) return
    timer = setInterval(
      () => {
        if (held || document.hidden || !view.pageOf(box.dom)?.shown) return
        const next = current + 1
        go(circular() || next <= last() ? next : 0, 'autoplay', duration())
      },
      Math.max(num(attr('interval'), INTERVAL_MS), duration(), 1),
    )
  }

  onDrag(box.dom, () => (boxes.length > shown() && !bool(attr('disableTouch')) ? (vertical() ? 'y' : 'x') : 'none'), {
    begin() {
      held = true
      glide.stop()
      began = at
    },
    move({ dx, dy }) {
      const to = began - (vertical() ? dy : dx) / size()
      at = circular() ? to : clamp(to, 0, last())
      draw()
      const moved = (at - current) * size()
      view.fire(box, 'transition', vertical() ? { dx: 0, dy: moved } : { dx: moved, dy: 0 }, { lazy: true })
    },
    end({ vx, vy }) {
      held = false
      go(settleAt(at, began, -(vertical() ? vy : vx)), 'touch', duration())
      play()
    },
  })
  items.addEventListener('slotchange', collect)
  layouts.set(box.dom, layout)
  const sizes = new ResizeObserver(layout)
  sizes.observe(frame)

  return {
    set(name) {
      switch (name) {
        case 'current':
        case 'currentItemId': {
          const to = wantedIndex()
          if (boxes.length > 0 && to !== current && box.dom.isConnected) go(shortest(to), '', duration())
          return
        }
        case 'autoplay':
        case 'interval':
          return play()
        case 'vertical':
        case 'circular':
        case 'displayMultipleItems':
        case 'previousMargin':
        case 'nextMargin':
          layout()
      }
      drawDots()
    },
    mounted: collect,
    dropped() {
      clearInterval(timer)
      sizes.disconnect()
      glide.stop()
    },
    properties: name => (name === 'current' ? current : undefined),
  }

  /** In a circle the way to an item leads over the nearer side. */
  function shortest(to: number): number {
    if (!circular()) return to
    const count = boxes.length
    return at + ((((to - at) % count) + count + count / 2) % count) - count / 2
  }
}

/** `swiper-item`: keeps the place its swiper gave it when the program sets its style. */
export const swiperItem: MakePart = box => ({
  styled() {
    const around = box.dom.parentElement
    if (around) layouts.get(around)?.()
  },
})

const layouts = new WeakMap<HTMLElement, () => void>()
