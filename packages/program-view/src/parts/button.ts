import type { Box, MakePart, View } from '../types.ts'
import { bool, text } from '../values.ts'
import { formAround } from './form.ts'

const HOVER = { name: 'button-hover', start: 20, stay: 70 } as const

/** `button`: submits and resets its form, and tells the Worker of an `open-type`, which only the host can answer. */
export const button: MakePart = (box, view) => {
  box.dom.tabIndex = 0
  box.dom.setAttribute('role', 'button')
  const disabled = () => bool(view.attr(box, 'disabled')) || bool(view.attr(box, 'loading'))
  return {
    hover: HOVER,
    disabled,
    set(name, value) {
      if (name !== 'disabled') return
      box.dom.setAttribute('aria-disabled', String(bool(value)))
      box.dom.tabIndex = bool(value) ? -1 : 0
    },
    tap() {
      if (bool(view.attr(box, 'disabled'))) return true
      const formType = text(view.attr(box, 'formType'))
      if (formType) formAround(box, view)?.[formType === 'reset' ? 'reset' : 'submit']?.(box)
      if (view.attr(box, 'openType')) view.fire(box, 'plaza:open', attributesOf(box), { always: true })
      return false
    },
  }
}

/** Attributes as plain data: what the Worker needs to do what the tag says. */
export function attributesOf(box: Box): Record<string, unknown> {
  return Object.fromEntries(box.attrs ?? [])
}

/** A tap on a disabled control reaches nobody. */
export function isOff(box: Box, view: View): boolean {
  return bool(view.attr(box, 'disabled'))
}
