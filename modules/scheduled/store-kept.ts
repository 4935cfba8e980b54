import { sql } from '@plaza/db'
import { keptLists, type City, type Kept } from '@plaza/house'

/** What a person put off, and what they are to be reminded of. */
export function keptOf(city: City, person: string): AsyncIterable<Kept> {
  return keptLists(city, {
    'scheduled/messages': sql`
      select at, kind, body, made_at as "madeAt", failed
      from scheduled.message where person = ${person} order by at`,
    'scheduled/files': sql`
      select message, file, kind from scheduled.file where person = ${person}`,
    'scheduled/reminders': sql`
      select at, conv as chat, q as number, due from scheduled.reminder where person = ${person} order by at`,
  })
}
