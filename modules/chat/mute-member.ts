import { limits, type MuteTerm } from '@plaza/contract'
import type { City } from '@plaza/house'
import { hours, minutes, Refusal } from '@plaza/kernel'
import { inGroup, mustManage } from './in-group.ts'
import * as groups from './store-groups.ts'

const TERMS_MS = { minutes_10: minutes(10), hour: hours(1), day: hours(24) } as const

/** Lets somebody only read for a while, or lifts that. Admins are muted by the owner alone, who always speaks. */
export async function muteMember(
  city: City,
  by: string,
  { id: conv, person, term }: { id: string; person: string; term: MuteTerm },
): Promise<void> {
  await inGroup(city, { conv, by, concerned: [person], what: 'muted' }, async group => {
    mustManage(group, by)
    const role = group.roleOf(person)
    if (!role) throw new Refusal('not_a_member')
    if (role === 'owner' || (role === 'admin' && group.roleOf(by) !== 'owner')) throw new Refusal('not_allowed')
    const until = endOf(term, group.at)
    await groups.muteUntil(group.tx, conv, person, until)
    await group.told(until === null ? { what: 'unmuted', who: [person] } : { what: 'muted', who: [person], until })
  })
}

function endOf(term: MuteTerm, now: number): number | null {
  if (term === 'lifted') return null
  return term === 'until_lifted' ? limits.MUTED_UNTIL_LIFTED : now + TERMS_MS[term]
}
