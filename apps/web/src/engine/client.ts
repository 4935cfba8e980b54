import type { Api, ChatEvent, Down, Me, MineChange, Notice, Up } from '@plaza/contract'
import type { Uploads } from '../talk/uploads.ts'
import { call, codeOf, type ApiError } from './api.ts'
import { People } from './contacts.ts'
import { Db, type Start } from './db.ts'
import { Due, type DueKey } from './due.ts'
import { History } from './history.ts'
import { uuidv7 } from './ids.ts'
import { Outbox, type Ack, type NewContent, type OutContent, type OutFile, type OutItem } from './outbox.ts'
import { Pulls } from './pulls.ts'
import { isRich, rowAfterMine } from './rules.ts'
import { sharedWire } from './shared-wire.ts'
import { Socket } from './socket.ts'
import { Store } from './store.ts'
import { Sync } from './sync.ts'
import { Tabs, type TabNews } from './tabs.ts'
import { warm } from './warm.ts'

export interface ClientEvents {
  refused(code: string): void
  arrived(event: ChatEvent): void
  signedOut(): void
  /** A call rings, moved on, or its other end says something. */
  called(frame: Extract<Down, { t: 'call' | 'signal' }>): void
  /** The connection to the city stands: what rings? */
  connected(): void
}

const TYPING_EVERY_MS = 3_000
const PUT_OFF_AGAIN_MS = 5_000
/** Where the service worker keeps the files of messages that were seen here. */
const FILES_CACHE = 'plaza-files'

/** One person's Plaza in this tab: everything behind the screens. */
export class Client {
  readonly store: Store
  readonly db: Db
  readonly people: People
  readonly history: History
  readonly outbox: Outbox
  readonly #sync: Sync
  readonly #socket: Socket
  readonly #pulls: Pulls
  readonly #tabs: Tabs
  readonly #events: ClientEvents
  readonly #due: Due
  #typedAt = 0
  /** Brings files to the city; fetched with the first of them. */
  #uploads: Promise<Uploads> | undefined
  /** How much of each file that is being sent has arrived, from 0 to 1. */
  readonly progress = new Map<string, number>()

  /** Opens what is kept on this device; the server is asked afterwards. */
  static async open(me: Me, events: ClientEvents): Promise<Client> {
    const db = await Db.open(me.person.id)
    const kept = await db.start()
    const store = new Store(me)
    for (const card of kept.people) store.people.set(card.id, card)
    store.people.set(me.person.id, me.person)
    store.loadRows(kept.rows)
    for (const contact of kept.contacts) store.contacts.set(contact.person.id, contact)
    for (const request of kept.requests) store.requests.set(request.id, request)
    for (const range of kept.ranges) store.ranges.set(range.c, range)
    store.loaded = kept.cursor > 0
    store.contactsLoaded = kept.contacts.length > 0
    return new Client(store, db, kept, events)
  }

