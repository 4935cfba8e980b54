import type { IceServer } from '@plaza/contract'
import type { City } from '@plaza/house'
import { createHmac } from 'node:crypto'
import { CREDENTIAL_LIFE_MS } from './limits.ts'

/**
 * The servers by which a device finds a way to others. Credentials of TURN servers end by themselves: name `<end in
 * seconds>:<person>`, password its HMAC under the shared secret (the TURN REST API, as coturn's `use-auth-secret`).
 */
export function iceServers(city: City, person: string): IceServer[] {
  const { stun = [], turn = [], turnSecret } = city.config.calls ?? {}
  const servers: IceServer[] = stun.length > 0 ? [{ urls: [...stun] }] : []
  if (turn.length === 0 || turnSecret === undefined) return servers
  const username = `${Math.floor((city.clock.now() + CREDENTIAL_LIFE_MS) / 1000)}:${person}`
  const credential = createHmac('sha1', turnSecret).update(username).digest('base64')
  return [...servers, { urls: [...turn], username, credential }]
}
