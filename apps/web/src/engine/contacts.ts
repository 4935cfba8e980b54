import type { Contact, FriendRequest } from '@plaza/contract'
import { PEOPLE_PER_LOOKUP_MAX } from '@plaza/contract/limits'
import { call } from './api.ts'
import type { Db } from './db.ts'
import type { Due } from './due.ts'
import type { Store } from './store.ts'

const GATHER_MS = 30
const AGAIN_AFTER_MS = 60_000

/** Friends, requests, and the cards of people met anywhere. */
export class People {
  readonly #store: Store
  readonly #db: Db
  readonly #wanted = new Set<string>()
  readonly #askedAt = new Map<string, number>()
  readonly #due: Due
  #gather: ReturnType<typeof setTimeout> | undefined

  constructor(store: Store, db: Db, due: Due) {
    this.#store = store
    this.#db = db
    this.#due = due
  }

  /** Has contacts and requests read anew. */
  refresh(): Promise<void> {
    return this.#due.owe('people')
  }

  async read(): Promise<void> {
    const { contacts, requests } = await call('GET /contacts')
    const kept = new Set(contacts.map(contact => contact.person.id))
    for (const id of this.#store.contacts.keys()) if (!kept.has(id)) this.#forget(id)
    const asked = new Set(requests.map(request => request.id))
    for (const id of this.#store.requests.keys()) if (!asked.has(id)) this.#dropRequest(id)
    for (const contact of contacts) this.setContact(contact)
    for (const request of requests) this.setRequest(request)
    this.#store.contactsLoaded = true
    this.#store.topics.touch('contacts', 'requests', 'rows')
  }

  setContact(contact: Contact): void {
    this.#store.contacts.set(contact.person.id, contact)
    this.#store.setPerson(contact.person)
    this.#db.put('contacts', contact)
    this.#db.put('people', contact.person)
    this.#store.topics.touch('contacts')
  }

  setRequest(request: FriendRequest): void {
    this.#store.requests.set(request.id, request)
    for (const card of [request.from, request.to]) if (!this.#store.people.has(card.id)) this.#store.setPerson(card)
    this.#db.put('requests', request)
    this.#store.topics.touch('requests')
  }

  #dropRequest(id: string): void {
    this.#store.requests.delete(id)
    this.#db.remove('requests', id)
  }

  /** The card is asked for anew where it is shown: whoever is no contact any more may have closed their account. */
  #forget(id: string): void {
    this.#store.contacts.delete(id)
    this.#store.people.delete(id)
    this.#askedAt.delete(id)
    this.#db.remove('contacts', id)
    this.#db.remove('people', id)
    this.#store.topics.touch(`person:${id}`)
  }

  async remove(id: string): Promise<void> {
    await call('DELETE /contacts/:id', { id })
    this.#forget(id)
    this.#store.topics.touch('contacts')
  }

  /** Asks for a card that is not known here; many askers become one question. */
  want(id: string): void {
    if (this.#store.people.has(id) || (this.#askedAt.get(id) ?? 0) > Date.now() - AGAIN_AFTER_MS) return
    this.#askedAt.set(id, Date.now())
    this.#wanted.add(id)
    if (!this.#gather) this.#gather = setTimeout(() => void this.#lookUp(), GATHER_MS)
  }

  async #lookUp(): Promise<void> {
    this.#gather = undefined
    const ids = [...this.#wanted].slice(0, PEOPLE_PER_LOOKUP_MAX)
    for (const id of ids) this.#wanted.delete(id)
    if (this.#wanted.size > 0) this.#gather = setTimeout(() => void this.#lookUp(), GATHER_MS)
    const { people } = await call('GET /people', { ids }).catch(() => ({ people: [] }))
    for (const card of people) {
      this.#store.setPerson(card)
      this.#db.put('people', card)
    }
  }

  /** The first faces of a group, read once for each size it has. */
  async faces(c: string, size: number): Promise<void> {
    const known = this.#store.faces.get(c) ?? (await this.#db.meta<{ size: number; people: string[] }>(`faces:${c}`))
    if (known) this.#setFaces(c, known)
    if (known?.size === size || (this.#askedAt.get(c) ?? 0) > Date.now() - AGAIN_AFTER_MS) return
    this.#askedAt.set(c, Date.now())
    const reply = await call('GET /chats/:id', { id: c }).catch(() => undefined)
    if (!reply) return
    for (const card of [...reply.people, ...reply.members.map(member => member.person)]) {
      this.#store.setPerson(card)
      this.#db.put('people', card)
    }
    const faces = { size, people: reply.members.slice(0, 9).map(member => member.person.id) }
    this.#setFaces(c, faces)
    this.#db.remember(`faces:${c}`, faces)
  }

  #setFaces(c: string, faces: { size: number; people: string[] }): void {
    this.#store.faces.set(c, faces)
    this.#store.topics.touch(`faces:${c}`)
  }
}
