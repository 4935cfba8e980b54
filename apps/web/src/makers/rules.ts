import type { MakerProgram, MakerVersion } from '@plaza/contract'
import { KEYWORD_LENGTH_MAX, KEYWORDS_MAX } from '@plaza/contract/limits'

// What the server would say, said here before it is asked.

const STEPS = [1, 5, 10, 25, 50, 100] as const
/** Of a hundred: everybody. */
export const ALL = 100

export type Of = Pick<MakerVersion, 'id' | 'state' | 'approved' | 'version'>

/** Everybody does not have it yet, and nothing else stands in the way. */
export const mayRelease = (program: MakerProgram, version: Of): boolean =>
  version.approved && !program.stopped && ['approved', 'grey'].includes(version.state)

/** It was released before; or it is released, and going back to it ends a grey release. */
export const mayGoBack = (program: MakerProgram, { id, state, approved }: Of): boolean =>
  approved &&
  (state === 'old' ? program.released !== undefined : program.grey !== undefined && program.released?.id === id)

/** Shares that a version may be given to: the first release is for everybody, and a share only grows. */
export function sharesFor(program: MakerProgram, version: string): number[] {
  if (!program.released) return [ALL]
  const now = program.grey?.id === version ? program.grey.percent : 0
  return STEPS.filter(step => step > now)
}

/** Whether the city could take it: a scheme, a name of the public net, perhaps a port, and nothing else. */
export function isDomain(line: string, kind: string): boolean {
  const url = URL.canParse(line) ? new URL(line) : undefined
  if (!url || !(url.protocol === 'https:' || (kind === 'socket' && url.protocol === 'wss:'))) return false
  const bare = `${url.protocol}//${url.host}`
  return [bare, `${bare}/`].includes(line.toLowerCase()) && isPublicName(url.hostname)
}

const isPublicName = (host: string): boolean =>
  /^[^.[]+(\.[^.]+)+$/.test(host) &&
  !/^[\d.]+$/.test(host) &&
  !/\.(local|localhost|internal|lan|home\.arpa)$/.test(host)

/** Latitude and longitude as they are typed: `43.46, -3.80`. */
export function coordinatesOf(typed: string): { lat: number; lon: number } | undefined {
  const [lat = NaN, lon = NaN, ...more] = typed
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(Number)
  return more.length === 0 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined
}

/** Words as somebody types them: between commas of any script, or one a line. */
export const keywordsOf = (typed: string): string[] =>
  [...new Set(typed.split(/[,，、;\n]/).map(word => word.trim().slice(0, KEYWORD_LENGTH_MAX)))]
    .filter(word => word !== '')
    .slice(0, KEYWORDS_MAX)
