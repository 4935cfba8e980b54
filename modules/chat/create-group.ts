import { areFriends } from '@plaza/contacts'
import { limits, type ChatRow } from '@plaza/contract'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { groupChanged } from './events.ts'
import { admit, nudgeAll } from './membership.ts'
import { rowsOf } from './rows.ts'
import { mustBeText } from './rules.ts'
import * as groups from './store-groups.ts'
import * as store from './store.ts'
import { tellAll, tellInside } from './system.ts'

/** Makes a group of contacts, or one that `announces`. The id is the maker's: a repeat finds the same group. */
export async function createGroup(
  city: City,
  by: string,
  wish: { id: string; title?: string | undefined; people: readonly string[]; announces?: true | undefined },
): Promise<ChatRow> {
  const people = wish.people.filter(person => person !== by)
  if (people.length + 1 > city.config.groupMembersMax)
    throw new Refusal('group_full', { max: city.config.groupMembersMax })
  mustBeText('title', wish.title)
  await mustBeFriends(city, by, people)
  if ((await groups.countGroups(city.db, by)) >= limits.GROUPS_PER_PERSON_MAX)
    throw new Refusal('too_many_groups', { max: limits.GROUPS_PER_PERSON_MAX })
  const at = city.clock.now()
  const { nudges, tales } = await city.db.tx(async tx => {
    const made = await groups.addConversation(tx, {
      id: wish.id,
      kind: 'group',
      title: wish.title?.trim() ?? null,
      by,
      at,
      open: true,
      announces: wish.announces ?? false,
    })
    if (!made) {
      const before = await groups.creatorOf(tx, wish.id)
      if (before?.created_by !== by || before.kind !== 'group') throw new Refusal('exists_different')
      return { nudges: [], tales: [] }
    }
    const head = (await store.lockHead(tx, wish.id)) as store.ConversationRow
    const nudges = await admit(
      tx,
      head,
      [{ person: by, role: 'owner' as const }, ...people.map(person => ({ person, role: 'member' as const }))],
      at,
    )
    const tale = await tellInside(tx, head, {
      id: city.newId(),
      by,
      body: { what: 'created', who: people.slice(0, WHO_MAX), size: head.size },
      at,
    })
    return { nudges, tales: [tale] }
  })
  nudgeAll(city, nudges)
  tellAll(city, tales)
  groupChanged(city, 'created')
  return rowOf(city, by, wish.id)
}

/** Names that one system line carries; the member list has them all. */
export const WHO_MAX = 20

export async function mustBeFriends(city: City, by: string, people: readonly string[]): Promise<void> {
  const friends = await areFriends(city, by, [...people])
  const stranger = people.find(person => !friends.has(person))
  if (stranger) throw new Refusal('not_a_contact', { person: stranger })
}

/** The line of one conversation as this person sees it. */
export async function rowOf(city: City, person: string, conv: string): Promise<ChatRow> {
  const [row] = await rowsOf(city, person, { convs: [conv] })
  if (!row) throw new Refusal('not_a_member')
  return row
}
