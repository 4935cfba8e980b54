import { sql } from '@plaza/db'
import type { City } from '@plaza/house'
import type { InGroup } from './in-group.ts'
import { advanceMany, leadersOf, touchInbox } from './store-groups.ts'

/** Moves the line of owner and admins, which says how many wait to come in. Nobody else's log learns of it. */
export async function tellLeaders({ tx, head, nudged }: InGroup): Promise<void> {
  const moved = await advanceMany(tx, await leadersOf(tx, head.id))
  await touchInbox(tx, head.id, moved)
  nudged(...moved)
}

/** A group that people wait to come into, and who may let them in. */
export interface Asked {
  readonly title: string | null
  /** Of those asked about, who waits still. */
  readonly waiting: readonly string[]
  readonly leaders: readonly { readonly person: string; readonly mute: boolean }[]
}

/** Door, for whoever calls people: how it stands with people who asked to come in. */
export function askedIn(city: City, conv: string, people: readonly string[]): Promise<Asked | undefined> {
  return city.db.maybe(sql`
    select title,
      array(
        select person from chat.waiting
        where waiting.conv = conversation.id and person = any(${people}::uuid[]) and declined_at is null
        order by at, person) as waiting,
      coalesce((
        select json_agg(json_build_object('person', member.person, 'mute', inbox.mute) order by member.person)
        from chat.member
        join chat.inbox on inbox.conv = member.conv and inbox.person = member.person
        where member.conv = conversation.id and member.left_q is null and member.role <> 'member'), '[]') as leaders
    from chat.conversation
    where id = ${conv} and open`)
}
