import type { ChatEvent } from '@plaza/contract'
import { stands, type OutItem } from './outbox.ts'
import { changed, isChange } from './rules.ts'
import { endOfDay } from './time.ts'

/** A message or happening as it is drawn, with what its neighbours make of it. */
export interface Line {
  id: string
  event: ChatEvent
  /** Not confirmed yet, or refused. */
  out?: OutItem
  /** The time stands above it. */
  timed: boolean
  /** First and last of a run of bubbles by one person. */
  first: boolean
  last: boolean
  /** The line "new messages" stands above it. */
  unread: boolean
}

const TIME_GAP_MS = 5 * 60_000
const RUN_GAP_MS = 3 * 60_000

/** What is drawn for a window: its messages with pending changes applied, then what is being sent. */
export function linesOf(
  items: ChatEvent[],
  out: OutItem[],
  me: string,
  options: { unreadFrom?: number; tail: boolean },
): Line[] {
  const events = items.map(item => withPending(item, out, me))
  const known = new Set(items.map(item => item.id))
  const lines: Line[] = events.map(event => plain(event))
  if (options.tail) {
    for (const item of out) {
      if (stands(item) && !known.has(item.id)) lines.push({ ...plain(eventOf(item, me)), out: item })
    }
  }
  let unreadTold = options.unreadFrom === undefined
  let dayEndsAt = 0
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1]
    const newDay = line.event.at >= dayEndsAt
    if (newDay) dayEndsAt = endOfDay(line.event.at)
    line.timed = !before || line.event.at - before.event.at > TIME_GAP_MS || newDay
    if (!unreadTold && line.event.q > options.unreadFrom! && line.event.f !== me && line.event.q > 0) {
      unreadTold = true
      line.unread = i > 0
    }
    const joins = Boolean(before) && !line.timed && !line.unread && sameRun(before!.event, line.event)
    line.first = !joins
    if (before) before.last = !joins
    line.last = true
  }
  return lines
}

/** The lines with those in place of their equals that were drawn before, so that only what changed is drawn again. */
export function sameLines(lines: Line[], before: ReadonlyMap<string, Line>): Line[] {
  return lines.map(line => {
    const known = before.get(line.id)
    return known && alike(known, line) ? known : line
  })
}

const alike = (a: Line, b: Line): boolean =>
  a.event === b.event &&
  a.out === b.out &&
  a.timed === b.timed &&
  a.first === b.first &&
  a.last === b.last &&
  a.unread === b.unread

const plain = (event: ChatEvent): Line => ({
  id: event.id,
  event,
  timed: false,
  first: true,
  last: true,
  unread: false,
})

const sameRun = (a: ChatEvent, b: ChatEvent) =>
  a.f === b.f &&
  joins(a.k) &&
  joins(b.k) &&
  a.recalled === undefined &&
  b.recalled === undefined &&
  b.at - a.at < RUN_GAP_MS

const joins = (k: string) => k !== 'card' && k !== 'system'

function withPending(item: ChatEvent, out: OutItem[], me: string): ChatEvent {
  let event = item
  for (const one of out) {
    if (one.content.k !== 'mine' && isChange(one.content.k) && one.content.re === item.q)
      event = changed(event, eventOf(one, me))
  }
  return event
}

/** An unsent item as the event it will be; `q` is 0 until the server gives one. */
export function eventOf(item: OutItem, me: string): ChatEvent {
  if (item.content.k === 'mine') throw new Error('a change of what is mine is no event')
  const { c, k, b, re } = item.content
  const event: ChatEvent = { c, q: 0, n: 0, f: me, id: item.id, k, b: { ...(item.shown ?? b) }, at: item.at }
  if (re !== undefined) event.re = re
  return event
}
