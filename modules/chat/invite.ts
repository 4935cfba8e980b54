import { limits, type ChatRow } from '@plaza/contract'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { findInvite } from './codes.ts'
import { mustBeFriends, rowOf, WHO_MAX } from './create-group.ts'
import { JOIN_ASKED, type JoinAsked } from './events.ts'
import { inGroup, type InGroup } from './in-group.ts'
import { admit } from './membership.ts'
import { mustBeText } from './rules.ts'
import * as entry from './store-entry.ts'
import { tellLeaders } from './waiting.ts'

/**
 * Adds contacts to a group; those already in are passed over. Where admins approve whoever comes, those whom an ordinary
 * member adds wait, with the reason given.
 */
export async function invite(
  city: City,
  by: string,
  { id: conv, people, reason }: { id: string; people: readonly string[]; reason?: string | undefined },
): Promise<ChatRow> {
  mustBeText('reason', reason)
  await mustBeFriends(city, by, people)
  await inGroup(city, { conv, by, concerned: people, what: 'invited' }, async group => {
    const fresh = people.filter(person => group.roleOf(person) === undefined)
    if (fresh.length === 0) return
    if (group.head.approval && group.roleOf(by) === 'member') return ask(city, group, fresh, { by, reason })
    await letIn(city, group, fresh, 'invited')
  })
  return rowOf(city, by, conv)
}

/**
 * Joins the group of a code, whose maker must still be a member. Where admins approve whoever comes, one waits instead, and
 * there is no row yet.
 */
export async function joinGroup(
  city: City,
  me: string,
  { code, reason }: { code: string; reason?: string | undefined },
): Promise<{ row?: ChatRow }> {
  mustBeText('reason', reason)
  const { conv, made_by: maker } = await findInvite(city, code)
  const inside = await inGroup(
    city,
    { conv, by: me, concerned: [maker], mayBeOutside: true, what: 'joined' },
    async group => {
      if (group.roleOf(me)) return true
      if (!group.roleOf(maker)) throw new Refusal('invite_expired')
      if (group.head.approval) {
        const asked = await entry.askedBy(group.tx, conv, me, group.at - limits.JOIN_AGAIN_AFTER_MS)
        if (asked?.declined_at) throw new Refusal('join_declined')
        await ask(city, group, [me], { reason })
        return false
      }
      await letIn(city, group, [me], 'joined')
      return true
    },
  )
  return inside ? { row: await rowOf(city, me, conv) } : {}
}

/**
 * Makes people members and tells it, within the group's limit. That somebody came is no news for thousands: a large
 * announcement group does not tell it, and its size is known when a device connects.
 */
export async function letIn(
  city: City,
  group: InGroup,
  people: readonly string[],
  what: 'invited' | 'joined' | 'approved',
): Promise<void> {
  const { head, tx, at } = group
  const max = head.announces ? limits.ANNOUNCEMENT_GROUP_MEMBERS_MAX : city.config.groupMembersMax
  if (head.size + people.length > max) throw new Refusal('group_full', { max })
  const members = people.map(person => ({ person, role: 'member' as const }))
  group.nudged(...(await admit(tx, head, members, at)))
  if ((await entry.dropWaiting(tx, head.id, people)) > 0) await tellLeaders(group)
  if (head.announces && head.fan === null) return
  await group.told({ what, who: people.slice(0, WHO_MAX), size: head.size })
}

/** Puts people on the list of those who wait. Only owner and admins hear of it: there is no line in the chat. */
async function ask(
  city: City,
  group: InGroup,
  people: readonly string[],
  { by, reason }: { by?: string; reason?: string | undefined },
): Promise<void> {
  const { tx, head, at } = group
  const waiting = await entry.countWaiting(tx, head.id)
  const asking = await entry.addWaiting(tx, head.id, people, { by: by ?? null, reason: reason?.trim() ?? '', at })
  if (asking.length === 0) return
  if (waiting + asking.length > limits.WAITING_PER_GROUP_MAX)
    throw new Refusal('too_many_waiting', { max: limits.WAITING_PER_GROUP_MAX })
  await tellLeaders(group)
  await city.outbox.emit(tx, JOIN_ASKED, { c: head.id, people: asking } satisfies JoinAsked)
}
