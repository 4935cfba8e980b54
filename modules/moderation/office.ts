import type { Case, InputOf, moderationApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { decidedReport } from './events.ts'
import { REPORTS_SHOWN_MAX } from './limits.ts'
import { show } from './report.ts'
import * as store from './store.ts'

/** The queue of the office. */
export async function cases(
  city: City,
  { input }: Call<InputOf<typeof moderationApi.cases>>,
): Promise<ReplyOf<typeof moderationApi.cases>> {
  const read = input.state === 'decided' ? store.decided : store.open
  const rows = await read(city.db, input.after, REPORTS_SHOWN_MAX + 1)
  const shown = await casesOf(city, rows.slice(0, REPORTS_SHOWN_MAX))
  const people = shown.flatMap(one => [one.by, one.report.about, ...one.context.map(event => event.f)])
  return { cases: shown, people: await cards(city, [...new Set(people)]), more: rows.length > REPORTS_SHOWN_MAX }
}

/** Decides a report once; the same decision of the same operator again changes nothing. */
export async function decide(
  city: City,
  { by, input }: Call<InputOf<typeof moderationApi.decideReport>>,
): Promise<Case> {
  const { id, upheld, decision } = input
  const mine = await store.decide(city.db, id, { operator: by.person, upheld, decision, at: city.clock.now() })
  const row = await store.byId(city.db, id)
  if (!row) throw new Refusal('not_found')
  const same = row.decidedBy === by.person && row.state === (upheld ? 'upheld' : 'dismissed')
  if (!mine && !same) throw new Refusal('already_decided')
  if (mine) decidedReport(city, row.state)
  return (await casesOf(city, [row]))[0] as Case
}

async function casesOf(city: City, rows: readonly store.ReportRow[]): Promise<Case[]> {
  const standing = await store.standingOf(
    city.db,
    rows.map(row => row.about),
  )
  return rows.map(row => ({
    report: show(row),
    by: row.by,
    ...(row.conv === null ? {} : { c: row.conv }),
    ...(row.q === null ? {} : { q: row.q }),
    context: row.context,
    others: standing.get(row.about) ?? { all: 0, upheld: 0 },
    ...(row.decidedBy === null ? {} : { decidedBy: row.decidedBy }),
    ...(row.decision === null ? {} : { decision: row.decision }),
  }))
}
