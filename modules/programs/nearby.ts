import { limits, type InputOf, type programsApi, type ReplyOf } from '@plaza/contract'
import { sql, type Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { NEARBY_LOOKED_AT_MAX } from './limits.ts'
import { cardOf, saidIn, type Place, type ProgramRow, type Words } from './rules.ts'
import { columns } from './store.ts'
import { languageFor } from './which.ts'

const EARTH_METRES = 6_371_008
const DECIMALS = 100

/** Programs that have a place near here. Coordinates are rounded again, whatever the client sent, and not kept. */
export async function nearbyPrograms(
  city: City,
  { input, by, language: spoken }: Call<InputOf<typeof programsApi.nearbyPrograms>>,
): Promise<ReplyOf<typeof programsApi.nearbyPrograms>> {
  const here = { lon: coarse(input.lon), lat: coarse(input.lat) }
  const [language, rows] = await Promise.all([languageFor(city, { by, language: spoken }), nearest(city.db, here)])
  const places = rows
    .map(row => ({ row, metres: Math.round(metresBetween(here, row)) }))
    .filter(({ metres }) => metres <= limits.NEARBY_METRES_MAX)
    .toSorted((a, b) => a.metres - b.metres)
    .slice(0, limits.NEARBY_MAX)
  return {
    places: places.map(({ row: { id, placeNames, address, lon, lat, path, ...program }, metres }) => ({
      program: cardOf(program, language),
      id,
      name: saidIn(placeNames, language),
      address,
      lon,
      lat,
      ...(path === null ? {} : { path }),
      metres,
    })),
  }
}

const coarse = (degrees: number): number => Math.round(degrees * DECIMALS) / DECIMALS
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Along a great circle. */
function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const [lat, lon] = [radians(b.lat - a.lat), radians(b.lon - a.lon)]
  const h = Math.sin(lat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(lon / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}

type PlaceRow = ProgramRow & {
  readonly id: string
  readonly placeNames: Words
  readonly address: string
  readonly path: string | null
  readonly lon: number
  readonly lat: number
}

/** The index gives places by their distance on a map whose longitudes are shortened; near by, that is the true order. */
function nearest(db: Queries, { lon, lat }: { lon: number; lat: number }): Promise<PlaceRow[]> {
  return db.rows(sql`
    select ${columns}, place.id, place.names as "placeNames", place.address, place.path, place.lon, place.lat
    from programs.place
    join programs.program p using (app_id)
    where p.released is not null and p.stopped_at is null
    order by place.spot <-> point(${lon}::float8 * cos(radians(${lat}::float8)), ${lat}::float8)
    limit ${NEARBY_LOOKED_AT_MAX}`)
}

/** All places of a program, instead of those before. */
export async function putPlaces(tx: Queries, appId: string, places: readonly Place[]): Promise<void> {
  await tx.run(sql`delete from programs.place where app_id = ${appId}`)
  for (const { id, names, address, path, lon, lat } of places)
    await tx.run(sql`
      insert into programs.place (id, app_id, names, address, path, lon, lat, spot)
      values (${id}, ${appId}, ${JSON.stringify(names)}, ${address}, ${path ?? null}, ${lon}, ${lat},
        point(${lon}::float8 * cos(radians(${lat}::float8)), ${lat}::float8))`)
}
