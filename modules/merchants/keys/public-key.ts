import { perCity, type City } from '@plaza/house'
import { makeKeyPair, type SigningKey } from '@plaza/pay-wire'
import { createPrivateKey } from 'node:crypto'
import { publicKeyMade } from '../events.ts'
import { PUBLIC_KEY_DIGITS } from '../limits.ts'
import type { Mode, NumberRow } from '../store.ts'
import { lockAway, takeOut } from '../vault.ts'
import { signingKey } from './platform.ts'
import * as store from './store.ts'

/** The platform's key that clients keep with its id instead of asking for certificates: it has no end of its own. */
export interface NamedKey extends SigningKey {
  readonly publicKey: string
}

const PREFIX = 'PUB_KEY_ID_'
const keysOf = perCity(() => new Map<Mode, Promise<NamedKey>>())

/** The public key of a mode, made by whoever needs it first. */
export function publicKeyOf(city: City, mode: Mode): Promise<NamedKey> {
  const known = keysOf(city)
  const before = known.get(mode)
  if (before) return before
  const reading = read(city, mode)
  known.set(mode, reading)
  reading.catch(() => known.delete(mode))
  return reading
}

async function read(city: City, mode: Mode): Promise<NamedKey> {
  const row = (await store.publicKeyOf(city.db, mode)) ?? (await make(city, mode))
  const key = createPrivateKey(takeOut(city, row.privateKey, purposeOf(mode, row.keyId)))
  return { serial: row.keyId, key, publicKey: row.publicKey }
}

const purposeOf = (mode: Mode, keyId: string) => `public-key|${mode}|${keyId}`

/** Of two processes that make one at once the first one's stays. */
async function make(city: City, mode: Mode): Promise<store.PublicKeyRow> {
  const { publicKey, privateKey } = await makeKeyPair()
  const keyId = PREFIX + Array.from(city.dice.bytes(PUBLIC_KEY_DIGITS), byte => byte % 10).join('')
  const locked = lockAway(city, privateKey, purposeOf(mode, keyId))
  const row = await store.insertPublicKey(city.db, mode, { keyId, publicKey, privateKey: locked }, city.clock.now())
  if (row.keyId === keyId) publicKeyMade(city, mode, keyId)
  return row
}

/** The key under whose name a number is told now. */
export const signerFor = (city: City, { mode, toldBy }: Pick<NumberRow, 'mode' | 'toldBy'>): Promise<SigningKey> =>
  toldBy === 'public_key' ? publicKeyOf(city, mode) : signingKey(city, mode)

/**
 * Which name of the platform a request wants its answer under, by its `Wechatpay-Serial`: clients that keep the public key
 * say so in each. Undefined where it names none of them.
 */
export async function namedBy(
  city: City,
  mode: Mode,
  serial: string | undefined,
): Promise<NumberRow['toldBy'] | undefined> {
  if (serial === undefined) return undefined
  if (serial.startsWith(PREFIX)) return (await publicKeyOf(city, mode)).serial === serial ? 'public_key' : undefined
  return /^[0-9A-Fa-f]{40}$/.test(serial) ? 'certificate' : undefined
}
