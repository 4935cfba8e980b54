import type { Waiting } from '@plaza/contract'
import type { City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { inGroup, mustManage } from './in-group.ts'
import { letIn } from './invite.ts'
import * as entry from './store-entry.ts'
import { tellLeaders } from './waiting.ts'

/** Who waits to come into a group, for its owner and admins. */
export async function listWaiting(city: City, by: string, conv: string): Promise<{ waiting: Waiting[] }> {
  const rows = await inGroup(city, { conv, by, what: 'looked' }, async group => {
    mustManage(group, by)
    return entry.waitingRows(group.tx, conv)
  })
  const ids = rows.flatMap(row => [row.person, ...(row.invited_by ? [row.invited_by] : [])])
  const people = new Map((await cards(city, ids)).map(card => [card.id, card]))
  const waiting = rows.flatMap(({ person, invited_by: inviter, reason, at }) => {
    const card = people.get(person)
    const by = inviter === null ? undefined : people.get(inviter)
    return card && !card.closed ? [{ person: card, ...(by ? { by } : {}), reason, at }] : []
  })
  return { waiting }
}

/** Lets somebody in who waits, or declines. Whoever is in already stays. */
export async function answerWaiting(
  city: City,
  by: string,
  { id: conv, person, accept }: { id: string; person: string; accept: boolean },
): Promise<void> {
  await inGroup(city, { conv, by, concerned: [person], what: accept ? 'approved' : 'declined' }, async group => {
    mustManage(group, by)
    if (group.roleOf(person)) return
    // Declining decides at once whether somebody waited; of two admins at once the first is heard.
    if (!(await entry.declineWaiting(group.tx, conv, person, group.at))) throw new Refusal('not_found')
    if (accept) await letIn(city, group, [person], 'approved')
    else await tellLeaders(group)
  })
}
