import type { Contact, FriendRequest, PersonCard } from '@plaza/contract'
import type { City } from '@plaza/house'
import { cards } from '@plaza/identity'
import { assert } from '@plaza/kernel'
import { directConversationId, stateAt } from './rules.ts'
import type { ContactRow, RequestRow } from './store.ts'

/** Contacts as their owner sees them. A person whom identity does not know is left out. */
export async function showContacts(city: City, rows: readonly ContactRow[]): Promise<Contact[]> {
  const byId = await cardsById(
    city,
    rows.map(row => row.other),
  )
  return rows.flatMap(row => {
    const person = byId.get(row.other)
    return person ? [contactFrom(row, person)] : []
  })
}

export async function showContact(city: City, row: ContactRow): Promise<Contact> {
  const [contact] = await showContacts(city, [row])
  assert(contact, 'a contact is a person')
  return contact
}

/** Requests as they stand now, whatever was last written. */
export async function showRequests(city: City, rows: readonly RequestRow[]): Promise<FriendRequest[]> {
  const byId = await cardsById(
    city,
    rows.flatMap(row => [row.from, row.to]),
  )
  const now = city.clock.now()
  return rows.flatMap(row => {
    const [from, to] = [byId.get(row.from), byId.get(row.to)]
    if (!from || !to) return []
    const { id, note, source, at, expiresAt } = row
    return [{ id, from, to, note, source, state: stateAt(row, now), at, expiresAt }]
  })
}

export async function showRequest(city: City, row: RequestRow): Promise<FriendRequest> {
  const [request] = await showRequests(city, [row])
  assert(request, 'a request is between people')
  return request
}

function contactFrom(row: ContactRow, person: PersonCard): Contact {
  return {
    person,
    ...(row.remark ? { remark: row.remark } : {}),
    tags: [...row.tags],
    starred: row.starred,
    blocked: row.blocked,
    friend: row.friend,
    conversation: directConversationId(row.owner, row.other),
    since: row.since,
  }
}

async function cardsById(city: City, ids: readonly string[]): Promise<Map<string, PersonCard>> {
  return new Map((await cards(city, ids)).map(card => [card.id, card]))
}
