import type { InputOf, makersApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { languageOf } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { saidIn } from '@plaza/programs'
import { TRIALS_PER_PERSON_MAX, TRIALS_SHOWN_MAX } from '../limits.ts'
import { lockProgram, programByApp } from '../store.ts'
import { versionById } from '../versions/store.ts'
import * as store from './store.ts'
import { tellTrial } from './testers.ts'

type Api = typeof makersApi
type Trial = ReplyOf<Api['myTrials']>['trials'][number]

/** What I try for its makers, and what I was asked to try. */
export async function myTrials(city: City, { by }: Call<object>): Promise<ReplyOf<Api['myTrials']>> {
  const [rows, language] = await Promise.all([
    store.triedPrograms(city.db, by.person, TRIALS_SHOWN_MAX),
    languageOf(city, by.person),
  ])
  const trials = await Promise.all(
    rows.map(async ({ appId, invited }): Promise<Trial[]> => {
      const program = await programByApp(city.db, appId)
      if (!program) return []
      const { names, icon } = program.profile
      const version = program.trial === null ? undefined : await versionById(city.db, program.trial)
      return [
        {
          appId,
          name: saidIn(names, language),
          maker: program.teamName,
          ...(icon === undefined ? {} : { icon }),
          ...(version ? { version: version.version } : {}),
          ...(invited ? { invited: true as const } : {}),
        },
      ]
    }),
  )
  return { trials: trials.flat() }
}

/** Tries the program that its makers asked the caller to try, or not: then it is as if they never asked. */
export async function answerTrial(
  city: City,
  { input, by }: Call<InputOf<Api['answerTrial']>>,
): Promise<ReplyOf<Api['answerTrial']>> {
  const { appId, accept } = input
  const tester = await store.testerOf(city.db, appId, by.person)
  if (!tester) throw new Refusal('not_found')
  if (!tester.invited) return { done: true }
  if (accept && (await store.countTried(city.db, by.person)) >= TRIALS_PER_PERSON_MAX)
    throw new Refusal('too_many_trials')
  await city.tx(async tx => {
    await lockProgram(tx, appId)
    if (accept) await store.acceptTrial(tx, appId, by.person, city.clock.now())
    else await store.dropTester(tx, appId, by.person)
    await tellTrial(tx, appId)
  })
  return { done: true }
}
