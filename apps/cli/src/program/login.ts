import { identityApi } from '@plaza/contract'
import { hostname } from 'node:os'
import { renderUnicodeCompact } from 'uqr'
import { Complaint } from '../complaint.ts'
import { openApi } from './api.ts'
import type { Desk, Options } from './desk.ts'
import { askForm, type FormAnswer } from './form.ts'
import { keyFor } from './key.ts'
import { readKept, writeKept } from './kept.ts'
import { cityFor } from './session.ts'

const CLIENT = 'plaza-cli'
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'
/** How much longer it waits each time that it asked too soon (RFC 8628, 3.5). */
const SLOWER_S = 5
/** Questions while a code lives; it is good for ten minutes. */
const POLLS_MAX = 120

/**
 * `plaza program login [CITY]`: shows a short code and an address (RFC 8628). Whoever types it where they are signed in, or
 * scans it, sees which machine asks and says yes. The session is one of their devices, which they can end there.
 */
export async function login(desk: Desk, options: Options): Promise<number> {
  const named = options.city ?? options.rest[0]
  const origin = cityFor(desk, { ...options, ...(named === undefined ? {} : { city: named }) })
  const deviceName = `Command line on ${hostname()}`.slice(0, 64)
  const code = await begin(desk, origin, deviceName)
  desk.say(renderUnicodeCompact(code.verification_uri_complete))
  desk.say(
    `Open ${code.verification_uri} where you are signed in and type this code, or scan it with Plaza on your phone:`,
  )
  desk.say(`\n    ${code.user_code}\n`)
  const token = await waitFor(desk, origin, code)
  const api = openApi(desk, origin, token)
  const { person } = await api.call(identityApi.me, {})
  const kept = readKept(desk.settings)
  const before = kept.cities[origin]
  const same = before?.person.id === person.id ? before : undefined
  const city = { ...same, token, person: { id: person.id, name: person.name } }
  writeKept(desk.settings, { ...kept, cities: { ...kept.cities, [origin]: city }, last: origin })
  await keyFor(desk, { api, kept: city })
  desk.say(`You are ${person.name} at ${origin}, and your uploads are signed with a key of your own.`)
  return 0
}

interface DeviceCode {
  readonly device_code: string
  readonly user_code: string
  readonly verification_uri: string
  readonly verification_uri_complete: string
  readonly interval: number
}

async function begin(desk: Desk, origin: string, deviceName: string): Promise<DeviceCode> {
  const wish = { client_id: CLIENT, device_name: deviceName }
  const { body } = await askForm<DeviceCode>(desk, `${origin}/oauth/device_authorization`, wish)
  if ('error' in body) throw new Complaint(`${origin} gives no code now (${body.error}). Run the command again later.`)
  return body
}

/** Asks as often as the city lets it, until somebody answered. */
async function waitFor(desk: Desk, origin: string, code: DeviceCode): Promise<string> {
  const wish = { client_id: CLIENT, grant_type: DEVICE_GRANT, device_code: code.device_code }
  let waitS = code.interval
  for (let polls = 0; polls < POLLS_MAX; polls++) {
    await desk.wait(waitS * 1000)
    const { body }: FormAnswer<{ access_token: string }> = await askForm(desk, `${origin}/oauth/token`, wish)
    if (!('error' in body)) return body.access_token
    if (body.error === 'slow_down') waitS += SLOWER_S
    else if (body.error === 'access_denied') throw new Complaint('The answer was no.')
    else if (body.error !== 'authorization_pending') break
  }
  throw new Complaint('Nobody answered in time. Run "plaza program login" again.')
}
