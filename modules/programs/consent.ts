import type { InputOf, programsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { programForgotten, tellForgotten } from './events.ts'
import { mustProgram } from './find.ts'
import { ACTS_PAGE_MAX, KNOWN_MAX } from './limits.ts'
import { cardOf } from './rules.ts'
import { visited } from './store.ts'
import { dropSubscriptions } from './store-subscribe.ts'
import { acts, consents, forget, keptOf, putAct, putConsent, putWord, wordOf } from './store-person.ts'
import { languageFor } from './which.ts'

type Api = typeof programsApi

/** Keeps the caller's answer. A program may only ask what its maker declared, with a reason (`scope_not_declared`). */
export async function grantProgram(
  city: City,
  { input, by }: Call<InputOf<Api['grantProgram']>>,
): Promise<ReplyOf<Api['grantProgram']>> {
  const program = await mustProgram(city, input.appId, by.person)
  if (!Object.hasOwn(program.scopes, input.scope)) throw new Refusal('scope_not_declared')
  const { scope, allowed, appId } = input
  await putConsent(city.db, { person: by.person, appId, scope, allowed, now: city.clock.now() })
  return { done: true }
}

/** What each program that the caller ever opened knows and may do. */
export async function knownToPrograms(
  city: City,
  { by, language: spoken }: Call<object>,
): Promise<ReplyOf<Api['knownToPrograms']>> {
  const [language, visits, answers, kept] = await Promise.all([
    languageFor(city, { by, language: spoken }),
    visited(city.db, by.person, KNOWN_MAX),
    consents(city.db, by.person),
    keptOf(city.db, by.person),
  ])
  const keptBy = new Map(kept.map(row => [row.appId, row]))
  return {
    programs: visits.map(row => ({
      program: cardOf(row, language),
      openedAt: row.openedAt ?? 0,
      grants: answers
        .filter(answer => answer.appId === row.appId)
        .map(({ scope, allowed, at }) => ({ scope, allowed, at })),
      storageBytes: Number(keptBy.get(row.appId)?.bytes ?? 0n),
      known: keptBy.get(row.appId)?.known ?? false,
    })),
  }
}

export async function programActs(
  city: City,
  { input, by }: Call<InputOf<Api['programActs']>>,
): Promise<ReplyOf<Api['programActs']>> {
  const rows = await acts(city.db, {
    person: by.person,
    appId: input.appId,
    before: input.before,
    limit: ACTS_PAGE_MAX + 1,
  })
  return {
    acts: rows
      .slice(0, ACTS_PAGE_MAX)
      .map(({ act, detail, at }) => ({ act, at, ...(detail === null ? {} : { detail }) })),
    more: rows.length > ACTS_PAGE_MAX,
  }
}

export async function noteProgramAct(
  city: City,
  { input, by }: Call<InputOf<Api['noteProgramAct']>>,
): Promise<ReplyOf<Api['noteProgramAct']>> {
  const { appId, act, detail } = input
  await mustProgram(city, appId, by.person)
  await putAct(city.db, { person: by.person, appId, act, detail, now: city.clock.now() })
  return { done: true }
}

/** Takes everything back that the program has of the caller. */
export async function forgetProgram(
  city: City,
  { input, by }: Call<InputOf<Api['forgetProgram']>>,
): Promise<ReplyOf<Api['forgetProgram']>> {
  await mustProgram(city, input.appId, by.person)
  await city.tx(async tx => {
    await forget(tx, by.person, input.appId)
    await dropSubscriptions(tx, by.person, input.appId)
    await tellForgotten(city, tx, by.person, input.appId)
  })
  programForgotten(city, input.appId)
  return { done: true }
}

/** The word by which the caller knows the sheets of their own client. */
export async function programWord(city: City, { by }: Call<object>): Promise<ReplyOf<Api['programWord']>> {
  const kept = await wordOf(city.db, by.person)
  return kept?.word ? { word: kept.word } : {}
}

export async function setProgramWord(
  city: City,
  { input, by }: Call<InputOf<Api['setProgramWord']>>,
): Promise<ReplyOf<Api['setProgramWord']>> {
  if (input.word.includes('\u0000') || !input.word.isWellFormed()) throw new Refusal('bad_input', { field: 'word' })
  await putWord(city.db, by.person, input.word.trim())
  return { done: true }
}
