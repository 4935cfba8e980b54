import { shownText } from '../text.ts'
import type { MakePart } from '../types.ts'

/** `text`: shows its texts anew when how they are to be shown changes. */
export const text: MakePart = (box, view) => ({
  set(name) {
    if (name !== 'decode' && name !== 'space') return
    for (const node of box.dom.childNodes) {
      const rec = view.recOf(node)
      if (rec?.raw !== undefined) node.nodeValue = shownText(rec.raw, box)
    }
  },
})
