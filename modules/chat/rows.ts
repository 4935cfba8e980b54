import type { ChatRow, PersonCard } from '@plaza/contract'
import type { City } from '@plaza/house'
import { cards, privacyOf } from '@plaza/identity'
import { ROWS_PER_PERSON_MAX } from './limits.ts'
import { asShown } from './shown.ts'
import * as store from './store.ts'

/** Lines of a person's chats list with the people they speak of. */
export interface Rows {
  readonly rows: ChatRow[]
  readonly people: PersonCard[]
}

/** The lines named, those changed after `after`, or all, newest conversation first. */
export async function rowsOf(city: City, person: string, which: { convs?: readonly string[]; after?: number }): Promise<ChatRow[]> {
  const inbox = await store.inboxRows(city.db, person, which, ROWS_PER_PERSON_MAX)
  if (inbox.length === 0) return []
  const convs = inbox.map(row => row.conv)
  const [heads, mine] = await Promise.all([store.conversationRows(city.db, convs), store.memberships(city.db, person, convs)])
  const headOf = new Map(heads.map(head => [head.id, head]))
  const memberOf = new Map(mine.map(member => [member.conv, member]))
  const peers = heads.flatMap(head => {
    const peer = peerOf(head, person)
    return peer ? [{ conv: head.id, person: peer }] : []
  })
  const [last, seen] = await Promise.all([lastMessages(city, heads, memberOf), sharedMarks(city, person, peers)])
  const rows = inbox.flatMap(row => {
    const head = headOf.get(row.conv)
    const member = memberOf.get(row.conv)
    return head && member ? [line(row, head, member, person, last.get(row.conv), seen.get(row.conv))] : []
  })
  return rows.sort((a, b) => b.at - a.at)
}

/** The people that these lines show: peers and whoever spoke last or is concerned by it. */
export async function peopleOf(city: City, rows: readonly ChatRow[]): Promise<PersonCard[]> {
  const ids = new Set<string>()
  for (const row of rows) {
    if (row.peer) ids.add(row.peer)
    if (row.last) {
      ids.add(row.last.f)
      for (const person of (row.last.b['who'] as string[] | undefined)?.slice(0, 5) ?? []) ids.add(person)
    }
  }
  return cards(city, [...ids])
}

/** The other person of a direct conversation. */
export function peerOf(head: { kind: string; fan: string[] | null }, person: string): string | undefined {
  return head.kind === 'direct' ? head.fan?.find(other => other !== person) : undefined
}

function line(
  row: store.InboxRow,
  head: store.ConversationRow,
  member: store.MemberRow,
  person: string,
  last: store.MessageRow | undefined,
  seenQ: number | undefined,
): ChatRow {
  const gone = row.gone || member.left_q !== null
  const q = gone ? (member.left_q ?? 0) : head.q
  const mentionQ = Math.max(row.mention_q, head.all_q > member.joined_q ? head.all_q : 0)
  const peer = peerOf(head, person)
  return {
    c: row.conv,
    kind: head.kind,
    ...(peer ? { peer } : {}),
    ...(head.title ? { title: head.title } : {}),
    ...(head.avatar ? { avatar: head.avatar } : {}),
    size: head.size,
    role: gone ? 'gone' : member.role,
    ...(head.admins_only ? { adminsOnly: true } : {}),
    open: head.open && !gone,
    q,
    n: gone ? row.read_n : head.n,
    readQ: row.read_q,
    readN: row.read_n,
    ...(mentionQ > row.read_q && mentionQ <= q ? { mentionQ } : {}),
    pin: row.pinned_at !== null,
    mute: row.mute,
    hidden: row.hidden,
    draft: row.draft,
    ...(seenQ === undefined ? {} : { seenQ }),
    ...(last ? { last: asShown(last) } : {}),
    at: last?.at ?? head.last_at,
  }
}

/** The newest shown message of each conversation that its reader may see. */
async function lastMessages(city: City, heads: readonly store.ConversationRow[], memberOf: ReadonlyMap<string, store.MemberRow>): Promise<Map<string, store.MessageRow>> {
  const places = heads.flatMap(head => {
    const member = memberOf.get(head.id)
    if (!member || head.shown_q <= member.joined_q || member.left_q !== null) return []
    return [{ conv: head.id, q: head.shown_q }]
  })
  const found = await store.messagesAt(city.db, places)
  return new Map(found.map(message => [message.conv, message]))
}

/** How far peers have read, of those who share read marks with somebody who shares theirs. */
async function sharedMarks(city: City, person: string, peers: readonly { conv: string; person: string }[]): Promise<Map<string, number>> {
  if (peers.length === 0) return new Map()
  const privacy = await privacyOf(city, [person, ...peers.map(peer => peer.person)])
  if (!privacy.get(person)?.readReceipts) return new Map()
  const sharing = peers.filter(peer => privacy.get(peer.person)?.readReceipts)
  const marks = await store.seenBy(city.db, sharing)
  return new Map(marks.map(mark => [mark.conv, mark.seen_q]))
}
