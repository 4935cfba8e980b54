import { Database, sql } from '@plaza/db'
import type { Phone } from '@plaza/testkit'

export interface Verdict {
  acknowledged: number
  /** Acknowledged, and not in the database at the place that was acknowledged. */
  lost: number
  /** Ids that are in the database more than once, or were acknowledged at two places. */
  doubled: number
  /** Conversations whose numbers have gaps. */
  gaps: number
  /** Device logs that differ from the database, one for each device and conversation. */
  differing: number
}

/** Compares what phones were promised and what they hold with what the database has. */
export async function verify(databaseUrl: string, phones: readonly Phone[]): Promise<Verdict> {
  await using db = new Database(databaseUrl, { poolMax: 1 })
  const rows = await db.rows<{ conv: string; q: number; id: string }>(
    sql`select conv, q, id from chat.message order by conv, q`,
  )
  const truth = new Map<string, string[]>()
  const verdict: Verdict = {
    acknowledged: 0,
    lost: 0,
    doubled: rows.length - new Set(rows.map(row => row.id)).size,
    gaps: 0,
    differing: 0,
  }
  for (const { conv, q, id } of rows) {
    const ids = truth.get(conv) ?? []
    if (ids.push(id) !== q) verdict.gaps += 1
    truth.set(conv, ids)
  }
  const places = new Map<string, string>()
  for (const { id, c, q } of phones.flatMap(phone => phone.acked)) {
    verdict.acknowledged += 1
    if (truth.get(c)?.[q - 1] !== id) verdict.lost += 1
    if ((places.get(id) ?? `${c} ${q}`) !== `${c} ${q}`) verdict.doubled += 1
    places.set(id, `${c} ${q}`)
  }
  for (const phone of phones) {
    for (const c of phone.copy.rows.keys()) {
      const log = phone.log(c)
      const own = (truth.get(c) ?? []).slice((log[0]?.q ?? 1) - 1)
      if (log.length !== own.length || log.some((event, i) => event.id !== own[i])) verdict.differing += 1
    }
  }
  return verdict
}
