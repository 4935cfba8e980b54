import { lateSheet } from './base.ts'
import { makers } from './parts/index.ts'
import type { Box, More, Part, Rec, View } from './types.ts'

/** Boxes without a component, in spite of their names: nothing to wait for. */
const PLAIN = new Set(
  'view cover-view native-slot block web-view ad ad-custom official-account functional-page-navigator navigation-bar list-view sticky-header sticky-section share-element keyboard-accessory'.split(
    ' ',
  ),
)

const waiting: ((more: More) => void)[] = []
let more: More | null = null
let load: (() => Promise<More>) | null = null

/** Says how the second script is fetched. */
export function moreBy(how: () => Promise<More>): void {
  load = how
}

/** Does something with the second script: at once, or when it is there. The first wish fetches it. */
export function withMore(then: (more: More) => void): void {
  if (more) return then(more)
  waiting.push(then)
  const begin = load
  load = null
  void begin?.().then(loaded => {
    more = loaded
    lateSheet.replaceSync(loaded.css)
    for (const ready of waiting.splice(0)) ready(loaded)
  })
}

/** Gives a box its component, at once or when its script is there; what was set and asked meanwhile is done then. */
export function partFor(box: Box, view: View, born: (rec: Rec) => void): void {
  const make = makers[box.tag] ?? more?.parts[box.tag]
  if (make) {
    box.part = make(box, view)
    if (box.part.mounted) born(box)
  } else if (!more && !PLAIN.has(box.tag)) {
    withMore(({ parts }) => {
      const make = view.recs.get(box.id) === box ? parts[box.tag] : undefined
      if (!make) return
      // What the program put in meanwhile comes after what the component is made of, as it does in time.
      const early = [...box.dom.childNodes]
      box.dom.replaceChildren()
      const part = make(box, view)
      box.part = part
      for (const node of early) if (shows(part, view.recOf(node)?.tag)) box.dom.append(node)
      for (const [name, value] of box.attrs ?? []) part.set?.(name, value)
      if (part.mounted) born(box)
      for (const [method, args] of box.waiting ?? []) part.invoke?.(method, args)
      delete box.waiting
    })
  }
}

/** Whether a child of the program's, of this tag, is shown in a component. */
export const shows = (part: Part | undefined, tag: string | undefined): boolean =>
  !part?.closed && (part?.only === undefined || part.only === tag)

/** Is its component still on its way. */
export function isComing(box: Box): boolean {
  return !more && !box.part && !PLAIN.has(box.tag) && box.tag !== 'page'
}
