import { createHash } from 'node:crypto'

const SCOPE_HEX = 8

/** What stands before the class names of a component: the same path gives the same name on every machine. */
export function scopeOf(path: string): string {
  return `p${createHash('sha256').update(path).digest('hex').slice(0, SCOPE_HEX)}`
}

/** Lower-case hex of the SHA-256 of bytes or text. */
export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex')
}
