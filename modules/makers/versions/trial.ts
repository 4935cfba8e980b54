import type { InputOf, MakerProgram, makersApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { tryProgram } from '@plaza/programs'
import { noteAct } from '../events.ts'
import { publicProfile } from '../profile.ts'
import { developed, makerProgram } from '../programs.ts'
import { lockProgram, writeTrial } from '../store.ts'
import { trialPeople } from '../testers/store.ts'
import { versionIn } from './show.ts'
import { moveVersion } from './store.ts'

/**
 * Lets the team and its testers try a version with the profile as it is now, instead of the one it tried before; or ends the trial. A version
 * that was submitted keeps its state, and is tried all the same.
 */
export async function setTrial(city: City, call: Call<InputOf<(typeof makersApi)['setTrial']>>): Promise<MakerProgram> {
  const { input, by } = call
  const { appId, version } = input
  const { program } = await developed(city, appId, by.person)
  if (version !== undefined && (await versionIn(city, appId, version)).state === 'old')
    throw new Refusal('version_not_ready')
  await city.tx(async tx => {
    const { trial, profile, teamName } = await lockProgram(tx, appId)
    if (trial !== null && trial !== version) await moveVersion(tx, trial, { from: ['trial'], to: 'develop' })
    if (version !== undefined) await moveVersion(tx, version, { from: ['develop'], to: 'trial' })
    await writeTrial(tx, appId, version ?? null)
    await tryProgram(city, tx, {
      appId,
      version: version ?? null,
      testers: await trialPeople(tx, appId),
      profile: publicProfile(profile, teamName),
    })
    const what = version === undefined ? 'trial_ended' : 'tried'
    await noteAct(city, tx, { appId, what, by: by.person, facts: { version } })
  })
  return makerProgram(city, { ...call, input: { appId: program.appId } })
}
