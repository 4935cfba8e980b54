import { limits, type ChatEvent } from '@plaza/contract'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { asHappened, asShown } from './shown.ts'
import * as store from './store.ts'

const PAGE_DEFAULT = 40

/** The part of a conversation's history that is this person's to read; refuses who was never in it. */
export async function readerOf(
  city: City,
  conv: string,
  person: string,
): Promise<store.Reader & { role: store.MemberRow['role'] }> {
  const [member] = await store.memberships(city.db, person, [conv])
  if (!member) throw new Refusal('not_a_member')
  return { person, joinedQ: member.joined_q, leftQ: member.left_q, role: member.role }
}

export interface PageWish {
  readonly before?: number | undefined
  readonly after?: number | undefined
  readonly around?: number | undefined
  readonly limit?: number | undefined
}

/** A page of messages as they stand now, oldest first. */
export async function page(
  city: City,
  conv: string,
  person: string,
  wish: PageWish,
): Promise<{ events: ChatEvent[]; moreBefore: boolean; moreAfter: boolean }> {
  const reader = await readerOf(city, conv, person)
  const [wishBefore, wishAfter, wishAround] = [wish.before, wish.after, wish.around].map(q =>
    q === undefined ? q : inRange(q),
  )
  const limit = wish.limit ?? PAGE_DEFAULT
  // One row more than asked for tells whether there is more.
  const older = (before: number | undefined, count: number) =>
    store.shownMessages(city.db, conv, { ...(before === undefined ? {} : { before }), limit: count + 1 }, reader)
  const newer = (after: number, count: number) =>
    store.shownMessages(city.db, conv, { after, limit: count + 1 }, reader)
  let rows: store.MessageRow[]
  let moreBefore = false
  let moreAfter = false
  if (wishAround !== undefined) {
    const half = Math.ceil(limit / 2)
    const [left, right] = await Promise.all([older(wishAround + 1, half), newer(wishAround, half)])
    moreBefore = left.length > half
    moreAfter = right.length > half
    rows = [...left.slice(0, half).reverse(), ...right.slice(0, half)]
  } else if (wishAfter !== undefined) {
    const right = await newer(wishAfter, limit)
    moreAfter = right.length > limit
    moreBefore = wishAfter > reader.joinedQ
    rows = right.slice(0, limit)
  } else {
    const left = await older(wishBefore, limit)
    moreBefore = left.length > limit
    moreAfter = wishBefore !== undefined
    rows = left.slice(0, limit).reverse()
  }
  return { events: await withReactions(city, conv, person, rows), moreBefore, moreAfter }
}

/** A number no conversation reaches means its end; the database's numbers have 32 bits. */
const inRange = (q: number) => Math.min(q, limits.EVENTS_PER_CONVERSATION_MAX)

async function withReactions(
  city: City,
  conv: string,
  reader: string,
  rows: readonly store.MessageRow[],
): Promise<ChatEvent[]> {
  if (rows.length === 0) return []
  const byMessage = new Map<number, { reactions: Record<string, string[]>; reactionCounts?: Record<string, number> }>()
  const qs = rows.map(row => row.q)
  const max = limits.REACTION_PEOPLE_NAMED_MAX
  for (const { q, emoji, people, count } of await store.reactionsOf(city.db, conv, qs, { reader, max })) {
    const all = byMessage.get(q) ?? { reactions: {} }
    all.reactions[emoji] = people
    if (count > people.length) all.reactionCounts = { ...all.reactionCounts, [emoji]: count }
    byMessage.set(q, all)
  }
  return rows.map(row => asShown(row, byMessage.get(row.q)))
}

/** Events as they happened after `after`, for a device that missed some. */
export async function eventsAfter(
  city: City,
  conv: string,
  person: string,
  after: number,
  count: number,
): Promise<{ events: ChatEvent[]; more: boolean }> {
  const reader = await readerOf(city, conv, person)
  const limit = Math.min(count, limits.PAGE_MESSAGES_MAX)
  const rows = await store.eventsAfter(city.db, conv, inRange(after), limit + 1, reader)
  return { events: rows.slice(0, limit).map(asHappened), more: rows.length > limit }
}
