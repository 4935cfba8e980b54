import css from '../css/map.css'
import { ownSheet } from '../base.ts'
import { make, shadowOf, slot } from '../dom.ts'
import { createCallouts } from '../map-callouts.ts'
import { insideOf, listenMap } from '../map-gestures.ts'
import { createMarkers } from '../map-markers.ts'
import { includedSight, mapMethod, type MapDoors } from '../map-methods.ts'
import { drawShapes, hitsLine } from '../map-shapes.ts'
import { createTiles, type Sight } from '../map-tiles.ts'
import { project, SCALE_LEAST, SCALE_MOST, unproject, type Place } from '@plaza/mercator'
import type { MakePart } from '../types.ts'
import { bool, clamp, isRecord, length, list, num, text } from '../values.ts'

const SCALE = 16
const FINGER_PX = 12
/** Where a map is that was not told: the middle of a city most maps of this format begin with. */
const BEIJING: Place = { latitude: 39.92, longitude: 116.46 }

/** `map`: tiles of the city's own map, with markers, lines, areas and controls over it. */
export const map: MakePart = (box, view) => {
  const canvas = make('canvas')
  const over = make('div', 'over')
  const controls = make('div', 'over controls')
  const bubbles = Object.assign(slot(), { name: 'callout' })
  const own = [make('div', 'over own', [bubbles]), make('div', 'over own', [slot()])]
  insideOf.set(box.dom, shadowOf(box.dom, ownSheet(css), [canvas, over, ...own, controls]))
  controls.style.pointerEvents = 'none'
  const pen = canvas.getContext('2d')
  const attr = (name: string) => view.attr(box, name)
  let centre: Place = BEIJING
  let scale = SCALE
  let queued = false
  let size = { width: 0, height: 0 }
  const tiles = createTiles(view.assets, draw)
  const markers = createMarkers(box, view, over)
  const callouts = createCallouts(box, view, () => attr('markers'), draw)
  const letControlsGo: (() => void)[] = []
  box.dom.tabIndex = 0
  box.dom.setAttribute('role', 'application')

  function sight(): Sight {
    const { x, y } = project(centre, scale)
    return { left: x - size.width / 2, top: y - size.height / 2, scale, ...size }
  }
  const placeAt = (x: number, y: number): Place => {
    const { left, top } = sight()
    return unproject({ x: left + x, y: top + y }, scale)
  }

  function draw(): void {
    if (queued) return
    queued = true
    requestAnimationFrame(() => {
      queued = false
      if (!pen || size.width === 0) return
      const ratio = Math.min(devicePixelRatio, 2)
      canvas.width = size.width * ratio
      canvas.height = size.height * ratio
      pen.setTransform(ratio, 0, 0, ratio, 0, 0)
      const now = sight()
      tiles.draw(pen, now, view.env.dark)
      drawShapes(pen, now, { polyline: attr('polyline'), polygons: attr('polygons'), circles: attr('circles') })
      markers.draw(now)
      callouts.draw(now)
    })
  }

  function tellRegion(type: 'begin' | 'end', causedBy: string): void {
    const { width, height } = size
    const region = { southwest: placeAt(0, height), northeast: placeAt(width, 0) }
    view.fire(box, 'regionchange', { type, causedBy, rotate: 0, skew: 0, scale, centerLocation: centre, region })
  }

  function go(to: Partial<Place & { scale: number }>, cause: string): void {
    centre = { latitude: to.latitude ?? centre.latitude, longitude: to.longitude ?? centre.longitude }
    scale = clamp(to.scale ?? scale, num(attr('minScale'), SCALE_LEAST), num(attr('maxScale'), SCALE_MOST))
    draw()
    if (cause === 'update') tellRegion('end', cause)
  }

  function tapped(x: number, y: number, target: Element | null): void {
    const control = target?.closest<HTMLElement>('.control')
    if (control) return view.fire(box, 'controltap', { controlId: num(control.dataset['id']) })
    // What the program laid over the map tells its taps itself; a bubble of its own counts as one of the map's.
    if (target && target !== box.dom && box.dom.contains(target)) {
      const markerId = callouts.find(target)
      if (markerId !== undefined) view.fire(box, 'callouttap', { markerId })
      return
    }
    const hit = target ? markers.find(target) : null
    if (hit) {
      const detail = { markerId: hit.marker.id }
      if (hit.part !== 'icon') return view.fire(box, hit.part === 'callout' ? 'callouttap' : 'labeltap', detail)
      markers.open(hit.marker, attr('markers'))
      callouts.open(hit.marker.id)
      return view.fire(box, 'markertap', { ...detail, ...hit.marker.place })
    }
    const line = list(attr('polyline')).find(
      one => isRecord(one) && hitsLine({ x, y }, one['points'], sight(), FINGER_PX),
    )
    if (isRecord(line)) view.fire(box, 'polylinetap', { polylineId: num(line['id']), ...placeAt(x, y) })
    view.fire(box, 'tap', placeAt(x, y), { bubbles: true })
  }

  function setControls(): void {
    for (const letGo of letControlsGo.splice(0)) letGo()
    controls.replaceChildren(
      ...list(attr('controls')).flatMap(written => {
        if (!isRecord(written)) return []
        const dom = make('div', 'control')
        const at = isRecord(written['position']) ? written['position'] : {}
        dom.dataset['id'] = text(written['id'])
        dom.style.insetInlineStart = `${length(at['left'])}px`
        dom.style.insetBlockStart = `${length(at['top'])}px`
        if (at['width'] !== undefined) dom.style.width = `${length(at['width'])}px`
        if (at['height'] !== undefined) dom.style.height = `${length(at['height'])}px`
        dom.style.pointerEvents = bool(written['clickable']) ? 'auto' : 'none'
        const show = (url: string | null) => void (url && (dom.style.backgroundImage = `url("${url}")`))
        letControlsGo.push(view.assets.use(written['iconPath'], view.pageOf(box.dom)?.options.path ?? '', show))
        return [dom]
      }),
    )
  }

  const doors: MapDoors = {
    sight,
    centre: () => ({ ...centre, scale }),
    placeAt,
    go,
    draw,
    markers,
    still: view.env.reducedMotion,
  }
  listenMap({ box, view, doors, tellRegion, tapped, enabled: name => bool(attr(name), true) })

  const sizes = new ResizeObserver(([entry]) => {
    if (!entry) return
    const first = size.width === 0
    size = { width: entry.contentRect.width, height: entry.contentRect.height }
    if (first) include()
    draw()
  })
  sizes.observe(box.dom)

  function include(): void {
    const wanted = size.width > 0 ? includedSight(attr('includePoints'), [INCLUDE_PADDING], sight()) : null
    if (wanted) go(wanted, 'include')
  }

  return {
    ownTap: true,
    set(name, value) {
      if (name === 'latitude' || name === 'longitude') {
        // The two come one after the other: half a move is none.
        queueMicrotask(() => {
          const latitude = num(attr('latitude'), centre.latitude)
          const longitude = num(attr('longitude'), centre.longitude)
          go({ latitude, longitude }, 'set')
        })
      } else if (name === 'scale') go({ scale: num(value, SCALE) }, 'set')
      else if (name === 'markers') markers.set(value)
      else if (name === 'controls') setControls()
      else if (name === 'includePoints') include()
      draw()
    },
    mounted() {
      draw()
      setTimeout(() => view.fire(box, 'updated', {}))
    },
    invoke(method, args) {
      const last = args.at(-1)
      const asked = isRecord(args[0]) ? args[0] : {}
      const request = isRecord(last) ? num(last['request']) : 0
      void Promise.resolve(mapMethod(doors, method, asked)).then(result => request && view.reply(request, result))
    },
    dropped() {
      sizes.disconnect()
      markers.dropped()
      callouts.dropped()
      tiles.dropped()
      for (const letGo of letControlsGo) letGo()
    },
  }
}

const INCLUDE_PADDING = 40
