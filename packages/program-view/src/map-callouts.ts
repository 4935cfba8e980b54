import { onCanvas, placeOf } from './map-shapes.ts'
import type { Sight } from './map-tiles.ts'
import type { Box, View } from './types.ts'
import { isRecord, length, list, num, text } from './values.ts'

const PIN_HEIGHT = 34

/** Bubbles that a program draws itself: children of `<cover-view slot="callout">`, each over the marker that it names. */
export function createCallouts(box: Box, view: View, written: () => unknown, changed: () => void) {
  let opened: number | undefined
  const watcher = new MutationObserver(changed)
  watcher.observe(box.dom, { childList: true, subtree: true, attributes: true, attributeFilter: ['style', 'class'] })

  const items = (): Box[] =>
    [...box.dom.querySelectorAll<HTMLElement>(':scope > [slot="callout"] *')].flatMap(element => {
      const rec = view.recOf(element) as Box | undefined
      return rec?.attrs?.has('markerId') ? [rec] : []
    })
  const idOf = (item: Box) => num(item.attrs?.get('markerId'))

  return {
    /** The marker whose bubble an element is in. */
    find: (target: Element): number | undefined => {
      const item = items().find(({ dom }) => dom.contains(target))
      return item && idOf(item)
    },
    /** That marker was tapped: its bubble is shown, and no other that waits for a tap. */
    open(marker: number): void {
      opened = marker
      changed()
    },
    draw(sight: Sight): void {
      const markers = new Map(list(written()).flatMap(one => (isRecord(one) ? [[num(one['id']), one] as const] : [])))
      for (const item of items()) {
        const marker = markers.get(idOf(item))
        const custom = marker && isRecord(marker['customCallout']) ? marker['customCallout'] : undefined
        const place = marker && placeOf(marker)
        const isShown = custom && (text(custom['display']) === 'ALWAYS' || idOf(item) === opened)
        if (!place || !isShown) {
          put(item.dom, { visibility: 'hidden' })
          continue
        }
        const { x, y } = onCanvas(place, sight)
        const up = y - (length(marker['height'], PIN_HEIGHT) || PIN_HEIGHT)
        const [left, top] = [x + length(custom['anchorX']), up + length(custom['anchorY'])]
        put(item.dom, { visibility: 'visible', translate: `calc(${left}px - 50%) calc(${top}px - 100%)` })
      }
    },
    dropped: () => watcher.disconnect(),
  }
}

/** Writes only what is another: each change of a style is heard, and drawn again. */
function put(dom: HTMLElement, styles: Readonly<Record<string, string>>): void {
  const all = { position: 'absolute', left: '0px', top: '0px', 'pointer-events': 'auto', ...styles }
  for (const [name, value] of Object.entries(all))
    if (dom.style.getPropertyValue(name) !== value) dom.style.setProperty(name, value)
}
