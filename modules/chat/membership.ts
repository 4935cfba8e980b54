import { limits, type MessageKind } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { nudge } from './announce.ts'
import { closedCode } from './judge.ts'
import * as groups from './store-groups.ts'
import { conversationRows, memberships, type ConversationRow } from './store.ts'

/** Somebody whose log moved and whose devices are to be nudged after the commit. */
export interface Nudge {
  readonly person: string
  readonly u: number
  readonly join?: string
  readonly leave?: string
}

/** Adds people under the lock of the head, and keeps its size and fan true. */
export async function admit(
  tx: Queries,
  head: ConversationRow,
  people: readonly { person: string; role: 'owner' | 'admin' | 'member' }[],
  at: number,
): Promise<Nudge[]> {
  const size = head.size + people.length
  const wasSmall = head.fan !== null
  const fan =
    wasSmall && size <= limits.SMALL_CONVERSATION_MEMBERS_MAX
      ? [...(head.fan ?? []), ...people.map(p => p.person)]
      : null
  const large = fan === null
  const numbers = await groups.addMembers(tx, head.id, people, { joinedQ: head.q, at, large })
  await groups.setSize(tx, head.id, size, fan)
  const grown = wasSmall && large ? (head.fan ?? []) : []
  if (grown.length > 0) await groups.makeLarge(tx, head.id, grown)
  const olds = grown.length > 0 ? await groups.advanceMany(tx, grown) : []
  head.size = size
  head.fan = fan
  return [...numbers, ...olds].map(({ person, u }) => ({ person, u, ...(large ? { join: head.id } : {}) }))
}

/** Takes one person out under the lock of the head. */
export async function dismiss(tx: Queries, head: ConversationRow, person: string): Promise<Nudge> {
  head.size -= 1
  const u = await groups.endMembership(tx, head, person)
  head.fan = head.fan?.filter(other => other !== person) ?? null
  await groups.setSize(tx, head.id, head.size, head.fan)
  return { person, u, leave: head.id }
}

export function nudgeAll(city: City, nudges: readonly Nudge[]): void {
  for (const { person, u, ...hears } of nudges) nudge(city, person, u, hears)
}

/** Door: which of these people are members of a conversation now. */
export async function membersAmong(city: City, conv: string, people: readonly string[]): Promise<Set<string>> {
  return new Set((await groups.rolesOf(city.db, conv, people)).keys())
}

/** Door: how somebody stands to a conversation: a member now, one who left it, or never one. */
export async function standingIn(city: City, conv: string, person: string): Promise<'member' | 'left' | 'stranger'> {
  const [row] = await memberships(city.db, person, [conv])
  if (!row) return 'stranger'
  return row.left_q === null ? 'member' : 'left'
}

/**
 * Door: refuses what a message of this person would be refused for now (`not_a_member`, `not_a_contact`, `group_dissolved`,
 * `muted_by_admin`, `admins_only`, a poll `group_only`), before something is done that cannot be shown there.
 */
export async function mustMayPost(city: City, conv: string, person: string, kind?: MessageKind): Promise<void> {
  const [head] = await conversationRows(city.db, [conv])
  const [member] = await memberships(city.db, person, [conv])
  if (!head || !member || member.left_q !== null) throw new Refusal('not_a_member')
  if (!head.open) throw new Refusal(closedCode(head))
  if ((member.muted_until ?? 0) > city.clock.now()) throw new Refusal('muted_by_admin')
  if (head.admins_only && member.role === 'member') throw new Refusal('admins_only')
  if (kind === 'poll' && head.kind !== 'group') throw new Refusal('group_only')
}
