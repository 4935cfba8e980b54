import type { SystemBody } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { groupChanged } from './events.ts'
import { nudgeAll, type Nudge } from './membership.ts'
import * as groups from './store-groups.ts'
import * as store from './store.ts'
import { tellAll, tellInside, type Tale } from './system.ts'

export type Role = 'owner' | 'admin' | 'member'

/** What a change of a group works with, under the lock of its head. */
export interface InGroup {
  readonly tx: Queries
  readonly head: store.ConversationRow
  readonly at: number
  roleOf(person: string): Role | undefined
  /** Writes a line into the chat about what happened. */
  told(body: SystemBody): Promise<void>
  nudged(...nudges: Nudge[]): void
}

/**
 * Runs a change of a group for one of its members (or, with `mayBeOutside`, for somebody who is about to join): locks the
 * head, commits, then tells. `concerned` are the people whose roles the change must know. A dissolved group changes no more,
 * but for what is `evenDissolved`.
 */
export async function inGroup<T>(
  city: City,
  options: {
    conv: string
    by: string
    concerned?: readonly string[]
    mayBeOutside?: boolean
    evenDissolved?: boolean
    what: string
  },
  change: (group: InGroup) => Promise<T>,
): Promise<T> {
  const { conv, by } = options
  const { result, nudges, tales } = await city.tx(async tx => {
    const head = await store.lockHead(tx, conv)
    if (!head) throw new Refusal('not_a_member')
    const roles = await groups.rolesOf(tx, conv, [by, ...(options.concerned ?? [])])
    if (!roles.has(by) && !options.mayBeOutside) throw new Refusal('not_a_member')
    if (head.kind !== 'group') throw new Refusal('group_only')
    if (!head.open && !options.evenDissolved) throw new Refusal('group_dissolved')
    const nudges: Nudge[] = []
    const tales: Tale[] = []
    const at = city.clock.now()
    const result = await change({
      tx,
      head,
      at,
      roleOf: person => roles.get(person),
      told: async body => void tales.push(await tellInside(tx, head, { id: city.newId(), by, body, at })),
      nudged: (...more) => void nudges.push(...more),
    })
    return { result, nudges, tales }
  })
  nudgeAll(city, nudges)
  tellAll(city, tales)
  groupChanged(city, options.what)
  return result
}

/** Refuses what only owner and admins may do. */
export function mustManage(group: InGroup, person: string): void {
  const role = group.roleOf(person)
  if (role !== 'owner' && role !== 'admin') throw new Refusal('admins_only')
}
