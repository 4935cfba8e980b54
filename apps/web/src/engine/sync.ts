import type { ChatEvent, ChatRow, Down, Notice, PersonCard, Up } from '@plaza/contract'
import type { OutItem } from './outbox.ts'
import { place, rowAfter, rowAfterMine } from './rules.ts'
import type { Store } from './store.ts'

const GAP_WAIT_MS = 300
const GOT_EVERY_MS = 1_000
const GOT_EVERY_EVENTS = 50
/** What the server pushes and counts. */
const PUSHED = new Set(['ev', 'row', 'note', 'seen'])

export interface SyncPorts {
  store: Store
  /** The conversation's own stream takes the event too. */
  apply(event: ChatEvent): void
  catchUp(c: string): void
  /** Keeps what changed; the cursor last. */
  keepRow(row: ChatRow): void
  dropRow(c: string): void
  keepPerson(card: PersonCard): void
  keepCursor(u: number): void
  pending(c: string): OutItem[]
  /** A row was spoken of that this device does not have. */
  missing(c: string): void
  notice(k: Notice['k'], b: Notice['b']): void
  /** This device is too far behind: what is stored of conversations may lack what I did elsewhere. */
  forgetMessages(): void
  send(frame: Up): void
  arrived(event: ChatEvent): void
}

type Handled = Extract<Down, { t: 'ok' | 'sync' | 'ev' | 'row' | 'note' | 'seen' | 'lag' | 'pong' }>

/** Keeps this device's copy equal to the person's log, whatever the connection loses, repeats or reorders. */
export class Sync {
  readonly #ports: SyncPorts
  #have: number
  #head = 0
  #snapshot: Set<string> | undefined
  /** Waiting for the last page of an answer. */
  #asking = false
  /** Something was missed while an answer was under way: it may not be in it. */
  #again = false
  /** Pushes since the last `got`. */
  #unconfirmed = 0
  #gapTimer: ReturnType<typeof setTimeout> | undefined
  #gotTimer: ReturnType<typeof setTimeout> | undefined

  constructor(ports: SyncPorts, cursor: number) {
    this.#ports = ports
    this.#have = cursor
  }

  get cursor(): number {
    return this.#have
  }

