import type { Box, View } from './types.ts'
import { bool, num, text } from './values.ts'

export interface Hover {
  start(target: Box): void
  /** At once when the finger moved away, else after each box's own stay. */
  stop(atOnce: boolean): void
}

const START_MS = 50
const STAY_MS = 400

/** Gives pressed boxes their `hover-class`, from the touched one outwards until one says stop. */
export function createHover(view: View): Hover {
  let waiting: ReturnType<typeof setTimeout>[] = []
  let pressed: { box: Box; names: string[]; stay: number }[] = []

  return {
    start(target) {
      for (let node: Node | null = target.dom; node; node = node.parentNode) {
        const box = view.recOf(node) as Box | undefined
        if (!box) continue
        const own = box.part?.hover
        const named = box.attrs ? text(box.attrs.get('hoverClass'), own?.name ?? '') : (own?.name ?? '')
        if (!named || box.part?.disabled?.()) continue
        if (named !== 'none') {
          const names = named.split(/\s+/).filter(Boolean)
          const stay = num(view.attr(box, 'hoverStayTime'), own?.stay ?? STAY_MS)
          const start = () => {
            box.dom.classList.add(...names)
            pressed.push({ box, names, stay })
          }
          waiting.push(setTimeout(start, num(view.attr(box, 'hoverStartTime'), own?.start ?? START_MS)))
        }
        if (bool(view.attr(box, 'hoverStopPropagation'))) break
      }
    },
    stop(atOnce) {
      for (const timer of waiting) clearTimeout(timer)
      waiting = []
      for (const { box, names, stay } of pressed) {
        setTimeout(() => box.dom.classList.remove(...names), atOnce ? 0 : stay)
      }
      pressed = []
    },
  }
}
