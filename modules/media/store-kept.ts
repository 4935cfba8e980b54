import { sql } from '@plaza/db'
import { keptLists, type City, type Kept } from '@plaza/house'

/** Files that a person put up; their bytes are with the messages they are in. */
export function keptOf(city: City, person: string): AsyncIterable<Kept> {
  return keptLists(city, {
    'media/files': sql`
      select file, kind, bytes::text as bytes, at from media.holding where person = ${person} order by at`,
    'media/pictures': sql`
      select id as file, kind, bytes, at from media.blob where by = ${person} order by at`,
    'media/uploads': sql`
      select name, type, bytes::text as bytes, state, at from media.upload where person = ${person} order by at`,
  })
}
