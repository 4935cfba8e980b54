import type { City } from '@plaza/house'
import { languageOf } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { openidIn, personBehind } from '@plaza/programs'
import { FOLLOWERS_PAGE_MAX } from '../limits.ts'
import { unionidIn } from '../sessions.ts'
import { followerOf, followersAfter, followersOf } from './store.ts'

/** A page of the names of a program's followers; `after` is the last one of the page before. */
export async function followersPage(
  city: City,
  appId: string,
  after: string | undefined,
): Promise<{ total: number; openids: string[] }> {
  const from = after === undefined ? null : await personBehind(city, appId, after)
  if (from === undefined) throw new Refusal('openid_unknown')
  const [total, rows] = await Promise.all([
    followersOf(city.db, appId),
    followersAfter(city.db, { appId, after: from, limit: FOLLOWERS_PAGE_MAX, muted: true }),
  ])
  const openids: string[] = []
  for (const row of rows) openids.push(await openidIn(city, appId, row.person))
  return { total, openids }
}

/** What a program knows of one follower: since when, and their language. Undefined when they follow no more. */
export async function followerBehind(city: City, appId: string, openid: string) {
  const person = await personBehind(city, appId, openid)
  if (person === undefined) throw new Refusal('openid_unknown')
  const [row, language, unionid] = await Promise.all([
    followerOf(city.db, appId, person),
    languageOf(city, person),
    unionidIn(city, appId, person),
  ])
  return row && { openid, unionid, since: row.since, language }
}
