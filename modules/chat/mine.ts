import { limits, type Down, type MineChange } from '@plaza/contract'
import type { City } from '@plaza/house'
import { privacyOf } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import type { Push } from '@plaza/realtime'
import { personSubject, tell } from './announce.ts'
import { peopleOf, rowsOf } from './rows.ts'
import { mustBeText } from './rules.ts'
import { advanceMany, touchInbox } from './store-groups.ts'
import * as store from './store.ts'

/** Changes what a person keeps about a conversation for themselves, tells their devices, and returns the new number of their log. */
export async function changeMine(
  city: City,
  person: string,
  conv: string,
  set: MineChange,
): Promise<{ u: number; q: number; n: number }> {
  mustBeText('draft', set.draft)
  const [head] = await store.conversationRows(city.db, [conv])
  const [member] = await store.memberships(city.db, person, [conv])
  if (!head || !member) throw new Refusal('not_a_member')
  const mark = await markOf(city, head, member, set)
  const u = await city.db.tx(async tx => {
    const next = await store.advance(tx, person)
    if (set.pin && (await store.countPins(tx, person)) >= limits.PINS_MAX)
      throw new Refusal('too_many_pins', { max: limits.PINS_MAX })
    const there = await store.changeMine(tx, person, conv, next, {
      pinnedAt: set.pin === undefined ? undefined : set.pin ? city.clock.now() : null,
      mute: set.mute ?? null,
      hiddenQ: set.hidden === undefined ? null : set.hidden ? Math.max(1, head.shown_q) : 0,
      archivedN: set.archived === undefined ? undefined : set.archived ? head.n : null,
      draft: set.draft ?? null,
      readQ: mark?.q ?? null,
      readN: mark?.n ?? null,
      back: set.unread === true,
    })
    if (!there) throw new Refusal('not_a_member')
    return next
  })
  const [row] = await rowsOf(city, person, { convs: [conv] })
  if (row) tell(city, person, u, { t: 'row', row, people: await peopleOf(city, [row]) })
  if (set.read !== undefined && mark) await shareMark(city, head, person, mark.q)
  return { u, q: head.q, n: head.n }
}

/** Where a read mark is set: not beyond what there is; `unread` puts it just before the newest message. */
async function markOf(
  city: City,
  head: store.ConversationRow,
  member: store.MemberRow,
  set: MineChange,
): Promise<{ q: number; n: number } | undefined> {
  if (set.unread) return { q: Math.max(0, head.shown_q - 1), n: Math.max(0, head.n - 1) }
  if (set.read === undefined) return undefined
  const q = Math.min(set.read, member.left_q ?? head.q)
  return { q, n: q === head.q ? head.n : await store.countAt(city.db, head.id, q) }
}

/**
 * Shows the mark to the others of a small conversation, when this person and they share theirs. The line of a direct
 * conversation shows it, so there it enters the other's log, and devices that are away hear of it later.
 */
async function shareMark(city: City, head: store.ConversationRow, person: string, q: number): Promise<void> {
  const others = head.fan?.filter(other => other !== person) ?? []
  const privacy = await privacyOf(city, [person, ...others])
  if (!privacy.get(person)?.readReceipts) return
  const sharing = others.filter(other => privacy.get(other)?.readReceipts)
  const logs = await city.db.tx(async tx => {
    if (!(await store.markSeen(tx, head.id, person, q))) return undefined
    if (head.kind !== 'direct' || sharing.length === 0) return []
    const moved = await advanceMany(tx, sharing)
    await touchInbox(tx, head.id, moved)
    return moved
  })
  if (!logs) return
  const f = JSON.stringify({ t: 'seen', c: head.id, p: person, q } satisfies Down)
  for (const other of sharing) {
    const u = logs.find(log => log.person === other)?.u
    city.bus.publish(personSubject(other), { f, u } satisfies Push)
  }
}
