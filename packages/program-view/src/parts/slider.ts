import { make } from '../dom.ts'
import { onDrag } from '../drag.ts'
import type { MakePart } from '../types.ts'
import { bool, clamp, color, num, text } from '../values.ts'

const MAX = 100
const BLOCK_DEFAULT = 28
const BLOCK_SMALLEST = 12
const PAGE_STEPS = 10

/** `slider`: a value between two ends, by finger, mouse or arrow keys. */
export const slider: MakePart = (box, view) => {
  const knob = make('i', 'knob')
  const filled = make('i', 'filled')
  const bar = make('div', 'bar', [filled, knob])
  const shownValue = make('span', 'shown')
  box.dom.append(bar, shownValue)
  box.dom.tabIndex = 0
  box.dom.setAttribute('role', 'slider')
  const attr = (name: string) => view.attr(box, name)
  const min = () => num(attr('min'), 0)
  const max = () => num(attr('max'), MAX)
  const step = () => num(attr('step'), 1) || 1
  const off = () => bool(attr('disabled'))
  let value = 0
  let first: number | null = null

  function snap(to: number): number {
    const steps = Math.round((to - min()) / step())
    // Steps such as 0.1 leave no dust behind the comma.
    return clamp(Number((min() + steps * step()).toFixed(DIGITS)), min(), max())
  }

  function draw(): void {
    const part = max() > min() ? (value - min()) / (max() - min()) : 0
    bar.style.setProperty('--part', `${part * 100}%`)
    shownValue.textContent = String(value)
    shownValue.hidden = !bool(attr('showValue'))
    box.dom.setAttribute('aria-valuenow', String(value))
    box.dom.setAttribute('aria-valuemin', String(min()))
    box.dom.setAttribute('aria-valuemax', String(max()))
  }

  function move(to: number, type: 'changing' | 'change'): void {
    const now = snap(to)
    const changed = now !== value
    value = now
    draw()
    if (changed) view.changed(box, 'value', value)
    if (changed || type === 'change') view.fire(box, type, { value })
  }

  function at(clientX: number): number {
    const { left, width } = bar.getBoundingClientRect()
    return min() + clamp((clientX - left) / (width || 1), 0, 1) * (max() - min())
  }

  let pressedAt = 0
  onDrag(box.dom, () => (off() ? 'none' : 'x'), {
    down: event => void (pressedAt = event.clientX),
    move: ({ dx }) => move(at(pressedAt + dx), 'changing'),
    end: ({ dx }) => move(at(pressedAt + dx), 'change'),
  })
  box.dom.addEventListener('keydown', event => {
    const steps = {
      ArrowRight: 1,
      ArrowUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
      PageUp: PAGE_STEPS,
      PageDown: -PAGE_STEPS,
    }[event.key]
    if (!steps || off()) return
    event.preventDefault()
    move(value + steps * step(), 'change')
  })

  return {
    closed: true,
    set(name, given) {
      switch (name) {
        case 'value':
          first ??= num(given)
          value = snap(num(given))
          break
        case 'min':
        case 'max':
        case 'step':
          value = snap(num(attr('value'), value))
          break
        case 'activeColor':
        case 'selectedColor':
          bar.style.setProperty('--filled', color(given))
          break
        case 'backgroundColor':
        case 'color':
          bar.style.setProperty('--empty', color(given))
          break
        case 'blockColor':
          knob.style.backgroundColor = color(given)
          break
        case 'blockSize':
          knob.style.setProperty('--size', `${clamp(num(given, BLOCK_DEFAULT), BLOCK_SMALLEST, BLOCK_DEFAULT)}px`)
          break
        case 'disabled':
          box.dom.setAttribute('aria-disabled', String(bool(given)))
          break
        case 'ariaLabel':
          box.dom.setAttribute('aria-label', text(given))
      }
      draw()
    },
    mounted: draw,
    tap({ x }) {
      if (!off()) move(at(x), 'change')
      return true
    },
    disabled: off,
    value: () => value,
    reset() {
      value = snap(first ?? min())
      draw()
    },
    properties: name => (name === 'value' ? value : undefined),
  }
}

const DIGITS = 6
