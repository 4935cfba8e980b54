import { instant, sql, type Queries } from '@plaza/db'
import type { EventKind, Head } from './types.ts'

// ---- reading ----

export interface InboxRow {
  conv: string
  u: number
  large: boolean
  read_q: number
  read_n: number
  mention_q: number
  pinned_at: number | null
  mute: boolean
  hidden: boolean
  archived: boolean
  draft: string
  gone: boolean
}

export interface ConversationRow extends Head {
  title: string | null
  avatar: string | null
  announcement: string | null
  approval: boolean
  announces: boolean
  size: number
  pinned: number
  all_q: number
  last_at: number
}

export function conversationRows(db: Queries, ids: readonly string[]): Promise<ConversationRow[]> {
  return db.rows(sql`
    select id, kind, title, avatar, announcement, admins_only, all_free, approval, announces, open, size, pinned, fan, q, n,
      shown_q, all_q, last_at
    from chat.conversation
    where id = any(${ids}::uuid[])`)
}

export interface MemberRow {
  conv: string
  person: string
  role: 'owner' | 'admin' | 'member'
  joined_at: number
  joined_q: number
  left_q: number | null
  seen_q: number
  nickname: string | null
  muted_until: number | null
}

/** How a group looked when somebody left it. */
export type LeftAs = Pick<ConversationRow, 'title' | 'avatar' | 'size'>

/** A line of a person's chats list as it is stored: their own part, the conversation, and their membership. */
export type LineRow = InboxRow &
  ConversationRow &
  Pick<MemberRow, 'role' | 'joined_q' | 'left_q' | 'muted_until'> & { left_as: LeftAs | null }

/**
 * A person's lines: those named, those that changed after `after`, or all. Large ones always count as changed. One
 * statement, so that what is theirs is never older than the event it belongs to.
 */
export function lineRows(
  db: Queries,
  person: string,
  which: { convs?: readonly string[]; after?: number },
  max: number,
): Promise<LineRow[]> {
  return db.rows(sql`
    select inbox.conv, inbox.u, inbox.large, inbox.read_q, inbox.read_n, inbox.mention_q, inbox.pinned_at, inbox.mute,
      inbox.hidden_q > 0 and inbox.hidden_q >= least(conversation.shown_q, member.left_q) as hidden,
      inbox.archived_n is not null and (inbox.mute or inbox.archived_n >= conversation.n or member.left_q is not null) as archived,
      inbox.draft, inbox.gone, member.role, member.joined_q, member.left_q, member.muted_until, member.left_as, conversation.id, conversation.kind, conversation.title,
      conversation.avatar, conversation.announcement, conversation.admins_only, conversation.all_free, conversation.approval,
      conversation.announces, conversation.open, conversation.size, conversation.pinned,
      conversation.fan, conversation.q, conversation.n, conversation.shown_q, conversation.all_q, conversation.last_at
    from chat.inbox
    join chat.member on member.conv = inbox.conv and member.person = inbox.person
    join chat.conversation on conversation.id = inbox.conv
    where inbox.person = ${person}
      and (${which.convs ?? null}::uuid[] is null or inbox.conv = any(${which.convs ?? null}::uuid[]))
      and (${which.after ?? null}::integer is null or inbox.u > ${which.after ?? 0} or (inbox.large and not inbox.gone))
    order by inbox.u desc
    limit ${max}`)
}

/** This person's memberships of these conversations, past ones too. */
export function memberships(db: Queries, person: string, convs: readonly string[]): Promise<MemberRow[]> {
  return db.rows(sql`
    select conv, person, role, joined_at, joined_q, left_q, seen_q, nickname, muted_until
    from chat.member
    where conv = any(${convs}::uuid[]) and person = ${person}`)
}

/** Members of one conversation in order of person id, after `after`. */
export function membersPage(db: Queries, conv: string, after: string | undefined, limit: number): Promise<MemberRow[]> {
  return db.rows(sql`
    select conv, person, role, joined_at, joined_q, left_q, seen_q, nickname, muted_until
    from chat.member
    where conv = ${conv} and left_q is null and (${after ?? null}::uuid is null or person > ${after ?? null}::uuid)
    order by person
    limit ${limit}`)
}

export interface MessageRow {
  conv: string
  q: number
  n: number
  sender: string
  id: string
  kind: EventKind
  body: Record<string, unknown>
  re: number | null
  at: number
  edited_body: Record<string, unknown> | null
  edited_at: number | null
  recalled_at: number | null
  recalled_by?: string | null
  /** For an edit or update: whether the message it changed was recalled since. */
  target_recalled?: boolean
  /** Whether the reader deleted it for themself. */
  hidden?: boolean
}

