import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { memberLeft } from './events.ts'
import { inGroup } from './in-group.ts'
import { dismiss } from './membership.ts'
import * as groups from './store-groups.ts'

/** Leaves a group; an owner hands it to the eldest admin, else the eldest member. */
export async function leave(city: City, me: string, conv: string): Promise<void> {
  await inGroup(city, { conv, by: me, evenDissolved: true, what: 'left' }, async group => {
    const heir = group.roleOf(me) === 'owner' ? await groups.heirOf(group.tx, conv, me) : undefined
    if (heir) {
      await groups.setRoleOf(group.tx, conv, heir, 'owner')
      await groups.muteUntil(group.tx, conv, heir, null)
      await group.told({ what: 'role', who: [heir], role: 'owner' })
    }
    // Told before leaving, so that it is the last thing the leaver's history holds too.
    await group.told({ what: 'left', who: [me], size: group.head.size - 1 })
    group.nudged(await dismiss(group.tx, group.head, me))
    await memberLeft(city, group.tx, { conv, person: me })
  })
}

/** Leaves every group, as somebody who is no more: each is handed over and told. Again does no harm. */
export async function leaveAll(city: City, person: string): Promise<void> {
  for (const conv of await groups.groupsOf(city.db, person)) {
    await leave(city, person, conv).catch((error: unknown) => {
      if (!(error instanceof Refusal && error.code === 'not_a_member')) throw error
    })
  }
}

/** Takes a member out: owners anybody, admins ordinary members. */
export async function removeMember(city: City, by: string, conv: string, person: string): Promise<void> {
  if (person === by) return leave(city, by, conv)
  await inGroup(city, { conv, by, concerned: [person], what: 'removed' }, async group => {
    const role = group.roleOf(person)
    if (!role) return
    const mine = group.roleOf(by)
    if (mine !== 'owner' && !(mine === 'admin' && role === 'member')) throw new Refusal('admins_only')
    await group.told({ what: 'removed', who: [person], size: group.head.size - 1 })
    group.nudged(await dismiss(group.tx, group.head, person))
    await memberLeft(city, group.tx, { conv, person })
  })
}
