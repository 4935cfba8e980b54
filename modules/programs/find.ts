import type { InputOf, Language, MyProgram, programsApi, ReplyOf } from '@plaza/contract'
import { limits } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { frameUrl } from './keys.ts'
import { RECENT_MAX } from './limits.ts'
import { cardOf, hostsOf } from './rules.ts'
import { isStarred, putStar, starred, versionOf, visited, type VisitRow } from './store.ts'
import { starredPages } from './store-pages.ts'
import { languageFor, mustProgram } from './which.ts'

export { mustOpen, mustProgram } from './which.ts'

type Api = typeof programsApi

export async function myPrograms(
  city: City,
  { by, language: spoken }: Call<object>,
): Promise<ReplyOf<Api['myPrograms']>> {
  const [language, recent, stars, pages] = await Promise.all([
    languageFor(city, { by, language: spoken }),
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
  { input, by, language: spoken }: Call<InputOf<Api['program']>>,
): Promise<ReplyOf<Api['program']>> {
  const program = await mustProgram(city, input.appId, by.person)
  const [language, version, star] = await Promise.all([
    languageFor(city, { by, language: spoken }),
    versionOf(city.db, program.runs),
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
