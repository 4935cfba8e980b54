import { identityApi } from '@plaza/contract'
import { hostname } from 'node:os'
import { renderUnicodeCompact } from 'uqr'
import { Complaint } from '../complaint.ts'
import { openApi } from './api.ts'
import type { Desk, Options } from './desk.ts'
import { keyFor } from './key.ts'
import { readKept, writeKept } from './kept.ts'
import { cityFor } from './session.ts'

/** Answers of the city that are waited for; each comes within half a minute. */
const POLLS_MAX = 30

/**
 * `plaza program login [CITY]`: signs in as a desktop does: the person opens a link, or scans its code, and says yes in the
 * app. The session is one of their devices, which they can end there.
 */
export async function login(desk: Desk, options: Options): Promise<number> {
  const named = options.city ?? options.rest[0]
  const origin = cityFor(desk, { ...options, ...(named === undefined ? {} : { city: named }) })
  const api = openApi(desk, origin)
  const deviceName = `Command line on ${hostname()}`.slice(0, 80)
  const link = await api.call(identityApi.startLink, { deviceName })
  desk.say(renderUnicodeCompact(link.url))
  desk.say(`Scan this with Plaza on your phone (Discover, Scan), or open it where you are signed in:\n${link.url}`)
  let seen: string | undefined
  for (let polls = 0; polls < POLLS_MAX; polls++) {
    const answer = await api.call(identityApi.pollLink, { id: link.id, secret: link.secret, ...(seen ? { seen } : {}) })
    if (answer.state === 'scanned' && seen !== 'scanned') desk.say(`${answer.by?.name ?? 'Somebody'} is looking at it…`)
    seen = answer.state
    if (answer.state === 'refused') throw new Complaint('The phone said no.')
    if (!answer.session) continue
    const { me, token } = answer.session
    const kept = readKept(desk.settings)
    const before = kept.cities[origin]
    const person = { id: me.person.id, name: me.person.name }
    const same = before?.person.id === me.person.id ? before : undefined
    const cities = { ...kept.cities, [origin]: { ...same, token, person } }
    writeKept(desk.settings, { ...kept, cities, last: origin })
    await keyFor(desk, { api: openApi(desk, origin, token), kept: cities[origin]! })
    desk.say(`You are ${me.person.name} at ${origin}, and your uploads are signed with a key of your own.`)
    return 0
  }
  throw new Complaint('Nobody answered. Run "plaza program login" again.')
}
