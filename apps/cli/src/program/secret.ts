import { makersApi } from '@plaza/contract'
import { Complaint } from '../complaint.ts'
import type { Desk, Options } from './desk.ts'
import { writeCity } from './kept.ts'
import { openRegistered } from './project.ts'
import { openSession } from './session.ts'

/** `plaza program secret [--renew]`: the secret with which the program's server speaks to the city. */
export async function secret(desk: Desk, options: Options): Promise<number> {
  const { appId, about } = openRegistered(desk.cwd)
  const { api, kept } = openSession(desk, options, about.city)
  if (options.renew) {
    const renewed = await api.call(makersApi.renewProgramSecret, { appId })
    writeCity(desk.settings, api.origin, { secrets: { ...kept.secrets, [appId]: renewed.secret } })
    desk.say(`${renewed.secret}\nThe one before is void.`)
    return 0
  }
  const known = kept.secrets?.[appId]
  if (!known) throw new Complaint('It was told on another machine. A new one: plaza program secret --renew')
  desk.say(known)
  return 0
}
