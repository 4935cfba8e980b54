import { limits } from '@plaza/contract'
import { sql, type Queries } from '@plaza/db'
import type { MemberRow } from './store.ts'

// Reading the members of one group. All of them are read only to be searched, and a group has a largest size.

/** Everybody in a group with what they are called there. */
export function calledIn(db: Queries, conv: string): Promise<{ person: string; nickname: string | null }[]> {
  return db.rows(sql`
    select person, nickname
    from chat.member
    where conv = ${conv} and left_q is null
    order by person
    limit ${limits.ANNOUNCEMENT_GROUP_MEMBERS_MAX}`)
}

/** The nicknames in an ordinary group, whose messages all members write. */
export function nicknamesIn(db: Queries, conv: string): Promise<{ person: string; nickname: string }[]> {
  return db.rows(sql`
    select person, nickname
    from chat.member
    where conv = ${conv} and left_q is null and nickname is not null
    order by person
    limit ${limits.GROUP_MEMBERS_MAX}`)
}

/** Owner and admins, the owner first, then by joining. */
export function leadersOf(db: Queries, conv: string): Promise<MemberRow[]> {
  return db.rows(sql`
    select conv, person, role, joined_at, joined_q, left_q, seen_q, nickname, muted_until
    from chat.member
    where conv = ${conv} and left_q is null and role <> 'member'
    order by role <> 'owner', joined_at, person
    limit ${limits.GROUP_ADMINS_MAX + 1}`)
}

/** These members, in order of person id. */
export function someOf(db: Queries, conv: string, people: readonly string[]): Promise<MemberRow[]> {
  return db.rows(sql`
    select conv, person, role, joined_at, joined_q, left_q, seen_q, nickname, muted_until
    from chat.member
    where conv = ${conv} and person = any(${people}::uuid[]) and left_q is null
    order by person`)
}
