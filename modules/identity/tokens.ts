import { createHash } from 'node:crypto'
import type { City } from '@plaza/house'
import { isUuid } from '@plaza/kernel'
import { TOKEN_RANDOM_BYTES } from './limits.ts'

// `plaza_` lets secret scanners find a leaked one; then 16 bytes of whose it is and 32 of chance.
const TOKEN = /^plaza_[A-Za-z0-9_-]{64}$/

/** A new session token. It names its person, so that one lookup by person finds the session. */
export function makeToken(city: City, person: string): string {
  const bytes = Buffer.concat([Buffer.from(person.replaceAll('-', ''), 'hex'), city.dice.bytes(TOKEN_RANDOM_BYTES)])
  return `plaza_${bytes.toString('base64url')}`
}

/** Whose token this claims to be; undefined when it is none of ours. */
export function personOfToken(token: string): string | undefined {
  if (!TOKEN.test(token)) return undefined
  const hex = Buffer.from(token.slice(6), 'base64url').toString('hex', 0, 16)
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  return isUuid(id) ? id : undefined
}

/** What is kept of a secret: enough to know it again, nothing to use. Only for secrets of many random bytes. */
export function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
