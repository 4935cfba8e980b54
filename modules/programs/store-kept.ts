import { sql } from '@plaza/db'
import { keptLists, type City, type Kept } from '@plaza/house'

/** What a person opened and starred, allowed and kept in programs, and what programs call them. */
export function keptOf(city: City, person: string): AsyncIterable<Kept> {
  return keptLists(city, {
    'programs/visits': sql`
      select app_id as program, opened_at as "openedAt", opens, starred_at as "starredAt", trial
      from programs.visit where person = ${person} order by opened_at`,
    'programs/pages': sql`
      select app_id as program, path, title, starred_at as "starredAt"
      from programs.starred_page where person = ${person} order by starred_at`,
    'programs/consents': sql`
      select app_id as program, scope, allowed, at from programs.consent where person = ${person} order by at`,
    'programs/stored': sql`
      select app_id as program, key, value from programs.stored where person = ${person} order by app_id, key`,
    'programs/room': sql`
      select app_id as program, bytes from programs.room where person = ${person}`,
    'programs/messages': sql`
      select app_id as program, template, remaining, at from programs.subscription where person = ${person}`,
    'programs/notices': sql`
      select app_id as program, at from programs.notice where person = ${person} order by at`,
    'programs/known_as': sql`
      select app_id as program, openid, at from programs.known_as where person = ${person}`,
    'programs/tester': sql`
      select app_id as program from programs.tester where person = ${person}`,
    'programs/looks': sql`
      select app_id as program, version from programs.look where person = ${person}`,
    'programs/words': sql`
      select word from programs.word where person = ${person}`,
    'programs/acts': sql`
      select app_id as program, act, detail, at from programs.act where person = ${person} order by at`,
    'programs/owned': sql`
      select app_id as program, names, created_at as "madeAt", stopped_at as "stoppedAt", stop_reason as reason
      from programs.program where owner = ${person} order by created_at`,
  })
}
