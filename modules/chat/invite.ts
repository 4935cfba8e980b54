import { limits, type ChatRow, type PersonCard } from '@plaza/contract'
import type { City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { mustBeFriends, rowOf, WHO_MAX } from './create-group.ts'
import { inGroup } from './in-group.ts'
import { admit } from './membership.ts'
import * as groups from './store-groups.ts'
import * as store from './store.ts'

/** Adds contacts to a group; those already in are passed over. */
export async function invite(city: City, by: string, conv: string, people: readonly string[]): Promise<ChatRow> {
  await mustBeFriends(city, by, people)
  await inGroup(city, { conv, by, concerned: people, what: 'invited' }, async group => {
    const fresh = people.filter(person => group.roleOf(person) === undefined)
    if (fresh.length === 0) return
    mustFit(city, group.head.size + fresh.length)
    group.nudged(
      ...(await admit(
        group.tx,
        group.head,
        fresh.map(person => ({ person, role: 'member' as const })),
        group.at,
      )),
    )
    await group.told({ what: 'invited', who: fresh.slice(0, WHO_MAX), size: group.head.size })
  })
  return rowOf(city, by, conv)
}

function mustFit(city: City, size: number): void {
  if (size > city.config.groupMembersMax) throw new Refusal('group_full', { max: city.config.groupMembersMax })
}

/** The link behind a group's QR code: whoever scans it within seven days may join. */
export async function groupCode(city: City, by: string, conv: string): Promise<{ url: string; expiresAt: number }> {
  await inGroup(city, { conv, by, what: 'coded' }, async () => {})
  const code = Buffer.from(city.dice.bytes(15)).toString('base64url')
  const expiresAt = city.clock.now() + limits.INVITE_LIFE_MS
  await groups.addInvite(city.db, { code, conv, by, expiresAt })
  return { url: `${city.config.publicUrl}/g/${code}`, expiresAt }
}

export async function seeInvite(
  city: City,
  me: string,
  code: string,
): Promise<{ conversation: string; title?: string; size: number; by: PersonCard; member: boolean }> {
  const found = await findInvite(city, code)
  const [head] = await store.conversationRows(city.db, [found.conv])
  const [member] = await store.memberships(city.db, me, [found.conv])
  const [by] = await cards(city, [found.made_by])
  if (!head || !by) throw new Refusal('invite_expired')
  return {
    conversation: head.id,
    ...(head.title ? { title: head.title } : {}),
    size: head.size,
    by,
    member: member !== undefined && member.left_q === null,
  }
}

/** Joins the group of a code. Its maker must still be a member. */
export async function joinGroup(city: City, me: string, code: string): Promise<ChatRow> {
  const { conv, made_by: maker } = await findInvite(city, code)
  await inGroup(city, { conv, by: me, concerned: [maker], mayBeOutside: true, what: 'joined' }, async group => {
    if (group.roleOf(me)) return
    if (!group.roleOf(maker)) throw new Refusal('invite_expired')
    mustFit(city, group.head.size + 1)
    group.nudged(...(await admit(group.tx, group.head, [{ person: me, role: 'member' }], group.at)))
    await group.told({ what: 'joined', who: [me], size: group.head.size })
  })
  return rowOf(city, me, conv)
}

async function findInvite(city: City, code: string): Promise<{ conv: string; made_by: string }> {
  const found = await groups.findInvite(city.db, code, city.clock.now())
  if (!found) throw new Refusal('invite_expired')
  return found
}
