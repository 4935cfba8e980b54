import type { InputOf, makersApi, ReplyOf, Shot } from '@plaza/contract'
import type { Call, Caller, City } from '@plaza/house'
import { submitted } from '../reviews/queue.ts'
import { crawlOf, pictureOf, shotsOf } from './store.ts'

type Api = typeof makersApi

/** What the city's browser found in a version. Refuses `not_found`. */
export async function seeCrawl(
  city: City,
  { input }: Call<InputOf<Api['seeCrawl']>>,
): Promise<ReplyOf<Api['seeCrawl']>> {
  const { id } = await submitted(city, input.version)
  const row = await crawlOf(city.db, id)
  if (!row) return {}
  const { state, why, pages, leftOut, endedAt } = row
  const shots = (await shotsOf(city.db, id)).map(({ hasPicture, ...shot }): Shot => {
    return hasPicture ? { ...shot, picture: `/review-pictures/${id}/${shot.n}` } : shot
  })
  const facts = { ...(why === null ? {} : { why }), ...(endedAt === null ? {} : { endedAt }) }
  return { crawl: { state, pages, leftOut, shots, ...facts } }
}

/** Door: the picture of one page, for operators; to everybody else it is not there. */
export async function reviewPicture(
  city: City,
  by: Caller | undefined,
  { version, n }: { version: string; n: number },
): Promise<Buffer | undefined> {
  return by?.kind === 'operator' ? pictureOf(city.db, version, n) : undefined
}
