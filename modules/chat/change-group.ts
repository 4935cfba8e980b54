import { limits, type ChatRow } from '@plaza/contract'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { rowOf } from './create-group.ts'
import { inGroup, mustManage, type Role } from './in-group.ts'
import { mustBeText } from './rules.ts'
import * as groups from './store-groups.ts'
import { tellLeaders } from './waiting.ts'

export interface GroupChange {
  readonly title?: string | undefined
  readonly announcement?: string | undefined
  readonly avatar?: string | null | undefined
  readonly adminsOnly?: boolean | undefined
  /** Admins approve whoever comes. */
  readonly approval?: boolean | undefined
  /** Every member may mention everybody. */
  readonly allFree?: boolean | undefined
}

/** Rename, announce, picture, who may write, who mentions all, who comes in. Anybody renames a small group; the rest is for owner and admins. Each is told in the chat. */
export async function changeGroup(city: City, by: string, conv: string, set: GroupChange): Promise<ChatRow> {
  const title = set.title?.trim()
  if (title === '') throw new Refusal('bad_input', { field: 'title' })
  mustBeText('title', title)
  mustBeText('announcement', set.announcement)
  await inGroup(city, { conv, by, what: 'changed' }, async group => {
    const { title: _, ...others } = set
    const onlyRename = Object.values(others).every(value => value === undefined)
    if (!(onlyRename && group.head.fan !== null && !group.head.announces)) mustManage(group, by)
    if (group.head.announces && set.adminsOnly === false) throw new Refusal('not_allowed')
    await groups.changeGroup(group.tx, conv, {
      title: title ?? null,
      announcement: set.announcement ?? null,
      avatar: set.avatar,
      adminsOnly: set.adminsOnly ?? null,
      approval: set.approval ?? null,
      allFree: set.allFree ?? null,
    })
    if (title !== undefined) await group.told({ what: 'renamed', text: title })
    if (set.announcement !== undefined) await group.told({ what: 'announced', text: set.announcement })
    if (set.avatar !== undefined) await group.told({ what: 'pictured', avatar: set.avatar })
    if (set.adminsOnly !== undefined) await group.told({ what: 'admins_only', on: set.adminsOnly })
    if (set.approval !== undefined) await group.told({ what: 'approval', on: set.approval })
    if (set.allFree !== undefined) await group.told({ what: 'all_free', on: set.allFree })
  })
  return rowOf(city, by, conv)
}

/** Makes a member admin or ordinary, or hands the group over (the old owner becomes admin). Whoever rises speaks again. */
export async function setRole(city: City, by: string, conv: string, person: string, role: Role): Promise<void> {
  await inGroup(city, { conv, by, concerned: [person], what: 'role' }, async group => {
    if (group.roleOf(by) !== 'owner') throw new Refusal('owner_only')
    const before = group.roleOf(person)
    if (!before) throw new Refusal('not_a_member')
    if (before === role) return
    if (before === 'owner') throw new Refusal('owner_must_stay')
    if (role === 'admin' && (await groups.countAdmins(group.tx, conv)) >= limits.GROUP_ADMINS_MAX)
      throw new Refusal('not_allowed', { max: limits.GROUP_ADMINS_MAX })
    await groups.setRoleOf(group.tx, conv, person, role)
    if (role !== 'member') await groups.muteUntil(group.tx, conv, person, null)
    if (role === 'owner') await groups.setRoleOf(group.tx, conv, by, 'admin')
    await group.told({ what: 'role', who: [person], role })
    // Who leads is told how many wait.
    if (role !== 'member') await tellLeaders(group)
  })
}
