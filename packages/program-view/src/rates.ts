const SECOND_MS = 1_000

/** Counts what happens in a sliding second; answers whether it is still within its limit. */
export function perSecond(max: number, now: () => number): (count?: number) => boolean {
  let since = Number.NEGATIVE_INFINITY
  let counted = 0
  return (count = 1) => {
    const time = now()
    if (time - since >= SECOND_MS) {
      since = time
      counted = 0
    }
    counted += count
    return counted <= max
  }
}

/** A bucket that holds `burst` and fills by `perSecond`; answers whether one more, or so many, may pass. */
export function bucket(burst: number, perSecond: number, now: () => number): (count?: number) => boolean {
  let level = burst
  let at = now()
  return (count = 1) => {
    const time = now()
    level = Math.min(burst, level + ((time - at) * perSecond) / SECOND_MS)
    at = time
    if (level < count) return false
    level -= count
    return true
  }
}

/** Tells a value at once, then the newest one not more often than every so many ms. */
export function atMostEvery<T>(ms: number, tell: (value: T) => void): (value: T) => void {
  let waiting: { readonly value: T } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const next = (value: T) => {
    tell(value)
    timer = setTimeout(() => {
      timer = undefined
      const newest = waiting
      waiting = undefined
      if (newest) next(newest.value)
    }, ms)
  }
  return value => {
    if (timer === undefined) next(value)
    else waiting = { value }
  }
}

export interface Weight {
  /** Text, numbers and structure. */
  readonly plain: number
  /** Buffers, which may weigh more. */
  readonly binary: number
}

const NUMBER_BYTES = 8
const KEY_BYTES = 2

/** What a structured value weighs, roughly; stops counting above `max`. Rings count once. */
export function weigh(value: unknown, max: number): Weight {
  let plain = 0
  let binary = 0
  const seen = new Set<object>()
  const waiting: unknown[] = [value]
  while (waiting.length > 0 && plain <= max) {
    const part = waiting.pop()
    plain += NUMBER_BYTES
    if (typeof part === 'string') plain += part.length
    if (typeof part !== 'object' || part === null || seen.has(part)) continue
    seen.add(part)
    if (part instanceof ArrayBuffer || ArrayBuffer.isView(part)) binary += part.byteLength
    else if (part instanceof Map || part instanceof Set) for (const inner of part) waiting.push(inner)
    else {
      for (const [key, inner] of Object.entries(part)) {
        plain += key.length + KEY_BYTES
        waiting.push(inner)
      }
    }
  }
  return { plain, binary }
}
