import { limits, type ChatRow } from '@plaza/contract'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { rowOf } from './create-group.ts'
import { inGroup, type Role } from './in-group.ts'
import { mustBeText } from './rules.ts'
import * as groups from './store-groups.ts'

export interface GroupChange {
  readonly title?: string | undefined
  readonly announcement?: string | undefined
  readonly avatar?: string | null | undefined
  readonly adminsOnly?: boolean | undefined
}

/** Rename, announce, picture, who may write. Anybody renames a small group; the rest is for owner and admins. Each is told in the chat. */
export async function changeGroup(city: City, by: string, conv: string, set: GroupChange): Promise<ChatRow> {
  const title = set.title?.trim()
  if (title === '') throw new Refusal('bad_input', { field: 'title' })
  mustBeText('title', title)
  mustBeText('announcement', set.announcement)
  await inGroup(city, { conv, by, what: 'changed' }, async group => {
    const ordinary = group.roleOf(by) === 'member'
    const onlyRename = set.announcement === undefined && set.avatar === undefined && set.adminsOnly === undefined
    if (ordinary && !(onlyRename && group.head.fan !== null)) throw new Refusal('admins_only')
    await groups.changeGroup(group.tx, conv, {
      title: title ?? null,
      announcement: set.announcement ?? null,
      avatar: set.avatar,
      adminsOnly: set.adminsOnly ?? null,
    })
    if (title !== undefined) await group.told({ what: 'renamed', text: title })
    if (set.announcement !== undefined) await group.told({ what: 'announced', text: set.announcement })
    if (set.avatar !== undefined) await group.told({ what: 'pictured', avatar: set.avatar })
    if (set.adminsOnly !== undefined) await group.told({ what: 'admins_only', on: set.adminsOnly })
  })
  return rowOf(city, by, conv)
}

/** Makes a member admin or ordinary, or hands the group over (the old owner becomes admin). */
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
    if (role === 'owner') await groups.setRoleOf(group.tx, conv, by, 'admin')
    await group.told({ what: 'role', who: [person], role })
  })
}
