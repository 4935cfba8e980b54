import type { Api } from '@plaza/contract'

export type Numbers = Api['GET /makers/programs/:appId/numbers']['reply']
type Day = Numbers['days'][number]
type People = Day['people']

/** One line or one layer of a chart: a value for each day, or none. */
export interface Series {
  readonly name: string
  readonly values: readonly (number | undefined)[]
}

const DAY_MS = 86_400_000
/** Versions that have a layer of their own; the others share one. */
const NAMED_MAX = 4
/** Fewer are not told; a chart draws them as high as they can be. */
const FEW = 4

/** The days up to one, the oldest first, as `2026-11-29` (UTC). */
export const daysUntil = (end: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => new Date(end - (count - 1 - i) * DAY_MS).toISOString().slice(0, 10))

/** A number to draw for people who may be too few to be told. */
export const drawn = (people: People): number => (people === '<5' ? FEW : people)

/** The versions of these days, the newest first, as far as they are told apart. */
export function namedVersions(days: readonly Day[]): string[] {
  const names = new Map(days.map(one => [one.versionId, one.version]))
  return [...new Set([...names].toSorted(([a], [b]) => (a < b ? 1 : -1)).map(([, name]) => name))].slice(0, NAMED_MAX)
}

/** A layer for each version that is told apart, and one for all others, where there are any. */
export function byVersion(
  numbers: readonly Day[],
  days: readonly string[],
  { of, rest }: { of: (day: Day) => number | undefined; rest: string },
): Series[] {
  const named = namedVersions(numbers)
  const layer = (name: string, isIn: (day: Day) => boolean): Series => ({
    name,
    values: days.map(day => sum(numbers.filter(one => one.day === day && isIn(one)).map(of))),
  })
  const layers = named.map(name => layer(name, one => one.version === name))
  const isOther = (one: Day) => !named.includes(one.version)
  return numbers.some(isOther) ? [...layers, layer(rest, isOther)] : layers
}

function sum(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter(value => value !== undefined)
  return known.length === 0 ? undefined : known.reduce((a, b) => a + b, 0)
}

/** What came of one version in these days. */
export interface VersionSum {
  readonly version: string
  readonly opens: number
  readonly errors: number
  readonly payments: number
  /** Time of opening, each day weighted by its opens. */
  readonly p50: number | undefined
  readonly p95: number | undefined
}

/** Each version in one line, the newest first. */
export function versionSums(numbers: readonly Day[]): VersionSum[] {
  const ids = [...new Set(numbers.map(one => one.versionId))].toSorted().toReversed()
  return ids.map(id => {
    const days = numbers.filter(one => one.versionId === id)
    const timed = days.flatMap(({ opens, openMs }) => (openMs ? [{ opens: Math.max(1, opens), ...openMs }] : []))
    const weight = timed.reduce((all, one) => all + one.opens, 0)
    const mean = (of: 'p50' | 'p95') =>
      weight === 0 ? undefined : Math.round(timed.reduce((all, one) => all + one[of] * one.opens, 0) / weight)
    const total = (of: 'opens' | 'errors' | 'payments') => days.reduce((all, one) => all + one[of], 0)
    return {
      version: days[0]!.version,
      opens: total('opens'),
      errors: total('errors'),
      payments: total('payments'),
      p50: mean('p50'),
      p95: mean('p95'),
    }
  })
}

/** How many of a hundred came again; unknown where either number is too small to be told. */
export function returned(
  { retention }: Numbers,
  days: readonly string[],
  after: 'day1' | 'day7',
): (number | undefined)[] {
  return days.map(day => {
    const one = retention.find(each => each.day === day)
    const [all, again] = [one?.people, one?.[after]]
    return typeof all === 'number' && typeof again === 'number' ? Math.round((again / all) * 100) : undefined
  })
}
