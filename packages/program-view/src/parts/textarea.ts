import { make } from '../dom.ts'
import type { MakePart } from '../types.ts'
import { bool, num, text } from '../values.ts'
import { createField } from './field.ts'

const MAX_LENGTH = 140
const UNLIMITED = 524_288

/** `textarea`: text of many lines; with `auto-height` as high as what is written. */
export const textarea: MakePart = (box, view) => {
  const inner = make('textarea')
  const field = createField(box, view, inner)
  inner.rows = 1
  let lines = 0

  function fit(): void {
    const automatic = bool(view.attr(box, 'autoHeight'))
    box.dom.classList.toggle('grows', automatic)
    if (!box.dom.isConnected) return
    inner.style.height = automatic ? 'auto' : ''
    const height = inner.scrollHeight
    if (automatic) inner.style.height = `${height}px`
    const line = Number.parseFloat(getComputedStyle(inner).lineHeight) || height
    const now = Math.max(1, Math.round(height / line))
    if (now === lines) return
    const first = lines === 0
    lines = now
    if (!first) view.fire(box, 'linechange', { height, heightRpx: (height * RPX) / innerWidth, lineCount: lines })
  }

  inner.addEventListener('input', fit)
  inner.addEventListener('blur', () => view.fire(box, 'confirm', { value: inner.value }))
  inner.addEventListener('keydown', event => {
    const type = text(view.attr(box, 'confirmType'), 'return')
    if (event.key !== 'Enter' || event.isComposing || type === 'return') return
    event.preventDefault()
    view.fire(box, 'confirm', { value: inner.value })
    if (!bool(view.attr(box, 'confirmHold'))) inner.blur()
  })

  return {
    ...field.part,
    set(name, value) {
      if (name === 'maxlength') inner.maxLength = num(value, MAX_LENGTH) < 0 ? UNLIMITED : num(value, MAX_LENGTH)
      else field.part.set?.(name, value)
      fit()
    },
    mounted: fit,
  }
}

const RPX = 750
