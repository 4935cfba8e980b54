import type { InputOf, makersApi, ReplyOf } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { activePerson, cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { changeTesters } from '@plaza/programs'
import { noteAct, TESTER_ASKED } from '../events.ts'
import { TESTERS_MAX } from '../limits.ts'
import { developed, programFor } from '../programs.ts'
import { lockProgram } from '../store.ts'
import * as store from './store.ts'

type Api = typeof makersApi

/** Who tries a program besides its team, and who was asked to. */
export async function programTesters(
  city: City,
  { input, by }: Call<InputOf<Api['programTesters']>>,
): Promise<ReplyOf<Api['programTesters']>> {
  await programFor(city, input.appId, by.person)
  const rows = await store.testersOf(city.db, input.appId, TESTERS_MAX)
  const people = await cards(
    city,
    rows.map(row => row.person),
  )
  return {
    most: TESTERS_MAX,
    testers: rows.flatMap(({ person, invited, since }) => {
      const card = people.find(one => one.id === person)
      return card ? [{ person: card, since, ...(invited ? { invited: true as const } : {}) }] : []
    }),
  }
}

/**
 * Asks somebody to try what the team tries. Safe to repeat. Refuses whoever does not live here (`not_found`), and one more
 * than a program may have (`too_many_testers`).
 */
export async function inviteTester(
  city: City,
  { input, by }: Call<InputOf<Api['inviteTester']>>,
): Promise<ReplyOf<Api['inviteTester']>> {
  const { appId, person } = input
  await developed(city, appId, by.person)
  const known = await activePerson(city, person)
  if (known?.kind !== 'citizen' && known?.kind !== 'operator') throw new Refusal('not_found')
  await city.tx(async tx => {
    await lockProgram(tx, appId)
    if (await store.testerOf(tx, appId, person)) return
    if ((await store.testersOf(tx, appId, TESTERS_MAX)).length >= TESTERS_MAX) throw new Refusal('too_many_testers')
    await store.putTester(tx, appId, { person, invited: true, since: city.clock.now() })
    await noteAct(city, tx, { appId, what: 'tester_asked', by: by.person, facts: { person } })
    await city.outbox.emit(tx, TESTER_ASKED, { appId, person })
  })
  return { done: true }
}

/** Lets a tester go, or stops trying. Safe to repeat. */
export async function dropTester(
  city: City,
  { input, by }: Call<InputOf<Api['dropTester']>>,
): Promise<ReplyOf<Api['dropTester']>> {
  const { appId, person } = input
  if (person !== by.person) await developed(city, appId, by.person)
  await city.tx(async tx => {
    if (!(await store.testerOf(tx, appId, person))) return
    await lockProgram(tx, appId)
    await store.dropTester(tx, appId, person)
    await tellTrial(tx, appId)
    await noteAct(city, tx, { appId, what: 'tester_gone', by: by.person, facts: { person } })
  })
  return { done: true }
}

/** The trial is for whoever tests now. */
export const tellTrial = async (tx: Queries, appId: string): Promise<void> =>
  changeTesters(tx, appId, await store.trialPeople(tx, appId))
