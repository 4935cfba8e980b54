import { limits, type PersonCard } from '@plaza/contract'
import type { City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { DAY_MS } from './limits.ts'
import { inGroup, mustManage } from './in-group.ts'
import * as entry from './store-entry.ts'
import * as store from './store.ts'

/**
 * My link to a group, the one behind its QR code: made when there is none. `days` says how long it is good for from now;
 * it stays the same link, so that saying it again, or later, renews it.
 */
export async function groupCode(
  city: City,
  by: string,
  { id: conv, days }: { id: string; days?: (typeof limits.INVITE_DAYS)[number] | undefined },
): Promise<{ url: string; expiresAt: number }> {
  return inGroup(city, { conv, by, what: 'coded' }, async ({ tx, at }) => {
    const known = await entry.inviteOf(tx, conv, by, at)
    const code = known?.code ?? Buffer.from(city.dice.bytes(15)).toString('base64url')
    const expiresAt =
      known && days === undefined ? known.expires_at : at + (days ?? limits.INVITE_DAYS_DEFAULT) * DAY_MS
    await entry.keepInvite(tx, { code, conv, by, expiresAt })
    return { url: `${city.config.publicUrl}/g/${code}`, expiresAt }
  })
}

/** Ends my links to a group, or with `all` everybody's. Again does no harm. */
export async function dropCodes(city: City, by: string, conv: string, all = false): Promise<void> {
  await inGroup(city, { conv, by, evenDissolved: true, what: 'uncoded' }, async group => {
    if (all) mustManage(group, by)
    await entry.endInvites(group.tx, conv, all ? undefined : by)
  })
}

/** What a code invites to, before one joins. */
export async function seeInvite(
  city: City,
  me: string,
  code: string,
): Promise<{
  conversation: string
  title?: string
  size: number
  by: PersonCard
  member: boolean
  approval: boolean
  waiting: boolean
}> {
  const found = await findInvite(city, code)
  const [head] = await store.conversationRows(city.db, [found.conv])
  const [member] = await store.memberships(city.db, me, [found.conv])
  const [by] = await cards(city, [found.made_by])
  if (!head || !by) throw new Refusal('invite_expired')
  const asked = await entry.askedBy(city.db, head.id, me, city.clock.now() - limits.JOIN_AGAIN_AFTER_MS)
  return {
    conversation: head.id,
    ...(head.title ? { title: head.title } : {}),
    size: head.size,
    by,
    member: member !== undefined && member.left_q === null,
    approval: head.approval,
    waiting: asked !== undefined && asked.declined_at === null,
  }
}

export async function findInvite(city: City, code: string): Promise<entry.InviteRow> {
  const found = await entry.findInvite(city.db, code, city.clock.now())
  if (!found) throw new Refusal('invite_expired')
  return found
}
