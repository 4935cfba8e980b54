import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { inGroup } from './in-group.ts'
import * as entry from './store-entry.ts'
import * as groups from './store-groups.ts'

/**
 * Ends a group: everybody keeps what was written and nobody writes any more. Cards are still kept true, so that no money is
 * lost sight of. Again does no harm.
 */
export async function dissolve(city: City, by: string, conv: string): Promise<void> {
  await inGroup(city, { conv, by, evenDissolved: true, what: 'dissolved' }, async group => {
    if (group.roleOf(by) !== 'owner') throw new Refusal('owner_only')
    if (!group.head.open) return
    await group.told({ what: 'dissolved' })
    await groups.setOpen(group.tx, conv, false)
    await entry.endInvites(group.tx, conv)
    await entry.dropWaiting(group.tx, conv)
  })
}