  private constructor(store: Store, db: Db, kept: Start, events: ClientEvents) {
    this.store = store
    this.db = db
    this.#events = events
    this.#due = new Due({ read: key => this.#read(key), keep: (key, due) => db.setDue(key, due) }, kept.due)
    this.people = new People(store, db, this.#due)
    this.#socket = new Socket({
      open: sharedWire(store.me.device),
      cursor: () => this.#sync.cursor,
      frame: frame => this.#frame(frame),
      changed: () => this.#linkChanged(),
    })
    this.#pulls = new Pulls(frame => this.#socket.send(frame))
    this.history = new History({ store, db, pull: frame => this.#pulls.ask(frame) })
    this.#sync = new Sync(
      {
        store,
        apply: event => this.history.apply(event),
        catchUp: c => void this.history.catchUp(c),
        keepRow: row => db.put('rows', row),
        dropRow: c => db.remove('rows', c),
        keepPerson: card => db.put('people', card),
        keepCursor: u => db.setCursor(u),
        pending: c => this.outbox.of(c),
        missing: c => void this.#due.owe(`row:${c}`),
        notice: (kind, body) => this.#notice(kind, body),
        forgetMessages: () => this.#farBehind(),
        send: frame => this.#socket.send(frame),
        arrived: event => events.arrived(event),
      },
      kept.cursor,
    )
    this.outbox = new Outbox({
      save: item => this.#told(db.saveOut(item)),
      drop: id => this.#told(db.dropOut(id)).catch(() => {}),
      transmit: (content, later) => this.#transmit(content, later),
      now: Date.now,
      later: (run, ms) => setTimeout(run, ms),
      changed: c => store.topics.touch(`thread:${c}`, `row:${c}`),
      acked: (item, ack) => this.#acked(item, ack),
      upload: item => void this.#uploader().then(uploads => item.files?.forEach(file => uploads.bring(file))),
      forget: files => void this.#forget(files),
      refused: (_item, code) => events.refused(code),
    })
    this.outbox.load(kept.outbox)
    this.#tabs = new Tabs(store.myId, news => this.#news(news))
    this.#tabs.lead(store.myId, () => void this.#lead())
    addEventListener('pagehide', this.#leaving)
    addEventListener('online', this.#hurry)
    addEventListener('offline', this.#noNetwork)
    document.addEventListener('visibilitychange', this.#hurry)
    this.#socket.start()
    if (!store.contactsLoaded) void this.people.refresh()
    this.#due.retry()
  }

  /** Stops and, when the person signs out, forgets everything kept here. */
  async close({ forget, tell }: { forget: boolean; tell: boolean }): Promise<void> {
    removeEventListener('pagehide', this.#leaving)
    removeEventListener('online', this.#hurry)
    removeEventListener('offline', this.#noNetwork)
    document.removeEventListener('visibilitychange', this.#hurry)
    this.#socket.stop()
    this.#pulls.disconnected()
    if (tell) this.#tabs.tell({ t: 'signed-out' })
    this.#tabs.close()
    void this.#uploads?.then(uploads => uploads.stop())
    await this.db.flush()
    this.db.close()
    if (forget) await Promise.all([Db.forget(this.store.myId), globalThis.caches?.delete(FILES_CACHE)])
  }

  /**
   * Gives a client-made id to what the person did, keeps it, and sends it when it can. `shown` is how it looks until then.
   * False where this device has no room to keep it: that is told, and nothing was done.
   */
  async say(content: NewContent, shown?: OutItem['shown'], later?: number): Promise<boolean> {
    const more = { ...(shown ? { shown } : {}), ...(later === undefined ? {} : { later }) }
    const done = this.outbox.add({ ...content, id: uuidv7() }, more)
    this.store.topics.flush()
    return done.then(
      () => true,
      (error: unknown) => (this.#events.refused(codeOf(error)), false),
    )
  }

  /**
   * Sends a message with files: their bytes are kept here first, and it waits until they are with the city. Throws where this
   * device has no room for them: nothing of it is kept then.
   */
  async sayWith(
    content: NewContent,
    files: { file: OutFile; bytes: Blob }[],
    more: Pick<OutItem, 'shown' | 'later'>,
  ): Promise<void> {
    try {
      await Promise.all(files.map(({ file, bytes }) => this.db.keepFile(file.id, bytes)))
      const done = this.outbox.add({ ...content, id: uuidv7() }, { ...more, files: files.map(({ file }) => file) })
      this.store.topics.flush()
      await done
    } catch (error) {
      for (const { file } of files) void this.db.dropFile(file.id).catch(() => {})
      throw error
    }
  }

  /** Changes what is mine about a chat, here at once and on all my devices soon. */
  mine(c: string, set: MineChange): void {
    const row = this.store.rows.get(c)
    if (!row) return
    const n =
      set.read === undefined ? undefined : this.store.threads.get(c)?.items.findLast(item => item.q <= set.read!)?.n
    this.store.setRow(rowAfterMine(row, set, n))
    void this.say({ c, k: 'mine', set })
  }

  /** Tells the other side that I am writing, not oftener than it fades. */
  typing(c: string): void {
    if (Date.now() - this.#typedAt < TYPING_EVERY_MS) return
    this.#typedAt = Date.now()
    this.#socket.send({ t: 'typing', c })
  }

  /** Tells the city that somebody looks at this device, or no longer does. */
  look(on: boolean): void {
    this.#socket.send({ t: 'look', on })
  }

  /** Of a call that this device is in. What is lost on the way is told again with the next connection. */
  tellCall(frame: Extract<Up, { t: 'signal' | 'in_call' }>): void {
    this.#socket.send(frame)
  }

  tellTabs(news: TabNews): void {
    this.#tabs.tell(news)
  }

  #frame(frame: Down): void {
    switch (frame.t) {
      case 'ack':
        this.#tabs.tell({ t: 'acked', ack: frame })
        this.outbox.ack(frame)
        if (frame.u !== undefined) this.#sync.reached(frame.u)
        return
      case 'page':
        return this.#pulls.answered(frame)
      case 'nak':
        this.#pulls.fail(frame.id, frame.code)
        return this.outbox.nak(frame.id, frame.code, frame.retryMs)
      case 'typing':
        return this.store.typed(frame.c, frame.p)
      case 'bye':
        if (frame.why === 'device_revoked' || frame.why === 'not_signed_in') this.#events.signedOut()
        return
      case 'call':
      case 'signal':
        return this.#events.called(frame)
      case 'order':
        return this.store.topics.touch('orders')
      case 'program':
        return this.store.topics.touch(`program:${frame.app}`)
      case 'upload':
        this.store.uploads.set(frame.app, frame.upload)
        return this.store.topics.touch(`uploads:${frame.app}`)
      case 'lvl':
        return
      default: {
        this.#sync.handle(frame)
        if (frame.t === 'ok') (this.outbox.flush(), this.#due.retry(), this.#events.connected())
        if (frame.t === 'ok' || (frame.t === 'sync' && !frame.more)) this.#settled()
      }
    }
  }

  /** The list is true: open conversations, then the likeliest next ones, catch up. */
  #settled(): void {
    if (this.store.status !== 'live') return
    for (const c of this.store.threads.keys()) void this.history.catchUp(c)
    warm(this.store, c => this.history.catchUp(c))
  }

  readonly #hurry = (): void => {
    if (document.visibilityState === 'visible') this.#socket.hurry()
  }

  readonly #noNetwork = (): void => this.#socket.drop()

  #linkChanged(): void {
    const state = this.#socket.state
    if (state === 'open' && navigator.onLine) return
    this.#pulls.disconnected()
    this.outbox.disconnected()
    this.#sync.disconnected()
    this.store.setStatus(navigator.onLine && state === 'opening' ? 'connecting' : 'offline')
  }

  readonly #leaving = (): void => void this.db.flush()

  #transmit(content: OutContent, later: number | undefined): boolean {
    if (later !== undefined && this.#socket.ready) void this.#putOff(content, later)
    if (later !== undefined) return this.#socket.ready
    return this.#socket.send(
      content.k === 'mine' ? { t: 'mine', id: content.id, c: content.c, set: content.set } : { t: 'send', ...content },
    )
  }

  /** Gives the city a message for later. Without an answer it is given again when the connection is back. */
  async #putOff({ id, c, k, ...rest }: OutContent, at: number): Promise<void> {
    try {
      await call('POST /chats/:c/scheduled', { id, c, k, at, ...rest } as Api['POST /chats/:c/scheduled']['input'])
      this.outbox.readBack(id)
      this.store.topics.touch('scheduled')
    } catch (error) {
      const { code } = error as ApiError
      this.outbox.nak(id, code, code === 'offline' || code === 'busy' ? PUT_OFF_AGAIN_MS : undefined)
    }
  }

  #acked(item: OutItem, ack: Ack): void {
    if (item.content.k === 'mine') return
    if (isRich(item.content.k)) return void this.#readBack(item, ack)
    const { c, k, b, re } = item.content
    const event: ChatEvent = { c, q: ack.q, n: ack.n, f: this.store.myId, id: item.id, k, b: { ...b }, at: ack.at }
    if (re !== undefined) event.re = re
    this.#sync.confirmed(event)
    this.store.topics.flush()
  }

  /**
   * A message as the server made it was pushed before its ack; what was not heard is asked for. Without an answer it is sent
   * again when the connection is back, and acked again.
   */
  async #readBack(item: OutItem, ack: Ack): Promise<void> {
    if ((this.store.ranges.get(ack.c)?.hi ?? 0) >= ack.q) return this.outbox.readBack(item.id)
    const frame = { t: 'pull', id: uuidv7(), c: ack.c, after: ack.q - 1, n: 1 } as const
    const [event] = (await this.#pulls.ask(frame).catch(() => undefined))?.evs ?? []
    if (event?.id !== item.id) return
    this.#sync.confirmed(event)
    this.outbox.readBack(item.id)
    this.store.topics.flush()
  }

  #uploader(): Promise<Uploads> {
    this.#uploads ??= import('../talk/uploads.ts').then(
      ({ Uploads }) =>
        new Uploads({
          bytes: id => this.db.file(id),
          arrived: (id, part) => {
            this.progress.set(id, part)
            this.store.topics.touch(`upload:${id}`)
          },
          ready: (id, file) => this.outbox.uploaded(id, file),
          failed: (id, code) => this.outbox.notUploaded(id, code),
        }),
    )
    return this.#uploads
  }

  async #forget(files: OutFile[]): Promise<void> {
    for (const { id, file } of files) {
      this.progress.delete(id)
      void this.db.dropFile(id).catch(() => {})
      if (file === undefined && this.outbox.active) void this.#uploader().then(uploads => uploads.drop(id))
    }
  }

  async #told(writing: Promise<void>): Promise<void> {
    await writing
    this.#tabs.tell({ t: 'outbox' })
  }

