import type { InputOf, Language, MyProgram, ProgramCard, programsApi, ReplyOf } from '@plaza/contract'
import { limits } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { languageOf } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { frameUrl } from './keys.ts'
import { LIST_PAGE_MAX, RECENT_MAX } from './limits.ts'
import { cardOf, hostsOf, type ProgramRow } from './rules.ts'
import { isStarred, listed, programOf, putStar, starred, versionOf, visited, type VisitRow } from './store.ts'
import { starredPages } from './store-pages.ts'

type Api = typeof programsApi

/** A program that was ever released; refuses `not_found` for all else. */
export async function mustProgram(city: City, appId: string): Promise<ProgramRow> {
  const program = await programOf(city.db, appId)
  if (!program?.released) throw new Refusal('not_found')
  return program
}

/** The same, and it is open to citizens (`program_stopped`). */
export async function mustOpen(city: City, appId: string): Promise<ProgramRow> {
  const program = await mustProgram(city, appId)
  if (program.stoppedAt !== null) throw new Refusal('program_stopped')
  return program
}

export async function findPrograms(
  city: City,
  call: Call<InputOf<Api['programs']>>,
): Promise<ReplyOf<Api['programs']>> {
  const { q = '', after = 0 } = call.input
  const rows = await listed(city.db, q.trim(), after, LIST_PAGE_MAX + 1)
  const language = await languageOf(city, call.by.person)
  return {
    programs: rows.slice(0, LIST_PAGE_MAX).map((row): ProgramCard => cardOf(row, language)),
    more: rows.length > LIST_PAGE_MAX,
  }
}

export async function myPrograms(city: City, { by }: Call<object>): Promise<ReplyOf<Api['myPrograms']>> {
  const [language, recent, stars, pages] = await Promise.all([
    languageOf(city, by.person),
    visited(city.db, by.person, RECENT_MAX),
    starred(city.db, by.person, limits.PROGRAM_STARS_MAX),
    starredPages(city.db, by.person, limits.PROGRAM_PAGE_STARS_MAX),
  ])
  return {
    recent: recent.map(row => mine(row, language)),
    starred: stars.map(row => mine(row, language)),
    pages: pages.map(({ path, title, starredAt, ...row }) => ({
      program: cardOf(row, language),
      path,
      title,
      at: starredAt,
    })),
    frame: frameUrl(city),
  }
}

const mine = (row: VisitRow, language: Language): MyProgram => ({
  program: cardOf(row, language),
  openedAt: row.openedAt ?? row.starredAt ?? 0,
  starred: row.starredAt !== null,
})

export async function seeProgram(
  city: City,
  { input, by }: Call<InputOf<Api['program']>>,
): Promise<ReplyOf<Api['program']>> {
  const program = await mustProgram(city, input.appId)
  const [language, version, star] = await Promise.all([
    languageOf(city, by.person),
    versionOf(city.db, program.released as string),
    isStarred(city.db, by.person, input.appId),
  ])
  return {
    program: cardOf(program, language),
    version: version?.version ?? '',
    releasedAt: version?.releasedAt ?? 0,
    starred: star,
    domains: hostsOf(program.domains),
    scopes: Object.entries(program.scopes).map(([scope, reason]) => ({ scope, reason })),
  }
}

/** Refuses `too_many_stars` when the list is full; taking one away always works. */
export async function starProgram(
  city: City,
  { input, by }: Call<InputOf<Api['starProgram']>>,
): Promise<ReplyOf<Api['starProgram']>> {
  await mustProgram(city, input.appId)
  await city.tx(async tx => {
    const stars = await putStar(tx, { person: by.person, appId: input.appId, on: input.on, now: city.clock.now() })
    if (input.on && stars > limits.PROGRAM_STARS_MAX)
      throw new Refusal('too_many_stars', { max: limits.PROGRAM_STARS_MAX })
  })
  return { done: true }
}
