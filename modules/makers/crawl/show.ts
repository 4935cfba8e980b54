import type { InputOf, makersApi, ReplyOf, Shot } from '@plaza/contract'
import type { Call, Caller, City } from '@plaza/house'
import { managesProgram } from '../door.ts'
import { programFor } from '../programs.ts'
import { submitted } from '../reviews/queue.ts'
import { versionById } from '../versions/store.ts'
import { versionIn } from '../versions/show.ts'
import { crawlOf, pictureOf, shotsOf } from './store.ts'

type Api = typeof makersApi

/** What the city's browser found in a version. Refuses `not_found`. */
export async function seeCrawl(
  city: City,
  { input }: Call<InputOf<Api['seeCrawl']>>,
): Promise<ReplyOf<Api['seeCrawl']>> {
  const { id } = await submitted(city, input.version)
  return found(city, id)
}

/** The same, for the team whose version it is. Refuses `not_found`. */
export async function myCrawl(
  city: City,
  { input, by }: Call<InputOf<Api['myCrawl']>>,
): Promise<ReplyOf<Api['myCrawl']>> {
  await programFor(city, input.appId, by.person)
  return found(city, (await versionIn(city, input.appId, input.version)).id)
}

async function found(city: City, id: string): Promise<ReplyOf<Api['seeCrawl']>> {
  const row = await crawlOf(city.db, id)
  if (!row) return {}
  const { state, why, pages, leftOut, endedAt } = row
  const shots = (await shotsOf(city.db, id)).map(({ hasPicture, ...shot }): Shot => {
    return hasPicture ? { ...shot, picture: `/review-pictures/${id}/${shot.n}` } : shot
  })
  const facts = { ...(why === null ? {} : { why }), ...(endedAt === null ? {} : { endedAt }) }
  return { crawl: { state, pages, leftOut, shots, ...facts } }
}

/** Door: the picture of one page, for operators and who makes the program; to everybody else it is not there. */
export async function reviewPicture(
  city: City,
  by: Caller | undefined,
  { version, n }: { version: string; n: number },
): Promise<Buffer | undefined> {
  if (!by) return undefined
  const row = by.kind === 'operator' ? undefined : await versionById(city.db, version)
  const mine = row !== undefined && (await managesProgram(city, row.appId, by.person)) === true
  return by.kind === 'operator' || mine ? pictureOf(city.db, version, n) : undefined
}
