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

/** A time-ordered id (RFC 9562 version 7): 48 bits of epoch milliseconds, then chance. */
export function uuidv7(nowMs: number, dice: Dice): string {
  const bytes = new Uint8Array(16)
  bytes.set(dice.bytes(10), 6)
  let ms = nowMs
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256
    ms = Math.floor(ms / 256)
  }
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f)
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
