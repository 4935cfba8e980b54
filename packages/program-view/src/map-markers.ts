import { make } from './dom.ts'
import { onCanvas, placeOf } from './map-shapes.ts'
import type { Place } from '@plaza/mercator'
import type { Sight } from './map-tiles.ts'
import type { Box, View } from './types.ts'
import { color, isRecord, length, list, num, text } from './values.ts'

export interface Marker {
  readonly id: number
  readonly dom: HTMLElement
  readonly callout: HTMLElement | null
  place: Place
  readonly anchor: readonly [x: number, y: number]
  readonly icon: HTMLElement
  readonly letGo: () => void
}

const MARKERS_MAX = 2_000
const PIN_WIDTH = 25
const PIN_HEIGHT = 34

/** The markers of a map as elements over its canvas: icon, label, and a bubble that stands always or after a tap. */
export function createMarkers(box: Box, view: View, place: HTMLElement) {
  let markers: Marker[] = []
  const base = () => view.pageOf(box.dom)?.options.path ?? view.topPage()?.options.path ?? ''

  function build(written: Record<string, unknown>): Marker | null {
    const where = placeOf(written)
    if (!where) return null
    const id = num(written['id'])
    const icon = make('div', 'icon')
    const width = length(written['width'], PIN_WIDTH) || PIN_WIDTH
    const height = length(written['height'], PIN_HEIGHT) || PIN_HEIGHT
    icon.style.width = `${width}px`
    icon.style.height = `${height}px`
    icon.style.opacity = String(num(written['alpha'], 1))
    icon.style.rotate = `${num(written['rotate'])}deg`
    const letGo = view.assets.use(written['iconPath'], base(), url => {
      icon.classList.toggle('pin', !url)
      if (url) icon.style.backgroundImage = `url("${url}")`
    })
    if (!written['iconPath']) icon.classList.add('pin')
    const dom = make('div', 'marker', [icon])
    dom.style.zIndex = String(num(written['zIndex']))
    dom.setAttribute('role', 'button')
    dom.setAttribute('aria-label', text(written['ariaLabel'], text(written['title'])))
    const label = isRecord(written['label']) ? written['label'] : null
    if (label) dom.append(bubble(label, 'label'))
    const given = isRecord(written['callout']) ? written['callout'] : null
    const callout = given
      ? bubble(given, 'callout')
      : written['title']
        ? bubble({ content: written['title'] }, 'callout')
        : null
    if (callout) {
      callout.hidden = text(given?.['display']) !== 'ALWAYS'
      dom.append(callout)
    }
    const anchor = isRecord(written['anchor']) ? written['anchor'] : {}
    return { id, dom, callout, place: where, icon, letGo, anchor: [num(anchor['x'], HALF), num(anchor['y'], 1)] }
  }

  function bubble(given: Record<string, unknown>, kind: string): HTMLElement {
    const dom = make('div', kind, [text(given['content'])])
    const { style } = dom
    style.color = color(given['color'])
    style.backgroundColor = color(given['bgColor'])
    if (given['fontSize'] !== undefined) style.fontSize = `${length(given['fontSize'])}px`
    if (given['borderRadius'] !== undefined) style.borderRadius = `${length(given['borderRadius'])}px`
    if (given['padding'] !== undefined) style.padding = `${length(given['padding'])}px`
    if (num(given['borderWidth']) > 0)
      style.border = `${num(given['borderWidth'])}px solid ${color(given['borderColor'], '#000')}`
    if (/^(left|right|center)$/.test(text(given['textAlign']))) style.textAlign = text(given['textAlign'])
    const x = length(given['anchorX'], length(given['x']))
    const y = length(given['anchorY'], length(given['y']))
    style.translate = `${x}px ${y}px`
    return dom
  }

  function take(markersNow: Marker[]): void {
    for (const old of markers) {
      if (markersNow.includes(old)) continue
      old.dom.remove()
      old.letGo()
    }
    markers = markersNow
    place.append(...markers.map(({ dom }) => dom))
  }
  const made = (written: unknown) =>
    list(written)
      .slice(0, MARKERS_MAX)
      .flatMap(entry => (isRecord(entry) ? (build(entry) ?? []) : []))

  return {
    all: () => markers,
    set: (written: unknown) => take(made(written)),
    add: (written: unknown, clear: boolean) => take([...(clear ? [] : markers), ...made(written)]),
    remove: (ids: readonly unknown[]) => take(markers.filter(({ id }) => !ids.includes(id))),
    /** The marker that an element belongs to, and what of it. */
    find(target: Element): { marker: Marker; part: 'icon' | 'callout' | 'label' } | null {
      const marker = markers.find(({ dom }) => dom.contains(target))
      if (!marker) return null
      return { marker, part: target.closest('.callout') ? 'callout' : target.closest('.label') ? 'label' : 'icon' }
    },
    /** Opens the bubble of one that was tapped and shuts those of the others. */
    open(marker: Marker, written: unknown): void {
      const always = new Set(
        list(written).flatMap(entry =>
          isRecord(entry) && isRecord(entry['callout']) && entry['callout']['display'] === 'ALWAYS'
            ? [num(entry['id'])]
            : [],
        ),
      )
      for (const { callout, id } of markers) if (callout) callout.hidden = id !== marker.id && !always.has(id)
    },
    draw(sight: Sight): void {
      for (const { dom, icon, place: where, anchor } of markers) {
        const { x, y } = onCanvas(where, sight)
        const out =
          x < -SIGHT_MARGIN || y < -SIGHT_MARGIN || x > sight.width + SIGHT_MARGIN || y > sight.height + SIGHT_MARGIN
        dom.style.display = out ? 'none' : ''
        const left = x - anchor[0] * Number.parseFloat(icon.style.width)
        const top = y - anchor[1] * Number.parseFloat(icon.style.height)
        dom.style.transform = `translate(${left}px, ${top}px)`
      }
    },
    dropped: () => take([]),
  }
}

const HALF = 0.5
const SIGHT_MARGIN = 200
