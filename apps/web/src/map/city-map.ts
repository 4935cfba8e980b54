import type { MapShown } from '@plaza/contract'
import { createSignal } from 'solid-js'
import { call } from '../engine/api.ts'
import { theme } from '../ui/look.ts'

const [map, setMap] = createSignal<MapShown>()
let asked: Promise<void> | undefined

/** The map of this city; undefined until it is known, and where there is none. */
export function cityMap(): MapShown | undefined {
  void knownMap()
  return map()
}

/** As soon as it is known whether there is one. Without a network it is asked again next time. */
export async function knownMap(): Promise<MapShown | undefined> {
  asked ??= call('GET /map', {}).then(
    reply => void setMap(reply.map),
    () => void (asked = undefined),
  )
  await asked
  return map()
}

/** Whether the map knows something around a place. */
export const isOnMap = ({ bounds }: MapShown, place: { lat: number; lon: number }): boolean => {
  const [west = 0, south = 0, east = 0, north = 0] = bounds
  return place.lon >= west && place.lon <= east && place.lat >= south && place.lat <= north
}

const dark = matchMedia('(prefers-color-scheme: dark)')

/** Where a tile is read, as the app looks now. */
export function tileUrl({ version }: MapShown, z: number, x: number, y: number): string {
  const chosen = theme()
  const look = chosen === 'dark' || (chosen === 'system' && dark.matches) ? 'dark' : 'light'
  return `/map/${version}/${look}/${z}/${x}/${y}.webp`
}
