import type { InputOf, PlatformCall, platformApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { LOG_PAGE } from '../limits.ts'
import { mustManage } from '../manage.ts'
import { callAt, callsOf, replayNews } from './store.ts'

type Api = typeof platformApi

/** What a program's server asked and was told, the newest first. */
export async function platformLog(
  city: City,
  { input, by }: Call<InputOf<Api['platformLog']>>,
): Promise<ReplyOf<Api['platformLog']>> {
  const { appId, way, outcome, before } = input
  await mustManage(city, appId, by.person)
  const ok = outcome === undefined ? undefined : outcome === 'ok'
  const rows = await callsOf(city.db, { appId, way, ok, before, limit: LOG_PAGE + 1 })
  return { calls: rows.slice(0, LOG_PAGE).map(shown), more: rows.length > LOG_PAGE }
}

/** One of them, with what was said on both sides. */
export async function platformCall(
  city: City,
  { input, by }: Call<InputOf<Api['platformCall']>>,
): Promise<ReplyOf<Api['platformCall']>> {
  await mustManage(city, input.appId, by.person)
  const row = await callAt(city.db, input.appId, input.n)
  if (!row) throw new Refusal('not_found')
  return { call: shown(row), asked: row.asked, answered: row.answered }
}

/**
 * Brings news once more, marked as a replay, under the id that they always had. The same wish again is the same replay.
 * Refuses what was no news (`not_found`), and news that are still being tried (`still_tried`).
 */
export async function replayCall(
  city: City,
  { input, by }: Call<InputOf<Api['replayCall']>>,
): Promise<ReplyOf<Api['replayCall']>> {
  const { appId, n, id } = input
  await mustManage(city, appId, by.person)
  const row = await callAt(city.db, appId, n)
  if (row?.way !== 'push') throw new Refusal('not_found')
  const heard = await replayNews(city.db, { appId, news: row.id, id, now: city.clock.now() })
  if (!heard) throw new Refusal('still_tried')
  return { done: true }
}

const shown = ({
  n,
  way,
  id,
  name,
  ok,
  outcome,
  ms,
  at,
  replay,
}: PlatformCall & { replay: boolean }): PlatformCall => ({
  n,
  way,
  id,
  name,
  ok,
  outcome,
  ms,
  at,
  ...(replay ? { replay: true as const } : {}),
})
