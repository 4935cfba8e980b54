import { fit, type Place } from '@plaza/mercator'
import { onCanvas, placeOf } from './map-shapes.ts'
import type { createMarkers } from './map-markers.ts'
import type { Sight } from './map-tiles.ts'
import { isRecord, list, num, bool } from './values.ts'

/** What the methods of a map's context need of it. */
export interface MapDoors {
  readonly sight: () => Sight
  readonly centre: () => Place & { readonly scale: number }
  readonly placeAt: (x: number, y: number) => Place
  readonly go: (to: Partial<Place & { scale: number }>, cause: string) => void
  readonly draw: () => void
  readonly markers: ReturnType<typeof createMarkers>
  readonly still: () => boolean
}

const MOVE_MS = 1_000
const PADDING_SIDES = 4

/** Does one method of `MapContext`; answers what `success` gets. */
export function mapMethod(map: MapDoors, method: string, asked: Record<string, unknown>): unknown {
  const { width, height } = map.sight()
  switch (method) {
    case 'getCenterLocation': {
      const { latitude, longitude } = map.centre()
      return { latitude, longitude }
    }
    case 'getScale':
      return { scale: map.centre().scale }
    case 'getRotate':
      return { rotate: 0 }
    case 'getSkew':
      return { skew: 0 }
    case 'getRegion': {
      const southwest = map.placeAt(0, height)
      const northeast = map.placeAt(width, 0)
      return { southwest, northeast }
    }
    case 'moveToLocation': {
      const place = placeOf(asked)
      if (place) map.go(place, 'update')
      return {}
    }
    case 'includePoints': {
      const sight = includedSight(asked['points'], asked['padding'], map.sight())
      if (sight) map.go(sight, 'update')
      return {}
    }
    case 'toScreenLocation': {
      const place = placeOf(asked)
      return place ? onCanvas(place, map.sight()) : {}
    }
    case 'fromScreenLocation':
      return map.placeAt(num(asked['x']), num(asked['y']))
    case 'addMarkers':
      map.markers.add(asked['markers'], bool(asked['clear']))
      map.draw()
      return {}
    case 'removeMarkers':
      map.markers.remove(list(asked['markerIds']))
      return {}
    case 'translateMarker':
      return move(map, asked, [asked['destination']])
    case 'moveAlong':
      return move(map, asked, list(asked['path']))
    default:
      return {}
  }
}

/** The sight in which all points are, with room around them. */
export function includedSight(points: unknown, padding: unknown, { width, height }: Sight) {
  const places = list(points).flatMap(point => placeOf(point) ?? [])
  const given = list(padding).map(side => num(side))
  const sides = Array.from({ length: PADDING_SIDES }, (_, index) => given[index] ?? given[0] ?? 0)
  return fit(places, { width, height, padding: sides as [number, number, number, number] })
}

function move(map: MapDoors, asked: Record<string, unknown>, path: readonly unknown[]): Promise<unknown> {
  const marker = map.markers.all().find(({ id }) => id === num(asked['markerId']))
  const places = path.flatMap(point => placeOf(point) ?? [])
  if (!marker || places.length === 0) return Promise.resolve({})
  if (isRecord(asked) && asked['rotate'] !== undefined) marker.icon.style.rotate = `${num(asked['rotate'])}deg`
  const duration = map.still() ? 0 : num(asked['duration'], MOVE_MS)
  const from = [marker.place, ...places]
  const began = performance.now()
  return new Promise(done => {
    const step = () => {
      const part = duration > 0 ? Math.min((performance.now() - began) / duration, 1) : 1
      const along = part * (from.length - 1)
      const index = Math.min(Math.floor(along), from.length - 2)
      const one = from[index] as Place
      const two = from[index + 1] as Place
      const rest = along - index
      marker.place = {
        latitude: one.latitude + (two.latitude - one.latitude) * rest,
        longitude: one.longitude + (two.longitude - one.longitude) * rest,
      }
      map.draw()
      if (part < 1) requestAnimationFrame(step)
      else done({})
    }
    step()
  })
}
