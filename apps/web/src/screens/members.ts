import type { Member } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { client, store } from '../ui/state.ts'

const PAGE = 200
const FRESH_MS = 60_000

const known = new Map<string, { at: number; size: number; members: Promise<Member[]> }>()

/** All members of a group: owner, then admins, then by joining. Read again when the group has changed. */
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
    const last = all.at(-1)?.person.id
    const page = await call(
      'GET /chats/:id/members',
      last === undefined ? { id: c, limit: PAGE } : { id: c, limit: PAGE, after: last },
    )
    all.push(...page.members)
    for (const { person } of page.members) {
      store().setPerson(person)
      client().db.put('people', person)
    }
    if (!page.more || page.members.length === 0) break
  }
  const rank = { owner: 0, admin: 1, member: 2 }
  return all.toSorted((a, b) => rank[a.role] - rank[b.role] || a.joinedAt - b.joinedAt)
}
