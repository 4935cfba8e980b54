import type { MapShown } from '@plaza/contract'
import { createEffect, createMemo, createSignal, For, onCleanup, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { IconButton } from '../ui/page.tsx'
import { tileUrl } from './city-map.ts'
import { placed, pushed, tilesIn, within, zoomed, type Sight } from './sight.ts'
import '../styles/map.css'

const KEY_PX = 80
const WHEEL_PX_A_ZOOM = 240
const KEYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [KEY_PX, 0],
  ArrowRight: [-KEY_PX, 0],
  ArrowUp: [0, KEY_PX],
  ArrowDown: [0, -KEY_PX],
}

interface MapProps {
  readonly map: MapShown
  readonly sight: Sight
  /** Whoever is told may move it; a map that tells nobody stands still. */
  readonly onSight?: (sight: Sight) => void
  /** A place that is marked. */
  readonly pin?: { readonly lat: number; readonly lon: number }
  /** The middle is marked: it is what is chosen. */
  readonly chooses?: boolean
  readonly label: string
}

/** The map of the city: pushed by finger, mouse or arrows, nearer and farther by two fingers, wheel, keys or buttons. */
export function MapView(props: MapProps) {
  const [size, setSize] = createSignal({ width: 0, height: 0 })
  const moves = () => props.onSight !== undefined
  const go = (sight: Sight) => props.onSight?.(within(props.map, sight))
  const zoom = (by: number) => go(zoomed(props.map, props.sight, Math.round(props.sight.zoom) + by))
  const fingers = followFingers(props, go)
  let box!: HTMLDivElement
  const watch = new ResizeObserver(() => setSize({ width: box.clientWidth, height: box.clientHeight }))
  createEffect(() => watch.observe(box))
  onCleanup(() => watch.disconnect())

  const tiles = createMemo(
    () => new Map(tilesIn(props.map, props.sight, size().width, size().height).map(one => [one.key, one])),
  )
  const keys = () => [...tiles().keys()]
  const tile = (key: string) => tiles().get(key)
  const mark = () => props.pin && placed(props.sight, size().width, size().height, props.pin)
  return (
    <div class="map" classList={{ still: !moves() }}>
      <div
        ref={box}
        class="map-sight"
        role={moves() ? 'application' : 'img'}
        aria-label={props.label}
        tabindex={moves() ? 0 : undefined}
        onKeyDown={event => {
          const step = KEYS[event.key]
          if (step) go(pushed(props.sight, ...step))
          else if (event.key === '+' || event.key === '=') zoom(1)
          else if (event.key === '-') zoom(-1)
          else return
          event.preventDefault()
        }}
        {...(moves() ? fingers : {})}
      >
        <For each={keys()}>
          {key => {
            const first = tile(key)
            const now = () => tile(key) ?? first
            return (
              <img
                src={first && tileUrl(props.map, first.z, first.x, first.y)}
                alt=""
                draggable={false}
                style={{
                  left: `${now()?.left}px`,
                  top: `${now()?.top}px`,
                  width: `${now()?.size}px`,
                  height: `${now()?.size}px`,
                }}
                onLoad={event => event.currentTarget.classList.add('seen')}
              />
            )
          }}
        </For>
        <Show when={mark()}>
          {at => (
            <span class="map-pin" style={{ left: `${at().left}px`, top: `${at().top}px` }}>
              <Icon name="place" />
            </span>
          )}
        </Show>
        <Show when={props.chooses}>
          <span class="map-pin middle">
            <Icon name="place" />
          </span>
        </Show>
      </div>
      <Show when={moves()}>
        <div class="map-zoom">
          <IconButton icon="nearer" label={t('map.nearer')} onClick={() => zoom(1)} />
          <IconButton icon="farther" label={t('map.farther')} onClick={() => zoom(-1)} />
        </div>
      </Show>
      <small class="map-maker">{props.map.attribution}</small>
    </div>
  )
}

/** One finger pushes, two fingers or the wheel go nearer and farther around what is between them. */
function followFingers(props: MapProps, go: (sight: Sight) => void) {
  const down = new Map<number, { x: number; y: number }>()
  const middleOf = () => {
    const points = [...down.values()]
    const x = points.reduce((sum, one) => sum + one.x, 0) / points.length
    const y = points.reduce((sum, one) => sum + one.y, 0) / points.length
    return { x, y, apart: points.length > 1 ? Math.hypot(points[0]!.x - points[1]!.x, points[0]!.y - points[1]!.y) : 0 }
  }
  const fromMiddle = (target: HTMLElement, x: number, y: number) => {
    const { left, top, width, height } = target.getBoundingClientRect()
    return [x - left - width / 2, y - top - height / 2] as const
  }
  type Move = PointerEvent & { currentTarget: HTMLDivElement }
  const up = (event: Move) => void down.delete(event.pointerId)
  return {
    onPointerDown(event: Move) {
      event.currentTarget.setPointerCapture(event.pointerId)
      down.set(event.pointerId, { x: event.clientX, y: event.clientY })
    },
    onPointerMove(event: Move) {
      if (!down.has(event.pointerId)) return
      const before = middleOf()
      down.set(event.pointerId, { x: event.clientX, y: event.clientY })
      const now = middleOf()
      const there = pushed(props.sight, now.x - before.x, now.y - before.y)
      if (before.apart === 0 || now.apart === 0) return go(there)
      const [dx, dy] = fromMiddle(event.currentTarget, now.x, now.y)
      go(zoomed(props.map, there, there.zoom + Math.log2(now.apart / before.apart), dx, dy))
    },
    onPointerUp: up,
    onPointerCancel: up,
    onWheel(event: WheelEvent & { currentTarget: HTMLDivElement }) {
      event.preventDefault()
      const [dx, dy] = fromMiddle(event.currentTarget, event.clientX, event.clientY)
      go(zoomed(props.map, props.sight, props.sight.zoom - event.deltaY / WHEEL_PX_A_ZOOM, dx, dy))
    },
  }
}
