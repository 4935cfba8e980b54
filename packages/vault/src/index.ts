import { assert } from '@plaza/kernel'
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export const MASTER_KEY_BYTES = 32
const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A key that the city's home keeps, apart from the database; its number stands before everything it encrypts. */
export interface MasterKey {
  /** 1 to 255. */
  readonly n: number
  readonly bytes: Uint8Array
}

/** Checks keys once, when a city is given them: the last one encrypts, all of them decrypt. */
export function checkKeys(keys: readonly MasterKey[]): void {
  assert(keys.length > 0, 'secrets are kept under a key')
  for (const { n, bytes } of keys)
    assert(bytes.length === MASTER_KEY_BYTES && n >= 1 && n <= 255, 'a master key has 32 bytes and a number')
}

/** Encrypts a secret for the database. `purpose` says what and whose it is, and must be said again to open it. */
export function lock(keys: readonly MasterKey[], secret: string, purpose: string): Buffer {
  const key = keys.at(-1) as MasterKey
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key.bytes, nonce).setAAD(Buffer.from(purpose))
  return Buffer.concat([
    Buffer.from([key.n]),
    nonce,
    cipher.update(secret, 'utf8'),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

/** Opens what `lock` made; a row that was moved to somebody else does not open. */
export function unlock(keys: readonly MasterKey[], locked: Buffer, purpose: string): string {
  const key = keys.find(({ n }) => n === locked[0])
  assert(key, 'the master key of a secret is in the home')
  const body = locked.subarray(1)
  const decipher = createDecipheriv(ALGORITHM, key.bytes, body.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(purpose))
  decipher.setAuthTag(body.subarray(-TAG_BYTES))
  return decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}

/** Bytes that only this city can tell, the same for the same purpose as long as its last key is (RFC 5869). */
export function derive(keys: readonly MasterKey[], purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', (keys.at(-1) as MasterKey).bytes, '', purpose, bytes))
}
