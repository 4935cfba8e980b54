import type { ChatEvent, ChatRow, Contact, FriendRequest, PersonCard } from '@plaza/contract'
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { DueKey } from './due.ts'
import type { OutItem } from './outbox.ts'
import { painted } from './painted.ts'

/**
 * How much of a conversation is kept here: every event from `lo` to `hi` is applied to the stored messages. `start` when
 * nothing is older than `lo`.
 */
export interface Range {
  c: string
  lo: number
  hi: number
  start: boolean
}

interface Schema extends DBSchema {
  rows: { key: string; value: ChatRow }
  people: { key: string; value: PersonCard }
  messages: { key: [string, number]; value: ChatEvent }
  ranges: { key: string; value: Range }
  contacts: { key: string; value: Contact }
  requests: { key: string; value: FriendRequest }
  outbox: { key: string; value: OutItem }
  files: { key: string; value: Blob }
  meta: { key: string; value: unknown }
}
interface Change {
  table: Table | 'meta'
  key: string | [string, number]
  value: unknown
}
interface OutChange {
  id: string
  /** Undefined when it was sent. */
  item: OutItem | undefined
}
type Table = 'rows' | 'people' | 'messages' | 'ranges' | 'contacts' | 'requests'
/** So much may be lost with a killed tab: it is fetched again, since the cursor is kept with it. */
const FLUSH_AFTER_MS = 100
/** Changes that wait for room on this device; with more, it keeps what it had, and asks for the rest when it starts again. */
const PENDING_MAX = 20_000

export interface Start {
  rows: ChatRow[]
  people: PersonCard[]
  contacts: Contact[]
  requests: FriendRequest[]
  ranges: Range[]
  outbox: OutItem[]
  cursor: number
  due: DueKey[]
}

/** Of `meta`: what is still to be read of the city. */
const DUE = 'due:'
const nameOf = (person: string) => `plaza-${person}`

/** Why a part of a transaction failed is told by the whole of it. */
const told = (part: Promise<unknown>): void => void part.catch(() => {})

/**
 * One person's Plaza on this device. Writes are gathered and committed together, the cursor with the state it stands for,
 * so that a killed tab never believes it knows more than it kept.
 */
export class Db {
  readonly #idb: IDBPDatabase<Schema>
  #pending: Change[] = []
  #cursor: number | undefined
  /** Too much found no room: what is kept stays as it was, with its cursor, until the next start. */
  #full = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #writing: Promise<unknown> = Promise.resolve()
  #unsent: OutChange[] = []
  #keeping: Promise<void> | undefined
  #kept: Promise<void> = Promise.resolve()

  private constructor(idb: IDBPDatabase<Schema>) {
    this.#idb = idb
  }

  static async open(person: string): Promise<Db> {
    const idb = await openDB<Schema>(nameOf(person), 2, {
      upgrade(db, from) {
        db.createObjectStore('files')
        if (from > 0) return
        db.createObjectStore('rows', { keyPath: 'c' })
        db.createObjectStore('people', { keyPath: 'id' })
        db.createObjectStore('messages', { keyPath: ['c', 'q'] })
        db.createObjectStore('ranges', { keyPath: 'c' })
        db.createObjectStore('contacts', { keyPath: 'person.id' })
        db.createObjectStore('requests', { keyPath: 'id' })
        db.createObjectStore('outbox', { keyPath: 'id' })
        db.createObjectStore('meta')
      },
      blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
    })
    return new Db(idb)
  }

  static forget(person: string): Promise<void> {
    return deleteDB(nameOf(person))
  }

  close(): void {
    this.#idb.close()
  }

  /** Everything the first screen needs, in one transaction. */
  async start(): Promise<Start> {
    const tx = this.#idb.transaction(['rows', 'people', 'contacts', 'requests', 'ranges', 'outbox', 'meta'], 'readonly')
    const [rows, people, contacts, requests, ranges, outbox, cursor, due] = await Promise.all([
      tx.objectStore('rows').getAll(),
      tx.objectStore('people').getAll(),
      tx.objectStore('contacts').getAll(),
      tx.objectStore('requests').getAll(),
      tx.objectStore('ranges').getAll(),
      tx.objectStore('outbox').getAll(),
      tx.objectStore('meta').get('cursor'),
      tx.objectStore('meta').getAllKeys(IDBKeyRange.bound(DUE, `${DUE}\uffff`)),
    ])
    return {
      rows,
      people,
      contacts,
      requests,
      ranges,
      outbox,
      cursor: (cursor as number | undefined) ?? 0,
      due: due.map(key => key.slice(DUE.length) as DueKey),
    }
  }

  put<T extends Table>(table: T, value: Schema[T]['value']): void {
    this.#add({ table, key: '', value })
  }

  remove<T extends Table>(table: T, key: Schema[T]['key']): void {
    this.#add({ table, key, value: undefined })
  }

  /** Marks what is still to be read of the city; committed with the cursor, like all that is put. */
  setDue(key: DueKey, due: boolean): void {
    this.#add({ table: 'meta', key: DUE + key, value: due || undefined })
  }