  disconnected(): void {
    this.#asking = false
    this.#again = false
    this.#snapshot = undefined
    clearTimeout(this.#gapTimer)
    this.#gapTimer = undefined
  }

  handle(frame: Handled): void {
    if (PUSHED.has(frame.t)) this.#confirm()
    switch (frame.t) {
      case 'ok':
        return this.#hello(frame.u)
      case 'sync':
        return this.#page(frame)
      case 'ev': {
        const { t: _, u, ...event } = frame
        this.#event(event)
        if (u !== undefined) this.reached(u)
        return
      }
      case 'row':
        for (const card of frame.people ?? []) this.#person(card)
        if (place(this.#have, frame.u) !== 'old') this.#row(frame.row)
        return this.reached(frame.u)
      case 'note':
        if (place(this.#have, frame.u) !== 'old') this.#ports.notice(frame.k, frame.b)
        return this.reached(frame.u)
      case 'seen':
        this.#seen(frame.c, frame.p, frame.q)
        if (frame.u !== undefined) this.reached(frame.u)
        return
      case 'lag':
        this.#again = this.#asking
        return this.#ask()
      case 'pong':
        if (frame.u > this.#have) this.#plan(frame.u)
        return
    }
  }

  #hello(u: number): void {
    this.#head = u
    if (u < this.#have) this.#have = 0
    this.#asking = u !== this.#have
    this.#ports.store.setStatus(this.#asking ? 'updating' : 'live')
    if (!this.#asking) this.#ports.store.loaded = true
  }

  #page(frame: Extract<Down, { t: 'sync' }>): void {
    if (frame.from === 0 && !this.#snapshot) {
      this.#snapshot = new Set()
      this.#ports.forgetMessages()
    }
    for (const card of frame.people) this.#person(card)
    for (const row of frame.rows) {
      this.#snapshot?.add(row.c)
      this.#row(row)
    }
    for (const notice of newestOfEach(frame.notices)) this.#ports.notice(notice.k, notice.b)
    if (frame.more) return
    if (this.#snapshot) this.#forgetOthers(this.#snapshot)
    this.#snapshot = undefined
    this.#asking = false
    if (frame.u > this.#have || frame.from === 0) this.#set(frame.u)
    this.#ports.store.loaded = true
    this.#ports.store.setStatus('live')
    this.#ports.store.topics.touch('rows')
    if (this.#again || this.#head > this.#have) this.#ask()
    this.#again = false
  }

  #forgetOthers(known: Set<string>): void {
    const { store } = this.#ports
    for (const c of store.rows.keys()) {
      if (known.has(c)) continue
      store.dropRow(c)
      this.#ports.dropRow(c)
    }
  }

  #person(card: PersonCard): void {
    this.#ports.store.setPerson(card)
    this.#ports.keepPerson(card)
  }

  #row(row: ChatRow): void {
    const { store } = this.#ports
    const mine = this.#ports
      .pending(row.c)
      .reduce((r, item) => (item.content.k === 'mine' ? rowAfterMine(r, item.content.set) : r), row)
    const known = store.rows.get(row.c)
    const next = known && known.q > row.q ? newerOf(mine, known) : mine
    store.setRow(next)
    this.#ports.keepRow(next)
    if (store.threads.has(row.c)) this.#ports.catchUp(row.c)
  }

  /** An event by itself, from the stream or made from the ack of one's own. */
  #event(event: ChatEvent): void {
    const { store } = this.#ports
    const row = store.rows.get(event.c)
    if (!row) this.#ports.missing(event.c)
    else if (event.q > row.q) {
      const next = rowAfter(row, event, store.myId)
      store.setRow(next)
      this.#ports.keepRow(next)
      if (event.f !== store.myId) this.#ports.arrived(event)
    }
    store.stoppedTyping(event)
    this.#ports.apply(event)
  }

  /** A row that was asked for by itself. */
  fetched(row: ChatRow): void {
    this.#row(row)
  }

  /** My own event, confirmed. */
  confirmed(event: ChatEvent): void {
    this.#event(event)
  }

  #seen(c: string, person: string, q: number): void {
    const { store } = this.#ports
    const row = store.rows.get(c)
    if (row?.peer !== person || (row.seenQ ?? 0) >= q) return
    store.setRow({ ...row, seenQ: q })
    this.#ports.keepRow({ ...row, seenQ: q })
  }

  /** A number of the person's log has been seen. */
  reached(u: number): void {
    this.#head = Math.max(this.#head, u)
    const where = place(this.#have, u)
    if (where === 'next') this.#set(u)
    else if (where === 'gap') this.#plan(u)
  }

  #set(u: number): void {
    this.#have = u
    this.#ports.keepCursor(u)
  }

  /** Tells the server that its pushes arrive: every 50 of them, or a second after the first. It stops pushing to who does not. */
  #confirm(): void {
    this.#unconfirmed += 1
    if (this.#unconfirmed >= GOT_EVERY_EVENTS) return this.#got()
    this.#gotTimer ??= setTimeout(() => this.#got(), GOT_EVERY_MS)
  }

  #got(): void {
    clearTimeout(this.#gotTimer)
    this.#gotTimer = undefined
    this.#unconfirmed = 0
    this.#ports.send({ t: 'got', u: this.#have })
  }

  /** Numbers may arrive out of order for a moment; then the missing ones are asked for. */
  #plan(u: number): void {
    this.#head = Math.max(this.#head, u)
    if (this.#asking) return
    this.#gapTimer ??= setTimeout(() => {
      this.#gapTimer = undefined
      if (this.#head > this.#have) this.#ask()
    }, GAP_WAIT_MS)
  }

  #ask(): void {
    if (this.#asking) return
    this.#asking = true
    this.#ports.send({ t: 'sync', u: this.#have })
  }
}

/** Notices only name what to refresh, so that the newest of a kind says it all; but what is about one chat is named by each. */
function newestOfEach(notices: Notice[]): Notice[] {
  const newest = new Map(notices.map(notice => [notice.k, notice]))
  return notices.filter(notice => 'c' in notice.b || newest.get(notice.k) === notice)
}

/** A row told late: its stream has moved on since. */
function newerOf(told: ChatRow, known: ChatRow): ChatRow {
  const row = { ...told, q: known.q, n: known.n, at: known.at }
  if (known.last) row.last = known.last
  if (known.n > told.n && !told.mute) delete row.archived
  if (known.readQ > told.readQ) Object.assign(row, { readQ: known.readQ, readN: known.readN })
  return row
}
