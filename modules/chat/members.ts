import { limits, type Member } from '@plaza/contract'
import { finder } from '@plaza/contract/alphabet'
import type { City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { readerOf } from './messages.ts'
import { countWaiting } from './store-entry.ts'
import * as members from './store-members.ts'
import * as store from './store.ts'

/** Members in order of person id, a page after `after`; none for who is no longer in it. */
export async function membersOf(
  city: City,
  me: string,
  conv: string,
  page: { after?: string | undefined; limit: number },
): Promise<{ members: Member[]; more: boolean }> {
  const { leftQ, role } = await readerOf(city, conv, me)
  if (leftQ !== null) return { members: [], more: false }
  const rows = await store.membersPage(city.db, conv, page.after, page.limit + 1)
  return { members: await shown(city, rows.slice(0, page.limit), me, role), more: rows.length > page.limit }
}

/** Members by name (also by the first letters of its pinyin), handle or nickname. */
export async function findMembers(
  city: City,
  me: string,
  { id: conv, words }: { id: string; words: string },
): Promise<{ members: Member[] }> {
  const { role } = await memberOf(city, conv, me)
  const called = await members.calledIn(city.db, conv)
  const people = await cards(
    city,
    called.map(row => row.person),
  )
  const nicknames = new Map(called.map(row => [row.person, row.nickname ?? '']))
  const isFound = finder(words)
  const handle = words.trim().replace(/^@/, '').toLowerCase()
  const found = people.filter(
    card =>
      isFound(card.name) ||
      (handle !== '' && card.handle.startsWith(handle)) ||
      (nicknames.get(card.id) !== '' && isFound(nicknames.get(card.id) ?? '')),
  )
  const ids = found.slice(0, limits.MEMBERS_FOUND_MAX).map(card => card.id)
  return { members: await shown(city, await members.someOf(city.db, conv, ids), me, role) }
}

/** What a chat with a group shows besides its row. */
export async function groupFacts(
  city: City,
  me: string,
  conv: string,
): Promise<{
  announcement?: string
  leaders: Member[]
  nicknames: { person: string; nickname: string }[]
  waiting?: number
}> {
  const { role } = await memberOf(city, conv, me)
  const [head] = await store.conversationRows(city.db, [conv])
  if (head?.kind !== 'group') throw new Refusal('group_only')
  const leaders = await shown(city, await members.leadersOf(city.db, conv), me, role)
  return {
    ...(head.announcement ? { announcement: head.announcement } : {}),
    leaders,
    nicknames: head.announces
      ? leaders.flatMap(({ person, nickname }) => (nickname ? [{ person: person.id, nickname }] : []))
      : await members.nicknamesIn(city.db, conv),
    ...(role === 'member' ? {} : { waiting: await countWaiting(city.db, conv) }),
  }
}

async function memberOf(city: City, conv: string, me: string): Promise<{ role: store.MemberRow['role'] }> {
  const reader = await readerOf(city, conv, me)
  if (reader.leftQ !== null) throw new Refusal('not_a_member')
  return reader
}

/** That somebody is muted is shown to whoever may lift it, and to themself. */
async function shown(
  city: City,
  rows: readonly store.MemberRow[],
  me: string,
  role: store.MemberRow['role'],
): Promise<Member[]> {
  const now = city.clock.now()
  const found = await cards(
    city,
    rows.map(row => row.person),
  )
  const people = new Map(found.map(card => [card.id, card]))
  return rows.flatMap(row => {
    const person = people.get(row.person)
    if (!person) return []
    const muted = row.muted_until !== null && row.muted_until > now && (role !== 'member' || row.person === me)
    return [
      {
        person,
        role: row.role,
        joinedAt: row.joined_at,
        ...(row.nickname === null ? {} : { nickname: row.nickname }),
        ...(muted ? { mutedUntil: row.muted_until as number } : {}),
      },
    ]
  })
}
