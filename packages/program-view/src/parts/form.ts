import type { Box, MakePart, Part, View } from '../types.ts'
import { text } from '../values.ts'

export interface FormDoors {
  readonly submit: (from: Box) => void
  readonly reset: (from: Box) => void
}

const forms = new WeakMap<Part, FormDoors>()

/** `form`: collects the named controls in it; puts all of them back. */
export const form: MakePart = (box, view) => {
  const doors: FormDoors = {
    submit(from) {
      const value: Record<string, unknown> = {}
      for (const control of controlsIn(box, view)) {
        const name = text(view.attr(control, 'name'))
        if (name && name !== '__proto__') value[name] = control.part?.value?.()
      }
      view.fire(box, 'submit', { value, target: { node: from.id } }, { bubbles: true })
    },
    reset(from) {
      for (const control of controlsIn(box, view)) control.part?.reset?.()
      view.fire(box, 'reset', { target: { node: from.id } }, { bubbles: true })
    },
  }
  const part: Part = {
    // Told by the Worker for components that stand for a button.
    invoke(method) {
      if (method === 'submit' || method === 'reset') doors[method](box)
    },
  }
  forms.set(part, doors)
  return part
}

/** Controls of a form in their order on the page. */
function controlsIn(box: Box, view: View): Box[] {
  return [...box.dom.querySelectorAll('*')].flatMap(element => {
    const rec = view.recOf(element)
    return rec?.part?.value ? [rec as Box] : []
  })
}

/** The nearest form around a node. */
export function formAround(box: Box, view: View): FormDoors | undefined {
  const part = view.recOf(box.dom.closest('wx-form'))?.part
  return part && forms.get(part)
}