/** Whoever reads a conversation, and the part of its history that is theirs. */
export interface Reader {
  readonly person: string
  readonly joinedQ: number
  readonly leftQ: number | null
}

/** How far the peers of direct conversations have read, where they share it. */
export function seenBy(
  db: Queries,
  pairs: readonly { conv: string; person: string }[],
): Promise<{ conv: string; person: string; seen_q: number }[]> {
  return db.rows(sql`
    select member.conv, member.person, member.seen_q
    from unnest(${pairs.map(p => p.conv)}::uuid[], ${pairs.map(p => p.person)}::uuid[]) as want(conv, person)
    join chat.member on member.conv = want.conv and member.person = want.person`)
}

/** Single messages by place, as they stand now. */
export function messagesAt(db: Queries, places: readonly { conv: string; q: number }[]): Promise<MessageRow[]> {
  return db.rows(sql`
    select message.conv, message.q, n, sender, id, kind, body, re, at, edited_body, edited_at, recalled_at, recalled_by
    from unnest(${places.map(p => p.conv)}::uuid[], ${places.map(p => p.q)}::integer[]) as want(conv, q)
    join chat.message on message.conv = want.conv and message.q = want.q`)
}

/** What the chat shows (texts and what the system tells), next to `from` on one side, within the reader's part of history. */
export function shownMessages(
  db: Queries,
  conv: string,
  page: { before?: number; after?: number; limit: number },
  reader: Reader,
): Promise<MessageRow[]> {
  const newerFirst = page.after === undefined
  return db.rows(sql`
    select conv, q, n, sender, id, kind, body, re, at, edited_body, edited_at, recalled_at, recalled_by
    from chat.message
    where conv = ${conv}
      and kind not in ('edit', 'recall', 'react', 'update')
      and q > ${Math.max(reader.joinedQ, page.after ?? 0)}
      and q < ${Math.min(page.before ?? 2147483647, (reader.leftQ ?? 2147483646) + 1)}
      and not exists (
        select from chat.hidden_message as hidden
        where hidden.person = ${reader.person} and hidden.conv = message.conv and hidden.q = message.q
      )
    ${newerFirst ? sql`order by q desc` : sql`order by q`}
    limit ${page.limit}`)
}

/** Events as they happened, after `after`: what a device that missed some replays. */
export function eventsAfter(
  db: Queries,
  conv: string,
  after: number,
  limit: number,
  reader: Reader,
): Promise<MessageRow[]> {
  return db.rows(sql`
    select event.conv, event.q, event.n, event.sender, event.id, event.kind, event.body, event.re, event.at,
      null as edited_body, null as edited_at, event.recalled_at, event.recalled_by,
      (event.kind in ('edit', 'update') and exists (
        select from chat.message as target
        where target.conv = event.conv and target.q = event.re and target.recalled_at is not null
      )) as target_recalled,
      exists (
        select from chat.hidden_message as hidden
        where hidden.person = ${reader.person} and hidden.conv = event.conv and hidden.q = event.q
      ) as hidden
    from chat.message as event
    where event.conv = ${conv}
      and event.q > ${Math.max(reader.joinedQ, after)}
      and event.q <= ${reader.leftQ ?? 2147483647}
    order by event.q
    limit ${limit}`)
}

/** Who reacted, up to `max` for each message and emoji, the reader first; and how many there are. */
export function reactionsOf(
  db: Queries,
  conv: string,
  qs: readonly number[],
  { reader, max }: { reader: string; max: number },
): Promise<{ q: number; emoji: string; people: string[]; count: number }[]> {
  return db.rows(sql`
    select q, emoji, (array_agg(person order by person <> ${reader}, at))[1:${max}] as people, count(*)::integer as count
    from chat.reaction
    where conv = ${conv} and q = any(${qs}::integer[])
    group by q, emoji
    order by q, min(at)`)
}

export async function cursorOf(db: Queries, person: string): Promise<{ u: number; trimmed_u: number }> {
  return (
    (await db.maybe<{ u: number; trimmed_u: number }>(
      sql`select u, trimmed_u from chat.cursor where person = ${person}`,
    )) ?? { u: 0, trimmed_u: 0 }
  )
}

export function noticesAfter(
  db: Queries,
  person: string,
  u: number,
  limit: number,
): Promise<{ u: number; kind: string; body: Record<string, unknown>; at: number }[]> {
  return db.rows(sql`
    select u, kind, body, at
    from chat.notice
    where person = ${person} and u > ${u}
    order by u
    limit ${limit}`)
}

/** How many countable messages there are up to q. */
export async function countAt(db: Queries, conv: string, q: number): Promise<number> {
  const row = await db.maybe<{ n: number }>(sql`
    select n from chat.message where conv = ${conv} and q <= ${q} order by q desc limit 1`)
  return row?.n ?? 0
}

