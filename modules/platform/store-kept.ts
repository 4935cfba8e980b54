import { sql } from '@plaza/db'
import { keptLists, type City, type Kept } from '@plaza/house'

/** Official accounts that a person follows and writes to, and sites that they signed in to. */
export function keptOf(city: City, person: string): AsyncIterable<Kept> {
  return keptLists(city, {
    'platform/followed': sql`
      select app_id as account, since, muted from platform.follower where person = ${person} order by since`,
    'platform/written_to': sql`
      select app_id as account, heard_at as "heardAt", answers from platform.contact where person = ${person}`,
    'platform/sites': sql`
      select app_id as site, scope, at from platform.web_consent where person = ${person} order by at`,
    'platform/known_as': sql`
      select unionid from platform.union_name where person = ${person}`,
    'platform/push': sql`
      select app_id as account, url, set_at as "setAt" from platform.push where set_by = ${person}`,
  })
}
