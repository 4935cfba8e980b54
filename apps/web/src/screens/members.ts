import type { Member } from '@plaza/contract'
import { GROUP_MEMBERS_MAX } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'
import { client, store } from '../ui/state.ts'

const PAGE = 200
const FRESH_MS = 60_000

const known = new Map<string, { at: number; size: number; members: Promise<Member[]> }>()

/**
 * All members of a group, of a large one its first: owner, then admins, then by joining. Read again when the group has
 * changed.
 */
export function membersOf(c: string): Promise<Member[]> {
  const size = store().rows.get(c)?.size ?? 0
  const kept = known.get(c)
  if (kept && kept.size === size && Date.now() - kept.at < FRESH_MS) return kept.members
  const members = read(c)
  known.set(c, { at: Date.now(), size, members })
  members.catch(() => known.delete(c))
  return members
}

export const forgetMembers = (c: string): void => void known.delete(c)

async function read(c: string): Promise<Member[]> {
  const all: Member[] = []
  for (;;) {
    const page = await membersAfter(c, all.at(-1)?.person.id)
    all.push(...page.members)
    if (!page.more || page.members.length === 0 || all.length >= GROUP_MEMBERS_MAX) break
  }
  return all.toSorted(byRank)
}

/** One page of a group's members, in order of their ids. */
export async function membersAfter(c: string, after?: string): Promise<{ members: Member[]; more: boolean }> {
  const page = await call('GET /chats/:id/members', { id: c, limit: PAGE, ...(after === undefined ? {} : { after }) })
  keepPeople(page.members)
  return page
}

/** Members that answer the words, by what the server knows of them. */
export async function membersCalled(c: string, words: string): Promise<Member[]> {
  const { members } = await call('GET /chats/:id/members/found', { id: c, words })
  keepPeople(members)
  return members.toSorted(byRank)
}

function keepPeople(members: readonly Member[]): void {
  for (const { person } of members) {
    store().setPerson(person)
    client().db.put('people', person)
  }
}

const RANK = { owner: 0, admin: 1, member: 2 }
export const byRank = (a: Member, b: Member): number => RANK[a.role] - RANK[b.role] || a.joinedAt - b.joinedAt
