import { mapApi, type ReplyOf } from '@plaza/contract'
import { module, route, type City } from '@plaza/house'
import { ZOOM_MAX } from './limits.ts'
import { mapOf, sweepTiles } from './tiles.ts'

export { THEMES, type Theme } from './looks.ts'
export { tileOf, useMap, type TileWish } from './tiles.ts'

/** The map of the city: drawn here from a file that the operator brings, so that nobody else learns who looks where. */
export const map = module({
  name: 'map',
  routes: [route(mapApi.showMap, async city => showMap(city))],
  chores: { sweep: { everyMs: 3_600_000, run: sweepTiles } },
})

function showMap(city: City): ReplyOf<typeof mapApi.showMap> {
  const source = mapOf(city)?.source
  if (!source) return {}
  const { attribution, bounds, center, minZoom, version } = source
  return {
    map: { attribution, bounds: [...bounds], center: [...center], minZoom: minZoom + 1, maxZoom: ZOOM_MAX, version },
  }
}
