import type { InputOf, makersApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { beginLook } from '@plaza/programs'
import { publicProfile } from '../profile.ts'
import { lockProgram } from '../store.ts'
import { versionIn } from '../versions/show.ts'
import { submitted } from './queue.ts'

/** From now on a version that waits runs for this operator, until somebody decides or takes it back. Safe to repeat. */
export async function lookAtReview(
  city: City,
  { input, by }: Call<InputOf<(typeof makersApi)['lookAtReview']>>,
): Promise<ReplyOf<(typeof makersApi)['lookAtReview']>> {
  const { id, appId } = await submitted(city, input.version)
  await city.tx(async tx => {
    const { teamName } = await lockProgram(tx, appId)
    const { state, profile } = await versionIn(city, appId, id)
    if (state !== 'review' || profile === null) throw new Refusal('already_decided')
    await beginLook(city, tx, { appId, version: id, person: by.person, profile: publicProfile(profile, teamName) })
  })
  return { done: true }
}
