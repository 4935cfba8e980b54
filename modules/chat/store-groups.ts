import { limits } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'
import type { ConversationRow, LeftAs } from './store.ts'

/** Makes a conversation without members. Returns false when the id is already there. */
export async function addConversation(
  tx: Queries,
  conversation: {
    id: string
    kind: 'direct' | 'group' | 'self'
    title: string | null
    by: string | null
    at: number
    open: boolean
    announces?: boolean
  },
): Promise<boolean> {
  const { id, kind, title, by, at, open, announces = false } = conversation
  const made = await tx.run(sql`
    insert into chat.conversation (id, kind, title, open, announces, admins_only, fan, created_by, created_at, last_at)
    values (${id}, ${kind}, ${title}, ${open}, ${announces}, ${announces}, '{}', ${by}, ${instant(at)}, ${instant(at)})
    on conflict (id) do nothing`)
  return made > 0
}

export async function creatorOf(
  db: Queries,
  id: string,
): Promise<{ created_by: string | null; kind: string } | undefined> {
  return db.maybe(sql`select created_by, kind from chat.conversation where id = ${id}`)
}

/** Puts people into a conversation (again): their history begins after `joinedQ`. */
export async function addMembers(
  tx: Queries,
  conv: string,
  people: readonly { person: string; role: string }[],
  options: { joinedQ: number; at: number; large: boolean },
): Promise<{ person: string; u: number }[]> {
  const ids = people.map(p => p.person)
  await tx.run(sql`
    insert into chat.member as member (conv, person, role, joined_at, joined_q)
    select ${conv}, person, role, ${instant(options.at)}, ${options.joinedQ}
    from unnest(${ids}::uuid[], ${people.map(p => p.role)}::text[]) as new(person, role)
    on conflict (conv, person) do update
    set role = excluded.role, joined_at = excluded.joined_at, joined_q = excluded.joined_q, left_q = null, left_as = null`)
  const numbers = await advanceMany(tx, ids)
  await tx.run(sql`
    insert into chat.inbox as inbox (person, conv, u, large, read_q, read_n)
    select person, ${conv}, u, ${options.large}, ${options.joinedQ}, coalesce((select n from chat.conversation where id = ${conv}), 0)
    from unnest(${numbers.map(p => p.person)}::uuid[], ${numbers.map(p => p.u)}::integer[]) as new(person, u)
    on conflict (person, conv) do update
    set u = excluded.u, large = excluded.large, gone = false, hidden_q = 0, archived_n = null, read_q = excluded.read_q, read_n = excluded.read_n`)
  return numbers
}

/** Takes the next number of many people's logs, in one order everywhere. */
export async function advanceMany(tx: Queries, people: readonly string[]): Promise<{ person: string; u: number }[]> {
  await tx.run(sql`
    insert into chat.cursor (person)
    select person from unnest(${people}::uuid[]) as person order by person
    on conflict do nothing`)
  return tx.rows(sql`
    with locked as (
      select person from chat.cursor where person = any(${people}::uuid[]) order by person for update
    )
    update chat.cursor set u = cursor.u + 1
    from locked
    where cursor.person = locked.person
    returning cursor.person, cursor.u`)
}

/** Ends a membership: what was said up to now stays theirs to read, under the name and picture of now. */
export async function endMembership(
  tx: Queries,
  { id: conv, q, title, avatar, size }: ConversationRow,
  person: string,
): Promise<number> {
  await tx.run(sql`
    update chat.member
    set left_q = ${q}, left_as = ${JSON.stringify({ title, avatar, size } satisfies LeftAs)}
    where conv = ${conv} and person = ${person}`)
  const [number] = await advanceMany(tx, [person])
  const u = number?.u ?? 0
  await tx.run(sql`update chat.inbox set gone = true, u = ${u} where person = ${person} and conv = ${conv}`)
  return u
}

/** The members that count for fan-out, and their number; null for the fan of a large conversation. */
export async function setSize(tx: Queries, conv: string, size: number, fan: readonly string[] | null): Promise<void> {
  await tx.run(sql`update chat.conversation set size = ${size}, fan = ${fan}::uuid[] where id = ${conv}`)
}

/** A conversation outgrew its fan: from now on its members read its head at reconnect. */
export async function makeLarge(tx: Queries, conv: string, people: readonly string[]): Promise<void> {
  await tx.run(sql`update chat.inbox set large = true where conv = ${conv} and person = any(${people}::uuid[])`)
}

