import { readableAt } from '@plaza/chat'
import type { ChatEvent, InputOf, moderationApi, Report, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { reported } from './events.ts'
import { CONTEXT_EACH_SIDE, DAY_MS, REPORTS_PER_DAY_MAX, REPORTS_SHOWN_MAX } from './limits.ts'
import * as store from './store.ts'

/**
 * Brings a person or a message to the office. What goes with it is what the caller may read, no more. Refuses `is_self`,
 * `not_found` (nobody), `target_not_found` (no message of theirs that the caller may read), `too_many_reports`,
 * `exists_different`.
 */
export async function report(city: City, { by, input }: Call<InputOf<typeof moderationApi.report>>): Promise<Report> {
  const { id, about, c, q, reason, note } = input
  if (about === by.person) throw new Refusal('is_self')
  const known = await store.byId(city.db, id)
  if (known) {
    if (known.by !== by.person || known.about !== about || known.q !== (q ?? null))
      throw new Refusal('exists_different')
    return show(known)
  }
  const now = city.clock.now()
  if ((await store.countSince(city.db, by.person, now - DAY_MS)) >= REPORTS_PER_DAY_MAX)
    throw new Refusal('too_many_reports', { max: REPORTS_PER_DAY_MAX })
  if ((await cards(city, [about])).length === 0) throw new Refusal('not_found')
  const context = c !== undefined && q !== undefined ? await around(city, by.person, c, q) : []
  if (q !== undefined && !context.some(event => event.q === q && event.f === about))
    throw new Refusal('target_not_found')
  await store.add(city.db, { id, by: by.person, about, conv: c ?? null, q: q ?? null, reason, note, context, at: now })
  reported(city, reason)
  return show((await store.byId(city.db, id)) as store.ReportRow)
}

/** A message with those around it, as this person may read them now. */
function around(city: City, person: string, conv: string, q: number): Promise<ChatEvent[]> {
  const from = Math.max(1, q - CONTEXT_EACH_SIDE)
  const places = Array.from({ length: 2 * CONTEXT_EACH_SIDE + 1 }, (_, i) => ({ conv, q: from + i }))
  return readableAt(city, person, places)
}

export async function myReports(city: City, { by }: Call<object>): Promise<ReplyOf<typeof moderationApi.myReports>> {
  const rows = await store.madeBy(city.db, by.person, REPORTS_SHOWN_MAX)
  return { reports: rows.map(show), people: await cards(city, [...new Set(rows.map(row => row.about))]) }
}

export function show({ id, about, reason, note, state, at, decidedAt }: store.ReportRow): Report {
  return { id, about, reason, note, state, at, ...(decidedAt === null ? {} : { decidedAt }) }
}