  /** The cursor is committed after all that was put before it. */
  setCursor(u: number): void {
    this.#cursor = u
    this.#plan()
  }

  #add(change: Change): void {
    if (this.#full) return
    this.#pending.push(change)
    this.#plan()
  }

  #plan(): void {
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_AFTER_MS)
  }

  flush(): Promise<unknown> {
    this.#keepOutbox().catch(() => {})
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#full || (this.#pending.length === 0 && this.#cursor === undefined)) return this.#writing
    const changes = this.#pending
    const cursor = this.#cursor
    this.#pending = []
    this.#cursor = undefined
    this.#writing = this.#writing.then(() => this.#commit(changes, cursor)).catch(() => this.#putBack(changes, cursor))
    return this.#writing
  }

  /** What found no room comes first with the next write: nothing that follows it may be kept without it. */
  #putBack(changes: Change[], cursor: number | undefined): void {
    this.#pending = [...changes, ...this.#pending]
    this.#cursor ??= cursor
    this.#full = this.#pending.length > PENDING_MAX
    if (this.#full) this.#pending = []
  }

  async #commit(changes: Change[], cursor: number | undefined): Promise<void> {
    const tables = new Set(changes.map(change => change.table)).add('meta')
    const tx = this.#idb.transaction([...tables], 'readwrite')
    for (const { table, key, value } of changes) {
      const store = tx.objectStore<Table | 'meta'>(table)
      told(value === undefined ? store.delete(key) : store.put(value, table === 'meta' ? key : undefined))
    }
    if (cursor !== undefined) told(tx.objectStore('meta').put(cursor, 'cursor'))
    tx.commit()
    await tx.done
  }

  /**
   * Up to `limit` messages of a conversation with `lo <= q <= hi`, the newest of them, oldest first. Numbers have gaps (changes
   * have numbers, too): stretches are read whole, since a cursor would cost a way to the database for each message.
   */
  async newest(c: string, lo: number, hi: number, limit: number): Promise<ChatEvent[]> {
    await this.flush()
    let found: ChatEvent[] = []
    let width = limit * 2
    for (let to = hi; to >= lo && found.length < limit; width *= 4) {
      const from = Math.max(lo, to - width + 1)
      found = [...(await this.#idb.getAll('messages', IDBKeyRange.bound([c, from], [c, to]))), ...found]
      to = from - 1
    }
    return found.slice(-limit)
  }

  /** Up to `limit` messages from `lo` on, oldest first. */
  async oldest(c: string, lo: number, hi: number, limit: number): Promise<ChatEvent[]> {
    await this.flush()
    return this.#idb.getAll('messages', IDBKeyRange.bound([c, lo], [c, hi]), limit)
  }

  async message(c: string, q: number): Promise<ChatEvent | undefined> {
    await this.flush()
    return this.#idb.get('messages', [c, q])
  }

  async forgetMessages(c: string): Promise<void> {
    await this.flush()
    await this.#idb.delete('messages', IDBKeyRange.bound([c, 0], [c, Number.MAX_SAFE_INTEGER]))
  }

  async outbox(): Promise<OutItem[]> {
    await this.#keepOutbox()
    return this.#idb.getAll('outbox')
  }

  /** Bytes that wait for their message to be sent. */
  async keepFile(id: string, bytes: Blob): Promise<void> {
    await this.#idb.put('files', bytes, id)
  }

  file(id: string): Promise<Blob | undefined> {
    return this.#idb.get('files', id)
  }

  async dropFile(id: string): Promise<void> {
    await this.#idb.delete('files', id)
  }

  saveOut(item: OutItem): Promise<void> {
    return this.#changeOut({ id: item.id, item })
  }

  dropOut(id: string): Promise<void> {
    return this.#changeOut({ id, item: undefined })
  }

  /** What a tap did is painted before it is written; all it did is written together, behind no page of messages. */
  #changeOut(change: OutChange): Promise<void> {
    this.#unsent.push(change)
    this.#keeping ??= painted().then(() => this.#keepOutbox())
    return this.#keeping
  }

  #keepOutbox(): Promise<void> {
    this.#keeping = undefined
    const changes = this.#unsent
    this.#unsent = []
    if (changes.length > 0) this.#kept = this.#commitOut(changes)
    return this.#kept
  }

  async #commitOut(changes: OutChange[]): Promise<void> {
    const tx = this.#idb.transaction('outbox', 'readwrite')
    for (const { id, item } of changes) told(item ? tx.store.put(item) : tx.store.delete(id))
    // Said aloud, because a page that is left never gets to say it by being done.
    tx.commit()
    await tx.done
  }

  async meta<T>(key: string): Promise<T | undefined> {
    return (await this.#idb.get('meta', key)) as T | undefined
  }

  /** Keeps a copy of what the city knows, where there is room for it. */
  remember(key: string, value: unknown): void {
    told(this.setMeta(key, value))
  }

  async setMeta(key: string, value: unknown): Promise<void> {
    await this.#idb.put('meta', value, key)
  }
}
