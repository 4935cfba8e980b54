import { isShown, type ChatEvent, type ChatRow, type Down, type Notice } from '@plaza/contract'
import { rowAfter } from './phone-rows.ts'

type Told = Extract<Down, { t: 'ev' | 'row' | 'note' | 'seen' }>

/** What a device holds of one conversation, from the first event its person may read, without gaps. */
interface Log {
  events: ChatEvent[]
  /** Heard ahead of their turn. */
  ahead: Map<number, ChatEvent>
}

/**
 * A device's copy of a person's log and conversations: pure, told frames, and asked what it misses. It applies `u` and `q`
 * only in turn, drops what it has, and holds back what runs ahead.
 */
export class PhoneCopy {
  readonly me: string
  /** The newest number of the person's log that is applied. */
  have = 0
  readonly rows = new Map<string, ChatRow>()
  readonly logs = new Map<string, Log>()
  /** Notices by kind, to see that each came. */
  readonly notices: Notice[] = []
  /** True from asking for a sync until its last page. */
  asking = false
  #askAgain = false
  #snapshot: Set<string> | undefined
  #held: Told[] = []
  #heldByU = new Map<number, Told>()

  constructor(me: string) {
    this.me = me
  }

  /** The socket is gone: what it had half told is forgotten. */
  disconnected(): void {
    this.asking = false
    this.#askAgain = false
    this.#snapshot = undefined
    this.#held = []
    this.#heldByU.clear()
  }

  /** Somebody said that this copy is behind. Whether to ask now; while an answer is under way, again after it. */
  lag(): boolean {
    if (!this.asking) return (this.asking = true)
    this.#askAgain = true
    return false
  }

  /** Takes a page of a sync. True when the last page left something to ask again. */
  page(frame: Extract<Down, { t: 'sync' }>): boolean {
    if (frame.from === 0) this.#snapshot ??= new Set()
    for (const row of frame.rows) {
      this.#snapshot?.add(row.c)
      this.#setRow(row)
    }
    this.notices.push(...frame.notices)
    if (frame.more) return false
    if (this.#snapshot) for (const c of this.rows.keys()) if (!this.#snapshot.has(c)) this.#forget(c)
    this.have = frame.from === 0 ? frame.u : Math.max(this.have, frame.u)
    this.#snapshot = undefined
    this.asking = false
    this.#drainHeld()
    const held = this.#held
    this.#held = []
    for (const told of held) this.tell(told)
    if (!this.#askAgain) return false
    this.#askAgain = false
    this.asking = true
    return true
  }

  /** Takes a push, or one's own event made from an ack. */
  tell(told: Told): void {
    if (this.asking) this.#held.push(told)
    else if (told.u === undefined) this.#apply(told)
    else if (told.u === this.have + 1) this.#next(told)
    else if (told.u > this.have) this.#heldByU.set(told.u, told)
  }

  #next(told: Told): void {
    this.have = told.u as number
    this.#apply(told)
    this.#drainHeld()
  }

  #apply(told: Told): void {
    if (told.t === 'row') this.#setRow(told.row)
    else if (told.t === 'note') this.notices.push({ u: told.u, k: told.k, b: told.b, at: told.at })
    else if (told.t === 'seen') this.#seen(told)
    else this.#event(told)
  }

  #seen({ c, p, q }: Extract<Told, { t: 'seen' }>): void {
    const row = this.rows.get(c)
    if (row?.peer === p && (row.seenQ ?? 0) < q) this.rows.set(c, { ...row, seenQ: q })
  }

  #drainHeld(): void {
    for (const u of this.#heldByU.keys()) if (u <= this.have) this.#heldByU.delete(u)
    const after = this.#heldByU.get(this.have + 1)
    if (after) this.#next(after)
  }

  /** Whether something of the person's log was heard of whose turn has not come. */
  get gap(): boolean {
    return !this.asking && this.#heldByU.size > 0
  }

  /** Conversations whose log is shorter than what is known of them, and up to where they are known. */
  missing(): { c: string; after: number }[] {
    return [...this.rows.values()].flatMap(row => {
      const log = this.logs.get(row.c)
      const after = log?.events.at(-1)?.q ?? 0
      return after < row.q || (log?.ahead.size ?? 0) > 0 ? [{ c: row.c, after }] : []
    })
  }

  /** Events of a pull, in order from `after`: history that begins later than expected is all there is to read. */
  pulled(c: string, after: number, events: readonly ChatEvent[]): void {
    const log = this.#log(c)
    const first = events[0]
    const head = log.events.at(-1)?.q ?? 0
    if (first && after === head && first.q > head + 1) log.events = []
    for (const event of events) this.#append(log, event)
    this.#drain(log)
  }

  #event({ t: _, u, ...event }: Extract<Told, { t: 'ev' }>): void {
    const row = this.rows.get(event.c)
    if (!row) return
    if (row.hidden && isShown(event.k)) this.rows.set(row.c, { ...row, hidden: false })
    const log = this.#log(event.c)
    const head = log.events.at(-1)?.q ?? 0
    if (event.q > head) log.ahead.set(event.q, event)
    this.#drain(log)
  }

  #drain(log: Log): void {
    for (const q of log.ahead.keys()) if (q <= (log.events.at(-1)?.q ?? 0)) log.ahead.delete(q)
    for (let next = log.ahead.get((log.events.at(-1)?.q ?? 0) + 1); next; next = log.ahead.get(next.q + 1)) {
      log.ahead.delete(next.q)
      this.#append(log, next)
    }
  }

  #append(log: Log, event: ChatEvent): void {
    const last = log.events.at(-1)
    if (last && event.q !== last.q + 1) return
    log.events.push(event)
    const row = this.rows.get(event.c)
    if (row && event.q > row.q) this.rows.set(row.c, rowAfter(row, event, this.me))
  }

  /** A line as the server tells it; events that are known already and came after it are put on top again. */
  #setRow(told: ChatRow): void {
    let row = told
    if (told.role !== 'gone')
      for (const event of this.logs.get(told.c)?.events ?? [])
        if (event.q === row.q + 1) row = rowAfter(row, event, this.me)
    this.rows.set(told.c, row)
  }

  #forget(c: string): void {
    this.rows.delete(c)
    this.logs.delete(c)
  }

  #log(c: string): Log {
    let log = this.logs.get(c)
    if (!log) this.logs.set(c, (log = { events: [], ahead: new Map() }))
    return log
  }
}

export interface PhoneSnapshot {
  u: number
  rows: ChatRow[]
  logs: Record<string, ChatEvent[]>
}

/** A copy in a form that two devices can be compared by: words recalled since are told by nobody any more. */
export function snapshotOf(copy: PhoneCopy): PhoneSnapshot {
  const logs = Object.fromEntries(
    [...copy.logs].map(([c, log]) => [c, emptied(log.events)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
  return { u: copy.have, rows: [...copy.rows.values()].sort((a, b) => (a.c < b.c ? -1 : 1)), logs }
}

function emptied(events: readonly ChatEvent[]): ChatEvent[] {
  const recalled = new Set(events.flatMap(event => (event.k === 'recall' ? [event.re] : [])))
  return events.map(({ recalled: _, recalledBy: _by, ...event }) => {
    const empty = recalled.has(event.q) || ((event.k === 'edit' || event.k === 'update') && recalled.has(event.re))
    return empty ? { ...event, b: {} } : event
  })
}
