import type { City } from '@plaza/house'
import { inGroup } from './in-group.ts'
import { mustBeText } from './rules.ts'
import * as groups from './store-groups.ts'

/** What I am called in a group; empty: as everywhere. Told in the chat, so that nobody takes another's name unseen. */
export async function setNickname(city: City, me: string, conv: string, wish: string): Promise<void> {
  mustBeText('nickname', wish)
  // One line without invisible marks, which would turn the words around it.
  const nickname = wish.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  await inGroup(city, { conv, by: me, what: 'nicknamed' }, async group => {
    const changed = await groups.setNickname(group.tx, conv, me, nickname === '' ? null : nickname)
    if (changed) await group.told({ what: 'nicknamed', who: [me], text: nickname })
  })
}