export function readersOf(db: Queries, conv: string, q: number): Promise<{ person: string }[]> {
  return db.rows(sql`
    select person from chat.member where conv = ${conv} and seen_q >= ${q} and left_q is null order by person limit 500`)
}

/** Small conversations of a person that are still theirs, for fan-out of typing and read marks; and large ones to listen to. */
export function largeConversations(db: Queries, person: string): Promise<{ conv: string }[]> {
  return db.rows(sql`
    select conv from chat.inbox where person = ${person} and large and not gone limit 1000`)
}

// ---- writing ----

/** Takes the next number of a person's log, and holds their row until the commit. */
export async function advance(tx: Queries, person: string): Promise<number> {
  const row = await tx.one<{ u: number }>(sql`
    insert into chat.cursor as cursor (person, u) values (${person}, 1)
    on conflict (person) do update set u = cursor.u + 1
    returning u`)
  return row.u
}

export async function ensureCursors(tx: Queries, people: readonly string[]): Promise<void> {
  await tx.run(sql`
    insert into chat.cursor (person)
    select person from unnest(${people}::uuid[]) as person order by person
    on conflict do nothing`)
}

export async function addNotice(
  tx: Queries,
  person: string,
  u: number,
  kind: string,
  body: Record<string, unknown>,
  at: number,
): Promise<void> {
  await tx.run(sql`
    insert into chat.notice (person, u, kind, body, at)
    values (${person}, ${u}, ${kind}, ${JSON.stringify(body)}, ${instant(at)})`)
}

/** What a person keeps about a conversation for themselves. Null leaves a thing as it is. Returns false when it is not in their inbox. */
export async function changeMine(
  tx: Queries,
  person: string,
  conv: string,
  u: number,
  set: {
    pinnedAt: number | null | undefined
    mute: boolean | null
    hiddenQ: number | null
    /** Undefined leaves it as it is. */
    archivedN: number | null | undefined
    draft: string | null
    readQ: number | null
    readN: number | null
    back: boolean
  },
): Promise<boolean> {
  const touched = await tx.run(sql`
    update chat.inbox
    set u = ${u},
      pinned_at = case when ${set.pinnedAt === undefined} then pinned_at else ${instant(set.pinnedAt ?? null)} end,
      mute = coalesce(${set.mute}, mute),
      hidden_q = coalesce(${set.hiddenQ}, hidden_q),
      archived_n = case when ${set.archivedN === undefined} then archived_n else ${set.archivedN ?? null}::integer end,
      draft = coalesce(${set.draft}, draft),
      read_q = case when ${set.back} then coalesce(${set.readQ}, read_q) else greatest(read_q, coalesce(${set.readQ}, 0)) end,
      read_n = case when ${set.back} then coalesce(${set.readN}, read_n) else greatest(read_n, coalesce(${set.readN}, 0)) end
    where person = ${person} and conv = ${conv}`)
  return touched > 0
}

export async function countPins(tx: Queries, person: string): Promise<number> {
  return (
    await tx.one<{ count: number }>(sql`
    select count(*)::integer as count from chat.inbox where person = ${person} and pinned_at is not null`)
  ).count
}

/** Remembers how far a member has read, where they share it. Returns whether it moved. */
export async function markSeen(tx: Queries, conv: string, person: string, q: number): Promise<boolean> {
  return (
    (await tx.run(sql`
    update chat.member set seen_q = ${q}
    where conv = ${conv} and person = ${person} and seen_q < ${q} and left_q is null`)) > 0
  )
}

export async function lockHead(tx: Queries, conv: string): Promise<ConversationRow | undefined> {
  return tx.maybe(sql`
    select id, kind, title, avatar, announcement, admins_only, all_free, approval, announces, open, size, pinned, fan, q, n,
      shown_q, all_q, last_at
    from chat.conversation
    where id = ${conv}
    for update`)
}

/** Trims notices older than `before` and remembers up to where, person by person. Returns how many went. */
export async function trimNotices(db: Queries, before: number, limit: number): Promise<number> {
  return db.run(sql`
    with old as (
      delete from chat.notice
      where (person, u) in (
        select person, u from chat.notice where at < ${instant(before)} limit ${limit}
      )
      returning person, u
    ),
    last as (select person, max(u) as u from old group by person)
    update chat.cursor
    set trimmed_u = greatest(cursor.trimmed_u, last.u)
    from last
    where cursor.person = last.person`)
}

export function cursorsOf(db: Queries, people: readonly string[]): Promise<{ person: string; u: number }[]> {
  return db.rows(sql`select person, u from chat.cursor where person = any(${people}::uuid[])`)
}
