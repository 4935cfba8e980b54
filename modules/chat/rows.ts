import type { ChatRow, PersonCard } from '@plaza/contract'
import type { City } from '@plaza/house'
import { cards, privacyOf } from '@plaza/identity'
import { ROWS_PER_PERSON_MAX } from './limits.ts'
import { asShown } from './shown.ts'
import { waitingIn } from './store-entry.ts'
import { hiddenAmong, shownBefore } from './store-hidden.ts'
import * as store from './store.ts'

/** Lines of a person's chats list with the people they speak of. */
export interface Rows {
  readonly rows: ChatRow[]
  readonly people: PersonCard[]
}

/** The lines named, those changed after `after`, or all, newest conversation first. */
export async function rowsOf(
  city: City,
  person: string,
  which: { convs?: readonly string[]; after?: number },
): Promise<ChatRow[]> {
  const lines = await store.lineRows(city.db, person, which, ROWS_PER_PERSON_MAX)
  if (lines.length === 0) return []
  const peers = lines.flatMap(row => {
    const peer = peerOf(row, person)
    return peer ? [{ conv: row.conv, person: peer }] : []
  })
  const led = lines.filter(row => row.kind === 'group' && row.role !== 'member' && !isGone(row))
  const [last, seen, waiting] = await Promise.all([
    lastMessages(city, person, lines),
    sharedMarks(city, person, peers),
    led.length === 0
      ? new Map<string, number>()
      : waitingIn(
          city.db,
          led.map(row => row.conv),
        ),
  ])
  return lines
    .map(row => ({
      ...line(row, person, city.clock.now(), last.get(row.conv), seen.get(row.conv)),
      ...(waiting.has(row.conv) ? { waiting: waiting.get(row.conv) as number } : {}),
    }))
    .sort((a, b) => b.at - a.at)
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
  row: store.LineRow,
  person: string,
  nowMs: number,
  last: store.MessageRow | undefined,
  seenQ: number | undefined,
): ChatRow {
  const gone = isGone(row)
  const q = gone ? (row.left_q ?? 0) : row.q
  const mentionQ = Math.max(row.mention_q, row.all_q > row.joined_q ? row.all_q : 0)
  const peer = peerOf(row, person)
  const { title, avatar, size } = (gone && row.left_as) || row
  return {
    c: row.conv,
    kind: row.kind,
    ...(peer ? { peer } : {}),
    ...(title ? { title } : {}),
    ...(avatar ? { avatar } : {}),
    size,
    role: gone ? 'gone' : row.role,
    ...(row.pinned > 0 && !gone ? { pinned: row.pinned } : {}),
    ...(row.admins_only ? { adminsOnly: true } : {}),
    ...(row.announces ? { announces: true } : {}),
    ...(row.approval ? { approval: true } : {}),
    ...(row.all_free ? { allFree: true } : {}),
    ...(row.muted_until !== null && row.muted_until > nowMs ? { mutedUntil: row.muted_until } : {}),
    open: row.open && !gone,
    q,
    n: gone ? row.read_n : row.n,
    readQ: row.read_q,
    readN: row.read_n,
    ...(mentionQ > row.read_q && mentionQ <= q ? { mentionQ } : {}),
    pin: row.pinned_at !== null,
    mute: row.mute,
    hidden: row.hidden,
    ...(row.archived ? { archived: true } : {}),
    draft: row.draft,
    ...(seenQ === undefined ? {} : { seenQ }),
    ...(last ? { last: asShown(last) } : {}),
    at: last?.at ?? row.last_at,
  }
}

const isGone = (row: store.LineRow) => row.gone || row.left_q !== null

/** The newest shown message of each conversation that its reader may see and did not delete: for who left, the one that told it. */
async function lastMessages(
  city: City,
  person: string,
  lines: readonly store.LineRow[],
): Promise<Map<string, store.MessageRow>> {
  const places = lines.flatMap(row => {
    const q = isGone(row) ? (row.left_q ?? 0) : row.shown_q
    return q > row.joined_q ? [{ conv: row.conv, q, after: row.joined_q }] : []
  })
  const [found, hidden] = await Promise.all([store.messagesAt(city.db, places), hiddenAmong(city.db, person, places)])
  const last = new Map(found.map(message => [message.conv, message]))
  if (hidden.length === 0) return last
  const gone = new Set(hidden.map(({ conv }) => conv))
  const before = await shownBefore(
    city.db,
    person,
    places.filter(({ conv }) => gone.has(conv)),
  )
  for (const conv of gone) last.delete(conv)
  for (const message of before) last.set(message.conv, message)
  return last
}

/** How far peers have read, of those who share read marks with somebody who shares theirs. */
async function sharedMarks(
  city: City,
  person: string,
  peers: readonly { conv: string; person: string }[],
): Promise<Map<string, number>> {
  if (peers.length === 0) return new Map()
  const privacy = await privacyOf(city, [person, ...peers.map(peer => peer.person)])
  if (!privacy.get(person)?.readReceipts) return new Map()
  const sharing = peers.filter(peer => privacy.get(peer.person)?.readReceipts)
  const marks = await store.seenBy(city.db, sharing)
  return new Map(marks.map(mark => [mark.conv, mark.seen_q]))
}
