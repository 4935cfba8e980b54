import { limits, type InputOf, type platformApi, type ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { languageOf } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { cardOf, mustOpen, mustProgram, programOf } from '@plaza/programs'
import { tellServer } from '../push/tell.ts'
import { accountOf, openWith } from '../service/account.ts'
import { putContact } from '../service/store.ts'
import { countFollowed, dropFollower, followedBy, followerOf, putFollower } from './store.ts'

type Api = typeof platformApi

/**
 * Follows a program, or no more. What it tells its followers comes into the caller's conversation with its account, which
 * opens with the first time. Refuses more than `PROGRAM_FOLLOWED_MAX` (`limit_reached`).
 */
export async function followProgram(
  city: City,
  { input, by }: Call<InputOf<Api['followProgram']>>,
): Promise<ReplyOf<Api['followProgram']>> {
  const { appId, on, muted = false } = input
  const { person } = by
  if (!on) {
    await mustProgram(city, appId)
    await city.db.tx(async tx => {
      if (!(await dropFollower(tx, appId, person))) return
      await tellServer(city, tx, { id: city.newId(), appId, kind: 'unfollowed', person, facts: {} })
    })
    return { done: true }
  }
  const program = await mustOpen(city, appId)
  if (!(await followerOf(city.db, appId, person))) {
    if ((await countFollowed(city.db, person)) >= limits.PROGRAM_FOLLOWED_MAX)
      throw new Refusal('limit_reached', { max: limits.PROGRAM_FOLLOWED_MAX })
    const account = await accountOf(city, program)
    await putContact(city.db, appId, person, await openWith(city, account.id, person))
  }
  await city.db.tx(async tx => {
    if (!(await putFollower(tx, { appId, person, since: city.clock.now(), muted }))) return
    await tellServer(city, tx, { id: city.newId(), appId, kind: 'followed', person, facts: {} })
  })
  return { done: true }
}

export async function followedPrograms(city: City, { by }: Call<object>): Promise<ReplyOf<Api['followedPrograms']>> {
  const rows = await followedBy(city.db, by.person, limits.PROGRAM_FOLLOWED_MAX)
  const language = await languageOf(city, by.person)
  const programs = await Promise.all(rows.map(row => programOf(city, row.appId)))
  return {
    programs: rows.flatMap((row, i) => {
      const program = programs[i]
      return program ? [{ program: cardOf(program, language), since: row.since, muted: row.muted }] : []
    }),
  }
}
