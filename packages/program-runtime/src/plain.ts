import { LOG_VALUES_MAX, VALUE_DEPTH_MAX, VALUES_MAX } from './limits.ts'

export type Dict = Record<string, unknown>

/** Where a copy is, from its root on, and how many more values it may take. */
interface Walk {
  readonly path: unknown[]
  left: number
}

/**
 * A copy that can be sent: functions and symbols are left out, buffers stay buffers. Cycles, what is too deep and what is too much
 * end: a value that stands in many places is copied for each of them.
 */
export function plain(value: unknown, walk: Walk = { path: [], left: VALUES_MAX }): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') return undefined
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value
  const { path } = walk
  if (walk.left-- <= 0 || path.length > VALUE_DEPTH_MAX || path.includes(value)) return undefined
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value) || value instanceof Date) return value
  path.push(value)
  let copy: unknown
  if (Array.isArray(value)) copy = value.map(item => plain(item, walk))
  else {
    const record: Dict = {}
    for (const key of Object.keys(value)) {
      const inner = plain((value as Dict)[key], walk)
      if (inner !== undefined) record[key] = inner
    }
    copy = record
  }
  path.pop()
  return copy
}

export function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Bytes that stand in a buffer or a view of one. */
export function bytesOf(value: unknown): ArrayBuffer | undefined {
  if (value instanceof ArrayBuffer) return value
  if (ArrayBuffer.isView(value)) {
    return value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) as ArrayBuffer
  }
  return undefined
}

/** A value that is to be a text: numbers are written, what is no text at all is `otherwise`. */
export function str(value: unknown, otherwise = ''): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : otherwise
}

/** Text of any value, for logs and messages. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Error) return value.stack ?? value.message
  try {
    return JSON.stringify(plain(value, { path: [], left: LOG_VALUES_MAX })) ?? String(value)
  } catch {
    return String(value)
  }
}