export async function setRoleOf(tx: Queries, conv: string, person: string, role: string): Promise<void> {
  await tx.run(sql`update chat.member set role = ${role} where conv = ${conv} and person = ${person}`)
}

/** Until when somebody only reads here; null: no longer. */
export async function muteUntil(tx: Queries, conv: string, person: string, until: number | null): Promise<void> {
  await tx.run(sql`
    update chat.member set muted_until = ${instant(until)}
    where conv = ${conv} and person = ${person}`)
}

/** Returns whether they were called something else before. */
export async function setNickname(
  tx: Queries,
  conv: string,
  person: string,
  nickname: string | null,
): Promise<boolean> {
  const touched = await tx.run(sql`
    update chat.member set nickname = ${nickname}
    where conv = ${conv} and person = ${person} and nickname is distinct from ${nickname}`)
  return touched > 0
}

export async function rolesOf(
  tx: Queries,
  conv: string,
  people: readonly string[],
): Promise<Map<string, 'owner' | 'admin' | 'member'>> {
  const rows = await tx.rows<{ person: string; role: 'owner' | 'admin' | 'member' }>(sql`
    select person, role from chat.member where conv = ${conv} and person = any(${people}::uuid[]) and left_q is null`)
  return new Map(rows.map(row => [row.person, row.role]))
}

/** Owner and admins. */
export async function leadersOf(tx: Queries, conv: string): Promise<string[]> {
  const rows = await tx.rows<{ person: string }>(sql`
    select person from chat.member where conv = ${conv} and role <> 'member' and left_q is null`)
  return rows.map(row => row.person)
}

export async function countAdmins(tx: Queries, conv: string): Promise<number> {
  return (
    await tx.one<{ count: number }>(sql`
    select count(*)::integer as count from chat.member where conv = ${conv} and role = 'admin' and left_q is null`)
  ).count
}

/** Who takes over when an owner leaves: the eldest admin, else the eldest member. */
export async function heirOf(tx: Queries, conv: string, owner: string): Promise<string | undefined> {
  const row = await tx.maybe<{ person: string }>(sql`
    select person from chat.member
    where conv = ${conv} and person <> ${owner} and left_q is null
    order by role <> 'admin', joined_at, person
    limit 1`)
  return row?.person
}

export async function countGroups(db: Queries, person: string): Promise<number> {
  return (
    await db.one<{ count: number }>(sql`
    select count(*)::integer as count from chat.inbox where person = ${person} and not gone`)
  ).count
}

/** The groups that a person is in now. */
export async function groupsOf(db: Queries, person: string): Promise<string[]> {
  const rows = await db.rows<{ conv: string }>(sql`
    select inbox.conv
    from chat.inbox
    join chat.conversation on conversation.id = inbox.conv
    where inbox.person = ${person} and not inbox.gone and conversation.kind = 'group'
    order by inbox.conv
    limit ${limits.GROUPS_PER_PERSON_MAX}`)
  return rows.map(row => row.conv)
}

export async function changeGroup(
  tx: Queries,
  conv: string,
  set: {
    title: string | null
    announcement: string | null
    avatar: string | null | undefined
    adminsOnly: boolean | null
    approval: boolean | null
    allFree: boolean | null
  },
): Promise<void> {
  await tx.run(sql`
    update chat.conversation
    set title = coalesce(${set.title}, title),
      announcement = coalesce(${set.announcement}, announcement),
      avatar = case when ${set.avatar === undefined} then avatar else ${set.avatar ?? null}::text end,
      admins_only = coalesce(${set.adminsOnly}, admins_only),
      approval = coalesce(${set.approval}, approval),
      all_free = coalesce(${set.allFree}, all_free)
    where id = ${conv}`)
}

export async function setOpen(tx: Queries, conv: string, open: boolean): Promise<void> {
  await tx.run(sql`update chat.conversation set open = ${open} where id = ${conv}`)
}

/** Marks a conversation as changed in these people's inboxes. */
export async function touchInbox(
  tx: Queries,
  conv: string,
  numbers: readonly { person: string; u: number }[],
): Promise<void> {
  await tx.run(sql`
    update chat.inbox set u = new.u
    from unnest(${numbers.map(p => p.person)}::uuid[], ${numbers.map(p => p.u)}::integer[]) as new(person, u)
    where inbox.person = new.person and inbox.conv = ${conv}`)
}

export type { ConversationRow }
