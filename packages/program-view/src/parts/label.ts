import type { Box, MakePart } from '../types.ts'
import { text } from '../values.ts'

const CONTROLS = 'wx-checkbox,wx-radio,wx-switch,wx-button,wx-input,wx-textarea,wx-picker'

/** `label`: a tap on it is a tap on the control that `for` names, or on the first one in it. */
export const label: MakePart = (box, view) => ({
  tap(event) {
    const named = text(view.attr(box, 'for'))
    const control = named ? nearest(box.dom, named) : box.dom.querySelector<HTMLElement>(CONTROLS)
    const rec = view.recOf(control) as Box | undefined
    // One that was tapped itself did its work before its label heard of it.
    if (!rec || rec.dom.contains(event.target.dom)) return false
    rec.part?.tap?.({ ...event, target: rec })
    return true
  },
})

/** The node of an id that is nearest: a component that stands on a page many times brings its ids each time. */
function nearest(from: HTMLElement, id: string): HTMLElement | null {
  const selector = `#${CSS.escape(id)}`
  for (let around = from.parentElement; around; around = around.parentElement) {
    const found = around.querySelector<HTMLElement>(selector)
    if (found) return found
  }
  return null
}
