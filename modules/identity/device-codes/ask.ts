import type { City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import {
  DEVICE_CODE_BYTES,
  DEVICE_CODE_LIFE_MS,
  DEVICE_CODE_TRIES_MAX,
  DEVICE_CODE_WAIT_S,
  DEVICE_CODES_OPEN_MAX,
} from '../limits.ts'
import { digest } from '../tokens.ts'
import { countDeviceCodes, insertDeviceCode } from './store.ts'
import { makeUserCode, shownUserCode } from './user-code.ts'

/** What a machine shows, and what it keeps (RFC 8628, 3.2). */
export interface DeviceCode {
  /** The long half, for the machine alone. */
  readonly deviceCode: string
  /** The short half, for the person. */
  readonly userCode: string
  readonly url: string
  readonly expiresInS: number
  readonly waitS: number
}

/** Door: a machine without a browser wants to be somebody's. Refuses `busy` where too many do. */
export async function askDeviceCode(
  city: City,
  { deviceName, address }: { deviceName: string; address: string },
): Promise<DeviceCode> {
  const now = city.clock.now()
  if ((await countDeviceCodes(city.db, now)) >= DEVICE_CODES_OPEN_MAX) throw new Refusal('busy', { retryMs: 60_000 })
  const deviceCode = Buffer.from(city.dice.bytes(DEVICE_CODE_BYTES)).toString('base64url')
  for (let tries = 0; tries < DEVICE_CODE_TRIES_MAX; tries++) {
    const userCode = makeUserCode(city.dice)
    const made = await insertDeviceCode(city.db, {
      id: city.newId(),
      hash: digest(deviceCode),
      userCode,
      deviceName,
      address,
      state: 'waiting',
      person: null,
      waitS: DEVICE_CODE_WAIT_S,
      askedAt: null,
      createdAt: now,
      expiresAt: now + DEVICE_CODE_LIFE_MS,
    })
    if (!made) continue
    return {
      deviceCode,
      userCode: shownUserCode(userCode),
      url: `${city.config.publicUrl}/device`,
      expiresInS: DEVICE_CODE_LIFE_MS / 1000,
      waitS: DEVICE_CODE_WAIT_S,
    }
  }
  assert(false, 'chance gives the same short code of billions again and again')
}
