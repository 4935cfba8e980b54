/** "41.1496, -8.6109" as two numbers of degrees; undefined when it is no place on the earth. */
export function placeOf(text: string): { lat: number; lon: number } | undefined {
  const [lat, lon, ...rest] = text.split(/[\s,;]+/).filter(part => part !== '')
  if (lat === undefined || lon === undefined || rest.length > 0) return undefined
  const place = { lat: Number(lat), lon: Number(lon) }
  return Math.abs(place.lat) <= 90 && Math.abs(place.lon) <= 180 ? place : undefined
}

/** Degrees as `placeOf` reads them, to about a metre. */
export const wordsOf = ({ lat, lon }: { lat: number; lon: number }): string => `${lat.toFixed(5)}, ${lon.toFixed(5)}`
