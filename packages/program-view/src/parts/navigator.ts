import type { MakePart } from '../types.ts'
import { attributesOf } from './button.ts'

const HOVER = { name: 'navigator-hover', start: 50, stay: 600 } as const

/** `navigator`: tells the Worker where it leads; the router there does the rest. */
export const navigator: MakePart = (box, view) => {
  box.dom.tabIndex = 0
  box.dom.setAttribute('role', 'link')
  return {
    hover: HOVER,
    tap() {
      view.fire(box, 'plaza:navigate', attributesOf(box), { always: true })
      return true
    },
  }
}
