import type { InputOf, ReplyOf, identityApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { linkMoved } from '../events.ts'
import { refuseBots } from '../rules.ts'
import { linkById, moveLink, type LinkRow, type LinkState } from './store.ts'

/** The phone claims a link that nobody else claimed, and sees which device asks. Safe to repeat. */
export async function scanLink(
  city: City,
  call: Call<InputOf<typeof identityApi.scanLink>>,
): Promise<ReplyOf<typeof identityApi.scanLink>> {
  const { deviceName, createdAt, expiresAt } = await move(city, call, 'waiting', 'scanned')
  return { deviceName, createdAt, expiresAt }
}

/** The phone that claimed the link lets the desktop in, or not. The first answer stands; a repeat of it is harmless. */
export async function answerLink(
  city: City,
  call: Call<InputOf<typeof identityApi.answerLink>>,
): Promise<{ done: true }> {
  await move(city, call, 'scanned', call.input.approve ? 'approved' : 'refused')
  return { done: true }
}

async function move(city: City, call: Call<{ id: string }>, from: LinkState, to: LinkState): Promise<LinkRow> {
  const { person, kind } = call.by
  const { id } = call.input
  refuseBots(kind)
  const now = city.clock.now()
  const moved = await moveLink(city.db, id, { from, to, person, now })
  if (moved) {
    linkMoved(city, id, to)
    return moved
  }
  const link = await linkById(city.db, id)
  if (!link || link.expiresAt <= now) throw new Refusal('link_expired')
  // An approved desktop may already be in when the phone repeats its approval.
  const reached = link.state === to || (to === 'approved' && link.state === 'opened')
  if (!reached || link.person !== person) throw new Refusal('link_used')
  return link
}
