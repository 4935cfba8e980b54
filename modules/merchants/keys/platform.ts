import { perCity, type City } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { makeAuthority, makeCertified, sealText, wireTime, type Certified, type SigningKey } from '@plaza/pay-wire'
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { platformKeyMade } from '../events.ts'
import { AUTHORITY_LIFE_MS, PLATFORM_KEY_LIFE_MS, PLATFORM_KEYS_REMEMBERED_MS, PLATFORM_OVERLAP_MS } from '../limits.ts'
import type { Mode } from '../store.ts'
import { hasDoor, lockAway, takeOut } from '../vault.ts'
import * as store from './store.ts'

/** A key of the platform, opened. */
export interface PlatformKey extends SigningKey {
  readonly certificate: string
  readonly publicKey: KeyObject
  readonly notBefore: number
  readonly notAfter: number
  readonly signsFrom: number
}

interface Ring {
  readonly readAt: number
  readonly keys: readonly PlatformKey[]
}

const ringsOf = perCity(() => new Map<Mode, Promise<Ring>>())

/** The authority of a mode, made by whoever needs it first. */
export async function authorityOf(city: City, mode: Mode): Promise<Pick<Certified, 'certificate' | 'privateKey'>> {
  const purpose = `authority|${mode}`
  const before = await store.authorityOf(city.db, mode)
  if (before) return { certificate: before.certificate, privateKey: takeOut(city, before.privateKey, purpose) }
  const fromMs = city.clock.now()
  const name = `${city.config.cityName} ${mode} authority`
  const made = await makeAuthority(name, { fromMs, untilMs: fromMs + AUTHORITY_LIFE_MS })
  await store.insertAuthority(city.db, mode, {
    certificate: made.certificate,
    privateKey: lockAway(city, made.privateKey, purpose),
    notAfter: made.notAfterMs,
  })
  return authorityOf(city, mode)
}

/** The key that signs now. */
export async function signingKey(city: City, mode: Mode): Promise<PlatformKey> {
  const keys = await listedKeys(city, mode)
  const now = city.clock.now()
  const key = keys.find(({ signsFrom }) => signsFrom <= now)
  assert(key, 'one key of the platform signs at any time')
  return key
}

/** Keys that clients should know now: the one that signs, the next, and the one before for a while. */
export async function listedKeys(city: City, mode: Mode): Promise<readonly PlatformKey[]> {
  const rings = ringsOf(city)
  const known = await rings.get(mode)
  const now = city.clock.now()
  if (known && Math.abs(now - known.readAt) < PLATFORM_KEYS_REMEMBERED_MS) return known.keys
  const reading = readRing(city, mode)
  rings.set(mode, reading)
  reading.catch(() => rings.delete(mode))
  return (await reading).keys
}

async function readRing(city: City, mode: Mode): Promise<Ring> {
  const readAt = city.clock.now()
  const rows = await store.platformKeys(city.db, mode, readAt)
  if (!rows.some(({ signsFrom }) => signsFrom <= readAt)) {
    await renewPlatformKey(city, mode, 'first')
    return readRing(city, mode)
  }
  return { readAt, keys: rows.map(row => open(city, mode, row)) }
}

function open(city: City, mode: Mode, row: store.PlatformKeyRow): PlatformKey {
  const { serial, certificate, notBefore, notAfter, signsFrom } = row
  const key = createPrivateKey(takeOut(city, row.privateKey, `platform|${mode}|${serial}`))
  return { serial, certificate, notBefore, notAfter, signsFrom, key, publicKey: createPublicKey(certificate) }
}

/**
 * Makes a key of the platform. The `next` one is listed at once and signs after the overlap, by when every client has seen
 * it. The `first` one signs at once, and so does one made `now`, where the one before must not be trusted any more.
 */
export async function renewPlatformKey(city: City, mode: Mode, when: 'first' | 'next' | 'now'): Promise<string> {
  const authority = await authorityOf(city, mode)
  const now = city.clock.now()
  const signsFrom = when === 'next' ? now + PLATFORM_OVERLAP_MS : now
  const untilMs = signsFrom + PLATFORM_KEY_LIFE_MS + PLATFORM_OVERLAP_MS
  const name = `${city.config.cityName} pay`
  const made = await makeCertified(name, authority as Certified, { fromMs: now, untilMs })
  const row = {
    serial: made.serial,
    certificate: made.certificate,
    privateKey: lockAway(city, made.privateKey, `platform|${mode}|${made.serial}`),
    notBefore: now,
    notAfter: untilMs,
    signsFrom,
    listedUntil: untilMs,
  }
  const written = await city.db.tx(async tx => {
    await store.lockAuthority(tx, mode)
    const keys = await store.platformKeys(tx, mode, now)
    // Somebody else was faster.
    if (when === 'first' && keys.some(key => key.signsFrom <= now)) return false
    if (when === 'next' && keys.some(key => key.signsFrom > now)) return false
    await store.insertPlatformKey(tx, mode, row, signsFrom + PLATFORM_OVERLAP_MS)
    return true
  })
  ringsOf(city).delete(mode)
  if (written) platformKeyMade(city, mode, made.serial)
  return made.serial
}

/** A chore: a key in its last weeks gets its successor. */
export async function renewDueKeys(city: City): Promise<void> {
  if (!hasDoor(city)) return
  const now = city.clock.now()
  for (const mode of ['live', 'test'] as const) {
    const [newest] = await store.platformKeys(city.db, mode, now)
    if (newest && newest.signsFrom + PLATFORM_KEY_LIFE_MS - PLATFORM_OVERLAP_MS <= now)
      await renewPlatformKey(city, mode, 'next')
  }
}

/** What `GET /v3/certificates` answers: every listed certificate, sealed for one merchant. */
export async function certificateList(city: City, mode: Mode, apiKey: string): Promise<object> {
  const keys = await listedKeys(city, mode)
  return {
    data: keys.map(({ serial, certificate, notBefore, notAfter }) => ({
      serial_no: serial,
      effective_time: wireTime(notBefore),
      expire_time: wireTime(notAfter),
      encrypt_certificate: sealText(apiKey, certificate, 'certificate'),
    })),
  }
}
