import { sql } from '@plaza/db'
import { keptLists, type City, type Kept } from '@plaza/house'

/** What a person makes programs with, in which teams, and what they did there. Of keys only what the screens show. */
export function keptOf(city: City, person: string): AsyncIterable<Kept> {
  return keptLists(city, {
    'makers/teams': sql`
      select team.name, team.contact, member.role, member.invited, member.since
      from makers.member join makers.team on team.id = member.team where member.person = ${person} order by member.since`,
    'makers/founded': sql`
      select name, contact, created_at as "madeAt" from makers.team where made_by = ${person} order by created_at`,
    'makers/programs': sql`
      select app_id as program, profile, created_at as "madeAt" from makers.program where made_by = ${person} order by created_at`,
    'makers/keys': sql`
      select name, key, added_at as "addedAt", used_at as "usedAt", revoked_at as "revokedAt"
      from makers.key where person = ${person} order by added_at`,
    'makers/uploads': sql`
      select app_id as program, version, note, state, why, at from makers.upload where person = ${person} order by at`,
    'makers/versions': sql`
      select app_id as program, version, note, state, reasons, created_at as "madeAt",
        submitted_at as "submittedAt", decided_at as "decidedAt"
      from makers.version where person = ${person} or submitted_by = ${person} order by created_at`,
    'makers/releases': sql`
      select app_id as program, kind, percent, at from makers.step where person = ${person} order by at`,
    'makers/messages': sql`
      select side, text, at from makers.message where person = ${person} order by at`,
    'makers/tester': sql`
      select app_id as program, invited, since from makers.tester where person = ${person}`,
    'makers/acts': sql`
      select app_id as program, what, facts, at from makers.act where person = ${person} order by at`,
  })
}
