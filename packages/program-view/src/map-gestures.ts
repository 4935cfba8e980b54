import { onDrag } from './drag.ts'
import type { MapDoors } from './map-methods.ts'
import { project, unproject, type Place } from '@plaza/mercator'
import type { Box, View } from './types.ts'

export interface MapListening {
  readonly box: Box
  readonly view: View
  readonly doors: MapDoors
  readonly tellRegion: (type: 'begin' | 'end', causedBy: string) => void
  readonly tapped: (x: number, y: number, target: Element | null) => void
  readonly enabled: (name: string) => boolean
}

const WHEEL_PX_A_STEP = 300
const GLIDE_MS = 250
const STEP_PX = 80
const TAP_SLOP = 8
const TAP_MS = 500

/** Panning, pinching, wheel, keys and taps of a map. */
export function listenMap({ box, view, doors, tellRegion, tapped, enabled }: MapListening): void {
  const { dom } = box
  let from: Place = doors.centre()
  let fingers = 0

  function pan(dx: number, dy: number, start: Place): void {
    const { scale } = doors.centre()
    const { x, y } = project(start, scale)
    doors.go(unproject({ x: x - dx, y: y - dy }, scale), 'drag')
  }

  /** Nearer or farther with the place under the finger staying where it is. */
  function zoom(x: number, y: number, to: number): void {
    const place = doors.placeAt(x, y)
    doors.go({ scale: to }, 'scale')
    const { scale } = doors.centre()
    const { width, height } = doors.sight()
    const at = project(place, scale)
    doors.go(unproject({ x: at.x - x + width / 2, y: at.y - y + height / 2 }, scale), 'scale')
  }

  onDrag(dom, () => (enabled('enableScroll') && fingers < 2 ? 'both' : 'none'), {
    begin() {
      from = doors.centre()
      tellRegion('begin', 'drag')
    },
    move({ dx, dy }) {
      if (fingers < 2) pan(dx, dy, from)
    },
    end({ vx, vy }) {
      const start = doors.centre()
      const began = performance.now()
      const glide = () => {
        const part = Math.min((performance.now() - began) / GLIDE_MS, 1)
        const far = (part * (2 - part) * GLIDE_MS) / 2
        pan(vx * far, vy * far, start)
        if (part < 1 && fingers === 0) requestAnimationFrame(glide)
        else tellRegion('end', 'drag')
      }
      if (view.env.reducedMotion() || Math.hypot(vx, vy) < 0.05) tellRegion('end', 'drag')
      else glide()
    },
  })

  let apart = 0
  let scaleFrom = 0
  const spread = ({ touches: [one, two] }: TouchEvent) =>
    one && two ? Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY) : 0
  dom.addEventListener(
    'touchstart',
    event => {
      fingers = event.touches.length
      if (fingers !== 2 || !enabled('enableZoom')) return
      apart = spread(event)
      scaleFrom = doors.centre().scale
      tellRegion('begin', 'scale')
    },
    { passive: true },
  )
  dom.addEventListener(
    'touchmove',
    event => {
      if (event.touches.length !== 2 || apart === 0) return
      const { left, top } = dom.getBoundingClientRect()
      const [one, two] = [...event.touches] as [Touch, Touch]
      zoom(
        (one.clientX + two.clientX) / 2 - left,
        (one.clientY + two.clientY) / 2 - top,
        scaleFrom + Math.log2(spread(event) / apart),
      )
    },
    { passive: true },
  )
  const lifted = (event: TouchEvent) => {
    if (fingers === 2 && apart > 0) tellRegion('end', 'scale')
    fingers = event.touches.length
    if (fingers < 2) apart = 0
  }
  dom.addEventListener('touchend', lifted, { passive: true })
  dom.addEventListener('touchcancel', lifted, { passive: true })

  dom.addEventListener(
    'wheel',
    event => {
      if (!enabled('enableZoom')) return
      event.preventDefault()
      const { left, top } = dom.getBoundingClientRect()
      zoom(event.clientX - left, event.clientY - top, doors.centre().scale - event.deltaY / WHEEL_PX_A_STEP)
    },
    { passive: false },
  )
  dom.addEventListener('keydown', event => {
    const steps = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key]
    if (steps) pan((steps[0] ?? 0) * STEP_PX, (steps[1] ?? 0) * STEP_PX, doors.centre())
    else if (event.key === '+' || event.key === '=') doors.go({ scale: doors.centre().scale + 1 }, 'scale')
    else if (event.key === '-') doors.go({ scale: doors.centre().scale - 1 }, 'scale')
    else return
    event.preventDefault()
    tellRegion('end', steps ? 'drag' : 'scale')
  })
  listenTap(dom, tapped)
}

/** A tap inside the map's own shadow root, where the tapped marker is seen. */
function listenTap(dom: HTMLElement, tapped: MapListening['tapped']): void {
  let down: PointerEvent | null = null
  dom.addEventListener('pointerdown', event => void (down = event.isPrimary ? event : null))
  dom.addEventListener('pointerup', event => {
    const begun = down
    down = null
    if (!begun || event.pointerId !== begun.pointerId || event.timeStamp - begun.timeStamp > TAP_MS) return
    if (Math.hypot(event.clientX - begun.clientX, event.clientY - begun.clientY) > TAP_SLOP) return
    const { left, top } = dom.getBoundingClientRect()
    const touched = event.target instanceof Element && event.target !== dom ? event.target : null
    const target = touched ?? insideOf.get(dom)?.elementFromPoint(event.clientX, event.clientY) ?? null
    tapped(event.clientX - left, event.clientY - top, target)
  })
}

/** The shadow root of each map. */
export const insideOf = new WeakMap<HTMLElement, ShadowRoot>()
