import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'

const Degrees = T.Number({ minimum: -180, maximum: 180 })

/** The map that a city draws: where it knows something, in degrees, and how near it can be looked at. */
export const MapShown = T.Object({
  /** Stands in the address of each tile: another one for another map. */
  version: T.String({ pattern: '^[0-9a-f]{16}$' }),
  /** West, south, east, north. */
  bounds: T.Array(Degrees, { minItems: 4, maxItems: 4 }),
  /** Longitude and latitude. */
  center: T.Array(Degrees, { minItems: 2, maxItems: 2 }),
  minZoom: T.Integer(),
  maxZoom: T.Integer(),
  attribution: T.String(),
})
export type MapShown = Static<typeof MapShown>

export const MapTheme = T.Union([T.Literal('light'), T.Literal('dark')])
export type MapTheme = Static<typeof MapTheme>

export const showMap = endpoint({
  verb: 'GET',
  path: '/map',
  doc: 'The map of this city, where its operator brought one. Tiles (Web Mercator, 256 px, WebP in twice that) are at /map/{version}/{light|dark}/{z}/{x}/{y}.webp, for whoever is signed in.',
  who: 'anyone',
  input: T.Object({}),
  reply: T.Object({ map: T.Optional(MapShown) }),
})
