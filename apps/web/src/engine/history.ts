import type { ChatEvent, Down, Up } from '@plaza/contract'
import { call } from './api.ts'
import type { Db, Range } from './db.ts'
import { uuidv7 } from './ids.ts'
import { changed, countable } from './rules.ts'
import type { Store } from './store.ts'
import { Thread } from './thread.ts'

/** Messages fetched or shown at a time. */
export const SLICE = 40
/** What fills a phone, so that it is drawn at once; the window asks for older ones when these are there. */
const FIRST_SIGHT = 16
const PULL_EVENTS = 100
/** Farther behind than this, a fresh page is cheaper than all that happened. */
const CATCH_UP_EVENTS_MAX = 300

export interface HistoryPorts {
  store: Store
  db: Db
  pull(frame: Extract<Up, { t: 'pull' }>): Promise<Extract<Down, { t: 'page' }>>
}

/** The messages of conversations: from this device first, completed from the server, kept true by events. */
export class History {
  readonly #ports: HistoryPorts
  readonly #catching = new Map<string, Promise<void>>()
  #altering: Promise<unknown> = Promise.resolve()

  constructor(ports: HistoryPorts) {
    this.#ports = ports
  }

  /**
   * Opens the window at the newest messages, of which `least` and what fills a phone come first, or around event `at`. What is
   * stored shows at once.
   */
  async open(c: string, at?: number, least = 0): Promise<Thread> {
    const { store, db } = this.#ports
    const thread = new Thread(c)
    store.threads.set(c, thread)
    const range = store.ranges.get(c)
    const stored = range && (at === undefined || (at >= range.lo && at <= range.hi))
    if (at !== undefined && !stored) return this.#openAround(thread, at)
    if (range) {
      await this.#withLate(thread, async () => {
        const wanted = at === undefined ? Math.max(FIRST_SIGHT, least) : SLICE / 2
        const before = await db.newest(c, range.lo, (at ?? range.hi + 1) - 1, wanted)
        const rest = at === undefined ? [] : await db.oldest(c, at, range.hi, SLICE)
        if (thread.opened) return // begun afresh meanwhile
        thread.items = [...before, ...rest]
        thread.atEnd = rest.length < SLICE
        thread.atStart = range.start && before.length < wanted
        thread.opened = true
      })
      this.#touch(c)
    }
    await this.catchUp(c)
    thread.failed = !thread.opened
    this.#touch(c)
    return thread
  }

  /** Reads stored messages into a window, and adds what happened while they were read. */
  async #withLate(thread: Thread, read: () => Promise<void>): Promise<void> {
    thread.late = []
    try {
      await this.#altering
      await read()
    } finally {
      const late = thread.late
      thread.late = undefined
      for (const event of late) this.#show(thread, event)
    }
  }

  /** Shows an event in a window that is not reading. */
  #show(thread: Thread, event: ChatEvent): void {
    if (countable(event)) {
      if (thread.atEnd) thread.append([event])
      return
    }
    const shown = event.re === undefined ? undefined : thread.at(event.re)
    if (shown) thread.replace(changed(shown, event))
  }

  close(thread: Thread): void {
    if (this.#ports.store.threads.get(thread.c) === thread) this.#ports.store.threads.delete(thread.c)
  }

  async #openAround(thread: Thread, at: number): Promise<Thread> {
    try {
      const reply = await call('GET /chats/:id/messages', { id: thread.c, around: at, limit: SLICE })
      thread.items = reply.events
      thread.atStart = !reply.moreBefore
      thread.detached = true
      thread.opened = true
      this.#attach(thread, reply.moreAfter)
    } catch {
      thread.failed = true
    }
    this.#touch(thread.c)
    return thread
  }

  /** A window that has reached stored messages continues from them. */
  #attach(thread: Thread, moreAfter: boolean): void {
    const { store } = this.#ports
    const range = store.ranges.get(thread.c)
    const last = thread.items.at(-1)?.q ?? 0
    if (range && last >= range.lo) {
      thread.detached = false
      thread.atEnd = last >= range.hi || !moreAfter
    } else if (!moreAfter) {
      thread.detached = false
      thread.atEnd = true
      this.#keep(thread.c, thread.items, { lo: thread.items[0]?.q ?? 0, start: thread.atStart })
    }
  }

  async older(thread: Thread): Promise<void> {
    const first = thread.items[0]
    if (thread.loading || thread.atStart || !first) return
    const { store, db } = this.#ports
    await this.#load(thread, async () => {
      const range = store.ranges.get(thread.c)
      if (!thread.detached && range && first.q > range.lo) {
        const items = await db.newest(thread.c, range.lo, first.q - 1, SLICE)
        if (items.length > 0) {
          thread.prepend(items)
          thread.atStart = range.start && items.length < SLICE
          return
        }
        if (range.start) {
          thread.atStart = true
          return
        }
      }
      const from = !thread.detached && range ? Math.min(range.lo, first.q) : first.q
      const reply = await call('GET /chats/:id/messages', { id: thread.c, before: from, limit: SLICE })
      if (!thread.detached && range) {
        for (const event of reply.events) db.put('messages', event)
        const now = store.ranges.get(thread.c) ?? range
        this.#setRange({ ...now, lo: reply.events[0]?.q ?? now.lo, start: !reply.moreBefore })
      }
      thread.prepend(reply.events)
      thread.atStart = !reply.moreBefore
    })
  }

  async newer(thread: Thread): Promise<void> {
    const last = thread.items.at(-1)
    if (thread.loading || thread.atEnd || !last) return
    const { store, db } = this.#ports
    await this.#load(thread, async () => {
      const range = store.ranges.get(thread.c)
      if (!thread.detached && range) {
        return this.#withLate(thread, async () => {
          const items = await db.oldest(thread.c, last.q + 1, range.hi, SLICE)
          thread.append(items)
          thread.atEnd = items.length < SLICE
        })
      }
      const reply = await call('GET /chats/:id/messages', { id: thread.c, after: last.q, limit: SLICE })
      thread.append(reply.events)
      this.#attach(thread, reply.moreAfter)
    })
  }

  async #load(thread: Thread, load: () => Promise<void>): Promise<void> {
    thread.loading = true
    this.#touch(thread.c)
    try {
      await load()
    } catch {
      // The reader scrolls again, or the connection's return asks anew.
    } finally {
      thread.loading = false
      this.#touch(thread.c)
    }
  }

  /** Brings the stored end of a conversation to its head; one at a time for each. */
  catchUp(c: string): Promise<void> {
    const running = this.#catching.get(c)
    if (running) return running
    const run = this.#catch(c)
      .catch(() => {})
      .finally(() => this.#catching.delete(c))
    this.#catching.set(c, run)
    return run
  }

  /** The head moves on meanwhile: what came too late for an answer is asked for again. */
  async #catch(c: string): Promise<void> {
    const { store, pull } = this.#ports
    for (;;) {
      const head = store.rows.get(c)?.q ?? 0
      const range = store.ranges.get(c)
      if (!range || head - range.hi > CATCH_UP_EVENTS_MAX) {
        await this.#afresh(c, head)
        continue
      }
      if (range.hi >= head) return
      const page = await pull({ t: 'pull', id: uuidv7(), c, after: range.hi, n: PULL_EVENTS })
      for (const event of page.evs) this.apply(event)
      if (page.evs.length === 0) return
    }
  }

  /** Starts the stored messages of a conversation again from its newest page. */
  async #afresh(c: string, head: number): Promise<void> {
    const { store, db } = this.#ports
    const reply = await call('GET /chats/:id/messages', { id: c, limit: SLICE })
    if (store.ranges.delete(c)) {
      await this.#altering
      db.remove('ranges', c)
      await db.forgetMessages(c)
    }
    this.#keep(
      c,
      reply.events,
      { lo: reply.moreBefore ? (reply.events[0]?.q ?? 0) : 0, start: !reply.moreBefore },
      head,
    )
    const thread = store.threads.get(c)
    if (!thread || (thread.detached && thread.opened)) return
    thread.items = reply.events
    thread.atStart = !reply.moreBefore
    thread.atEnd = true
    thread.opened = true
    this.#touch(c)
  }

  #keep(c: string, events: ChatEvent[], range: { lo: number; start: boolean }, head = 0): void {
    for (const event of events) this.#ports.db.put('messages', event)
    this.#setRange({ c, ...range, hi: Math.max(head, events.at(-1)?.q ?? 0) })
  }

  /** What is kept says that every change up to its end is in the stored messages: it waits for those under way. */
  #setRange(range: Range): void {
    const { store, db } = this.#ports
    store.ranges.set(range.c, range)
    this.#altering = this.#altering.then(() => db.put('ranges', range))
  }

  /** One event as it happened. Old ones are dropped; after a gap, an open conversation asks for what is missing. */
  apply(event: ChatEvent): void {
    const { store, db } = this.#ports
    const range = store.ranges.get(event.c)
    const thread = store.threads.get(event.c)
    if (!range || event.q <= range.hi) return
    if (event.q > range.hi + 1) {
      if (thread) void this.catchUp(event.c)
      return
    }
    if (countable(event)) db.put('messages', event)
    else this.#alter(event)
    this.#setRange({ ...range, hi: event.q })
    if (!thread) return
    if (thread.late) thread.late.push(event)
    else this.#show(thread, event)
    this.#touch(event.c)
  }

  /** Changes a stored message; one after the other. */
  #alter(event: ChatEvent): void {
    const { db } = this.#ports
    const { re } = event
    if (re === undefined) return
    this.#altering = this.#altering.then(async () => {
      const kept = await db.message(event.c, re)
      if (kept) db.put('messages', changed(kept, event))
    })
  }

  /** One message, for a quote: from the window, the device or the server. */
  async message(c: string, q: number): Promise<ChatEvent | undefined> {
    const near = this.#ports.store.threads.get(c)?.at(q) ?? (await this.#ports.db.message(c, q))
    if (near) return near
    const reply = await call('GET /chats/:id/messages', { id: c, around: q, limit: 1 }).catch(() => undefined)
    return reply?.events.find(event => event.q === q)
  }

  /** Takes messages away that I deleted for me, here or on another device. */
  hide(c: string, qs: number[]): void {
    const { store, db } = this.#ports
    this.#altering = this.#altering.then(() => qs.forEach(q => db.remove('messages', [c, q])))
    const thread = store.threads.get(c)
    if (!thread) return
    thread.items = thread.items.filter(item => !qs.includes(item.q))
    this.#touch(c)
  }

  /** Lets go of all that is stored: open windows are read again, others when they are opened. */
  forgetAll(): void {
    for (const c of this.#ports.store.ranges.keys()) this.#forget(c)
  }

  /** Lets go of what is stored of a conversation; an open window begins afresh. */
  clear(c: string): void {
    this.#forget(c)
    if (this.#ports.store.threads.has(c)) void this.catchUp(c)
  }

  #forget(c: string): void {
    const { store, db } = this.#ports
    store.ranges.delete(c)
    db.remove('ranges', c)
    this.#altering = this.#altering.then(() => db.forgetMessages(c))
  }

  #touch(c: string): void {
    this.#ports.store.topics.touch(`thread:${c}`)
  }
}
