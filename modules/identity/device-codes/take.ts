import type { City } from '@plaza/house'
import { unreachable } from '@plaza/kernel'
import { signedIn } from '../events.ts'
import { DEVICE_CODE_WAIT_S } from '../limits.ts'
import { openSessionIn, tellOpened, type Opened } from '../sessions.ts'
import { digest } from '../tokens.ts'
import { lockDeviceCode, moveDeviceCode, noteAsked, type DeviceCodeRow } from './store.ts'

/** What a machine is told when it asks for its session: the words of RFC 8628, 3.5. */
export type DeviceAnswer =
  | { readonly token: string }
  | { readonly error: 'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token' }

/** The session of the machine that holds this code, once somebody said yes. It is told once, and only to who waits in between. */
export async function takeDeviceSession(city: City, deviceCode: string): Promise<DeviceAnswer> {
  const now = city.clock.now()
  const outcome = await city.tx(async (tx): Promise<DeviceAnswer | Opened> => {
    const code = await lockDeviceCode(tx, digest(deviceCode))
    if (!code || code.expiresAt <= now) return { error: 'expired_token' }
    if (isTooSoon(code, now)) {
      await noteAsked(tx, code.id, { now, waitS: code.waitS + DEVICE_CODE_WAIT_S })
      return { error: 'slow_down' }
    }
    await noteAsked(tx, code.id, { now, waitS: code.waitS })
    switch (code.state) {
      case 'waiting':
      case 'seen':
        return { error: 'authorization_pending' }
      case 'refused':
        return { error: 'access_denied' }
      case 'opened':
        return { error: 'expired_token' }
      case 'approved': {
        const person = code.person as string
        await moveDeviceCode(tx, code.id, { from: 'approved', to: 'opened', person, now })
        return openSessionIn(city, tx, person, { name: code.deviceName, kind: 'linked' })
      }
      default:
        return unreachable(code.state)
    }
  })
  if (!('device' in outcome)) return outcome
  tellOpened(city, outcome)
  signedIn(city, outcome.person, outcome.device, 'device-code')
  return { token: outcome.token }
}

const isTooSoon = ({ askedAt, waitS }: DeviceCodeRow, now: number): boolean =>
  askedAt !== null && now - askedAt < waitS * 1000
