import { perCity, type City } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { MASTER_KEY_BYTES } from './limits.ts'

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A key that the city's home keeps, apart from the database; its number stands before everything it encrypts. */
export interface MasterKey {
  /** 1 to 255. */
  readonly n: number
  readonly bytes: Uint8Array
}

/** What whoever starts a city says about the door of its merchants. */
export interface DoorSettings {
  /** Where merchants reach their API, `https://pay.example.org`: an origin of its own, without a path. */
  readonly origin: string
  /** The last one encrypts; all of them decrypt. */
  readonly masterKeys: readonly MasterKey[]
}

const chosen = perCity((): { settings?: DoorSettings } => ({}))

/** Opens the merchants' side of a city; called once, by whoever starts it. */
export function useMerchantDoor(city: City, settings: DoorSettings): void {
  assert(settings.masterKeys.length > 0, 'secrets of merchants are kept under a key')
  for (const { n, bytes } of settings.masterKeys)
    assert(bytes.length === MASTER_KEY_BYTES && n >= 1 && n <= 255, 'a master key has 32 bytes and a number')
  chosen(city).settings = { ...settings, origin: settings.origin.replace(/\/+$/, '') }
}

export function doorOf(city: City): DoorSettings {
  const { settings } = chosen(city)
  assert(settings, 'whoever starts the city opens the door of its merchants')
  return settings
}

/** Whether this process serves merchants at all. */
export const hasDoor = (city: City): boolean => chosen(city).settings !== undefined

/** Encrypts a secret for the database. `purpose` says what and whose it is, and must be said again to open it. */
export function lockAway(city: City, secret: string, purpose: string): Buffer {
  const key = doorOf(city).masterKeys.at(-1) as MasterKey
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

/** Opens what `lockAway` made; a row that was moved to somebody else does not open. */
export function takeOut(city: City, locked: Buffer, purpose: string): string {
  const key = doorOf(city).masterKeys.find(({ n }) => n === locked[0])
  assert(key, 'the master key of a secret is in the home')
  const body = locked.subarray(1)
  const decipher = createDecipheriv(ALGORITHM, key.bytes, body.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(purpose))
  decipher.setAuthTag(body.subarray(-TAG_BYTES))
  return decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}
