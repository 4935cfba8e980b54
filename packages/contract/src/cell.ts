/**
 * Cells of about one by one kilometre that cover the earth: lines of a hundredth of a degree of latitude, each cut into as many
 * places as are as wide as it is high. A device tells its cell and nothing finer.
 */
export interface Cell {
  readonly line: number
  readonly place: number
}

export const LINES_PER_DEGREE = 100
const LINE_MAX = 90 * LINES_PER_DEGREE - 1

/** Into how many places a line is cut. */
export function placesOf(line: number): number {
  const middle = ((line + 0.5) / LINES_PER_DEGREE) * (Math.PI / 180)
  return Math.max(1, Math.floor(360 * LINES_PER_DEGREE * Math.cos(middle)))
}

/** The cell of a point, in degrees. */
export function cellAt(lat: number, lon: number): Cell {
  const line = Math.min(LINE_MAX, Math.floor(lat * LINES_PER_DEGREE))
  const places = placesOf(line)
  const turn = (((lon + 180) % 360) + 360) % 360
  return { line, place: Math.min(places - 1, Math.floor((turn / 360) * places)) }
}

export const isCell = ({ line, place }: Cell): boolean =>
  line >= -LINE_MAX - 1 && line <= LINE_MAX && place >= 0 && place < placesOf(line)

/** The cells that touch this one, itself among them. Whoever is my neighbour has me as theirs. */
export function around({ line, place }: Cell): Cell[] {
  const here = placesOf(line)
  return [line - 1, line, line + 1]
    .filter(other => Math.abs(other + 0.5) <= LINE_MAX + 1)
    .flatMap(other => {
      const there = placesOf(other)
      // In whole numbers: stretches [place / here, (place + 1) / here] and [p / there, (p + 1) / there] that touch.
      const first = Math.ceil((place * there - here) / here)
      const last = Math.min(first + there - 1, Math.floor(((place + 1) * there) / here))
      return Array.from({ length: last - first + 1 }, (_, i) => ({
        line: other,
        place: (((first + i) % there) + there) % there,
      }))
    })
}
