import type { ChatEvent, ChatRow, Contact, FriendRequest, Me, PersonCard } from '@plaza/contract'
import type { Range } from './db.ts'
import { Order } from './order.ts'
import { isListed, unreadOf } from './rules.ts'
import type { Thread } from './thread.ts'
import { Topics } from './topics.ts'

export type Status = 'offline' | 'connecting' | 'updating' | 'live'

const TYPING_SHOWN_MS = 6_000

/**
 * What this tab knows, each thing once. Topics: `me`, `status`, `rows`, `row:<c>`, `thread:<c>`, `typing:<c>`,
 * `person:<id>`, `contacts`, `requests`, `devices`, `faces:<c>`, `uploads:<appId>`, `upload:<file>`, `scheduled`, `folders`, `poll`.
 */
export class Store {
  readonly topics = new Topics()
  readonly people = new Map<string, PersonCard>()
  readonly #rows = new Map<string, ChatRow>()
  readonly contacts = new Map<string, Contact>()
  readonly requests = new Map<string, FriendRequest>()
  readonly ranges = new Map<string, Range>()
  readonly threads = new Map<string, Thread>()
  /** The first members of groups, for the mosaic and for groups without a name. */
  readonly faces = new Map<string, { size: number; people: string[] }>()
  /** The upload of each mini program of mine that moved last. */
  readonly uploads = new Map<string, string>()
  readonly #typing = new Map<string, Map<string, number>>()
  readonly #order = new Order()
  #unread = 0
  #archived = 0
  me: Me
  status: Status = 'connecting'
  /** True once the list of chats is known, from this device or from the server. */
  loaded = false
  contactsLoaded = false

  constructor(me: Me) {
    this.me = me
    this.people.set(me.person.id, me.person)
  }

  get myId(): string {
    return this.me.person.id
  }

  setStatus(status: Status): void {
    if (this.status === status) return
    this.status = status
    this.topics.touch('status')
  }

  setMe(me: Me): void {
    this.me = me
    this.people.set(me.person.id, me.person)
    this.topics.touch('me', `person:${me.person.id}`)
  }

  setPerson(card: PersonCard): void {
    this.people.set(card.id, card)
    this.topics.touch(`person:${card.id}`)
  }

  /** The chats known here, by id; changed by `setRow` and `dropRow` only. */
  get rows(): ReadonlyMap<string, ChatRow> {
    return this.#rows
  }

  /** What was kept from last time. */
  loadRows(rows: ChatRow[]): void {
    for (const row of rows) {
      this.#rows.set(row.c, row)
      this.#unread += countedUnread(row)
      this.#archived += countedArchived(row)
    }
    this.#order.load(rows)
  }

  setRow(row: ChatRow): void {
    const before = this.#rows.get(row.c)
    this.#rows.set(row.c, row)
    this.#order.change(before, row)
    this.#unread += countedUnread(row) - countedUnread(before)
    this.#archived += countedArchived(row) - countedArchived(before)
    this.topics.touch('rows', `row:${row.c}`)
  }

  dropRow(c: string): void {
    const before = this.#rows.get(c)
    this.#rows.delete(c)
    this.#order.change(before, undefined)
    this.#unread -= countedUnread(before)
    this.#archived -= countedArchived(before)
    this.topics.touch('rows', `row:${c}`)
  }

  /** The chats list in its order: pinned first, then the newest. */
  order(): string[] {
    return this.#order.ids()
  }

  /** What the tab's badge says: muted chats are silent. */
  unread(): number {
    return this.#unread
  }

  /** How many chats are put away. */
  archived(): number {
    return this.#archived
  }

  openRequests(): FriendRequest[] {
    return [...this.requests.values()].filter(request => request.state === 'open' && request.to.id === this.myId)
  }

  /** The name I see: my remark first. Undefined while the person is not known here. */
  nameOf(id: string): string | undefined {
    return this.contacts.get(id)?.remark || this.people.get(id)?.name
  }

  typed(c: string, person: string, now = Date.now()): void {
    const people = this.#typing.get(c) ?? new Map<string, number>()
    this.#typing.set(c, people.set(person, now + TYPING_SHOWN_MS))
    this.topics.touch(`typing:${c}`)
    setTimeout(() => this.topics.touch(`typing:${c}`), TYPING_SHOWN_MS + 50)
  }

  stoppedTyping(event: ChatEvent): void {
    if (this.#typing.get(event.c)?.delete(event.f)) this.topics.touch(`typing:${event.c}`)
  }

  typing(c: string, now = Date.now()): string[] {
    return [...(this.#typing.get(c) ?? [])].filter(([, until]) => until > now).map(([person]) => person)
  }
}

const countedArchived = (row: ChatRow | undefined): number => (row?.archived && !row.hidden ? 1 : 0)
const countedUnread = (row: ChatRow | undefined): number => (!row || row.mute || !isListed(row) ? 0 : unreadOf(row))
