import type { CallShown } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import { askedIn, partiesIn, type CallRow } from './store.ts'

/** A call as its people see it. */
export async function show(db: Queries, row: CallRow): Promise<CallShown> {
  const asked = await askedIn(db, row.id)
  const parties = await partiesIn(db, row.id)
  return {
    id: row.id,
    c: row.conv,
    kind: row.kind,
    by: row.by,
    state: row.state,
    ...(row.why === null ? {} : { why: row.why }),
    at: row.at,
    ...(row.answered_at === null ? {} : { answeredAt: row.answered_at }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
    ...(row.forwarder === null ? {} : { via: 'sfu' as const }),
    version: row.version,
    parties: parties.map(({ peer, person, joined_at }) => ({ peer, person, joinedAt: joined_at })),
    asked: asked.map(({ person, answer }) => ({ person, ...(answer === null ? {} : { answer }) })),
  }
}

/** Everybody whom a call concerns. */
export const peopleOfCall = (call: CallShown): string[] => [
  ...new Set([call.by, ...call.asked.map(one => one.person), ...call.parties.map(one => one.person)]),
]
