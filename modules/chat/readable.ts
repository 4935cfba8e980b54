import type { ChatEvent } from '@plaza/contract'
import { sql } from '@plaza/db'
import type { City } from '@plaza/house'
import { asShown } from './shown.ts'
import { messagesAt, type MessageRow } from './store.ts'

/** The part of a conversation that is somebody's to read: after event `after`, up to `upTo`. */
export interface Part {
  readonly conv: string
  readonly after: number
  readonly upTo: number
}

/** An event's place. */
export interface PlaceOf {
  readonly conv: string
  readonly q: number
}

/** Door: everything that a person may read, or what of one conversation they may. */
export function readableBy(city: City, person: string, conv?: string): Promise<Part[]> {
  return city.db.rows(sql`
    select member.conv, member.joined_q as after, coalesce(member.left_q, 2147483647) as "upTo"
    from chat.inbox
    join chat.member on member.conv = inbox.conv and member.person = inbox.person
    where inbox.person = ${person} and (${conv ?? null}::uuid is null or inbox.conv = ${conv ?? null}::uuid)`)
}

/** Door: those of these messages that a person may read, as they stand now; not what was recalled or they deleted for themself. */
export async function readableAt(city: City, person: string, places: readonly PlaceOf[]): Promise<ChatEvent[]> {
  const rows = await city.db.rows<MessageRow>(sql`
    select message.conv, message.q, n, sender, id, kind, body, re, at, edited_body, edited_at, recalled_at
    from unnest(${places.map(p => p.conv)}::uuid[], ${places.map(p => p.q)}::integer[]) with ordinality as want(conv, q, place)
    join chat.message on message.conv = want.conv and message.q = want.q
    join chat.member on member.conv = want.conv and member.person = ${person}
    where message.recalled_at is null
      and message.q > member.joined_q and message.q <= coalesce(member.left_q, 2147483647)
      and not exists (
        select from chat.hidden_message as hidden
        where hidden.person = ${person} and hidden.conv = message.conv and hidden.q = message.q
      )
    order by want.place`)
  return rows.map(row => asShown(row))
}

/** Door, for whoever keeps something for every reader at once: messages as they stand now, recalled ones emptied. */
export async function standingAt(city: City, places: readonly PlaceOf[]): Promise<ChatEvent[]> {
  return (await messagesAt(city.db, places)).map(row => asShown(row))
}