  #news(news: TabNews): void {
    if (news.t === 'outbox') void this.db.outbox().then(items => (this.outbox.load(items), this.outbox.flush()))
    else if (news.t === 'acked') this.outbox.ack(news.ack)
    else if (news.t === 'signed-out') this.#events.signedOut()
    else void call('GET /identity/me').then(me => this.store.setMe(me))
  }

  async #lead(): Promise<void> {
    const stored = await this.db.outbox()
    this.outbox.load(stored)
    this.outbox.active = true
    this.outbox.flush()
  }

  #notice(kind: Notice['k'], body: Notice['b']): void {
    if (kind === 'hidden') this.history.hide(body['c'] as string, body['qs'] as number[])
    else if (kind === 'cleared') this.history.clear(body['c'] as string)
    else if (kind === 'scheduled' || kind === 'folders' || kind === 'poll') this.store.topics.touch(kind)
    else if (kind === 'contacts' || kind === 'request') void this.people.refresh()
    else if (kind === 'me') void this.#due.owe('me')
    else this.store.topics.touch('devices')
  }

  /** What was kept may lack anything; what was never read is being read. */
  #farBehind(): void {
    this.history.forgetAll()
    if (this.store.contactsLoaded) void this.people.refresh()
  }

  async #read(key: DueKey): Promise<void> {
    if (key === 'people') return this.people.read()
    if (key === 'me') return this.store.setMe(await call('GET /identity/me'))
    const reply = await call('GET /chats/:id', { id: key.slice('row:'.length) })
    for (const card of reply.people) this.store.setPerson(card)
    this.#sync.fetched(reply.row)
  }
}
