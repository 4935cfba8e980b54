import { createHash } from 'node:crypto'
import type { Dice } from './dice.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether text is a UUID in canonical lower case, the only form that leaves or enters Plaza. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

function format(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

/** The last id of each source of chance: its time, and the 12 bits that order ids of one millisecond. */
const last = new WeakMap<Dice, { ms: number; place: number }>()
const PLACES = 0x1000

/**
 * A time-ordered id (RFC 9562 version 7): 48 bits of epoch milliseconds, 12 that count within one millisecond from a place left
 * to chance (its section 6.2, method 1), then chance. Ids of one process come in the order in which they were made; more than
 * two thousand in one millisecond may not.
 */
export function uuidv7(nowMs: number, dice: Dice): string {
  const bytes = new Uint8Array(16)
  bytes.set(dice.bytes(10), 6)
  const before = last.get(dice)
  // A first place in the lower half leaves the upper one for those that follow in the same millisecond.
  const place =
    before?.ms === nowMs && before.place + 1 < PLACES
      ? before.place + 1
      : (((bytes[6] as number) & 0x07) << 8) | (bytes[7] as number)
  last.set(dice, { ms: nowMs, place })
  let ms = nowMs
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256
    ms = Math.floor(ms / 256)
  }
  bytes[6] = 0x70 | (place >> 8)
  bytes[7] = place & 0xff
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f)
  return format(bytes)
}

/** The same id for the same words for ever (RFC 9562 version 8 over SHA-256): makes derived rows idempotent. */
export function derivedId(...words: readonly string[]): string {
  const bytes = createHash('sha256').update(words.join('\n')).digest().subarray(0, 16)
  bytes[6] = 0x80 | ((bytes[6] as number) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f)
  return format(bytes)
}
