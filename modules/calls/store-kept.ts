import { sql } from '@plaza/db'
import { keptLists, type City, type Kept } from '@plaza/house'

/** Calls that a person began, was asked to, and was in. */
export function keptOf(city: City, person: string): AsyncIterable<Kept> {
  return keptLists(city, {
    'calls/begun': sql`
      select kind, state, why, at, answered_at as "answeredAt", ended_at as "endedAt"
      from calls.call where by = ${person} order by at`,
    'calls/asked': sql`
      select call.kind, asked.answer, call.at
      from calls.asked join calls.call on call.id = asked.call where asked.person = ${person} order by call.at`,
    'calls/joined': sql`
      select call, joined_at as "joinedAt", left_at as "leftAt" from calls.party where person = ${person} order by joined_at`,
  })
}
