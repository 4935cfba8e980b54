import { make } from '../dom.ts'
import { createGlide } from '../glide.ts'
import type { MakePart } from '../types.ts'
import { bool, clamp, color, length, num, text } from '../values.ts'

const STROKE = 6
const MS_A_PERCENT = 30
const WHOLE = 100

/** `progress`: how far something is, in percent. */
export const progress: MakePart = (box, view) => {
  const filled = make('i')
  const bar = make('div', 'bar', [filled])
  const shown = make('span', 'shown')
  box.dom.append(bar, shown)
  box.dom.setAttribute('role', 'progressbar')
  bar.style.height = `${STROKE}px`
  const attr = (name: string) => view.attr(box, name)
  let percent = 0
  let queued = false
  const glide = createGlide(
    () => percent,
    value => {
      percent = value
      filled.style.width = `${value}%`
      shown.textContent = `${Math.round(value)}%`
    },
  )

  /** After the batch: `active` and `duration` may come behind `percent`. */
  function go(): void {
    queued = false
    const to = clamp(num(attr('percent')), 0, WHOLE)
    box.dom.setAttribute('aria-valuenow', String(to))
    const active = bool(attr('active')) && !view.env.reducedMotion()
    if (active && text(attr('activeMode')) !== 'forwards') percent = 0
    const ms = active ? Math.abs(to - percent) * num(attr('duration'), MS_A_PERCENT) : 0
    glide.to(to, ms, () => bool(attr('active')) && view.fire(box, 'activeend', { curPercent: to }))
  }

  return {
    closed: true,
    set(name, value) {
      if (name === 'percent' || name === 'active') {
        if (!queued) queueMicrotask(go)
        queued = true
      } else if (name === 'strokeWidth') bar.style.height = `${length(value, STROKE)}px`
      else if (name === 'borderRadius') bar.style.borderRadius = `${length(value)}px`
      else if (name === 'fontSize') shown.style.fontSize = `${length(value)}px`
      else if (name === 'color' || name === 'activeColor') bar.style.setProperty('--filled', color(value))
      else if (name === 'backgroundColor') bar.style.setProperty('--empty', color(value))
      shown.hidden = !bool(attr('showInfo'))
    },
    mounted: () => void (shown.hidden = !bool(attr('showInfo'))),
    dropped: glide.stop,
  }
}
