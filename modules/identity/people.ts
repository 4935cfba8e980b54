import type { Language, PersonCard, PersonKind, Privacy } from '@plaza/contract'
import { perCity, type City } from '@plaza/house'
import { Lru } from '@plaza/kernel'
import { PERSON_CHANGED } from './events.ts'
import { PEOPLE_KEPT_MAX, PEOPLE_KEPT_MS, PEOPLE_PER_STATEMENT } from './limits.ts'
import { addressOf, asHandle, PRIVACY_DEFAULT } from './rules.ts'
import { peopleById, personByAddress, personByHandle, personById, type PersonRow } from './store.ts'

/** What other modules may know of a person. */
export interface Known {
  readonly card: PersonCard
  readonly privacy: Privacy
  readonly language: Language
  readonly closed: boolean
}

interface Memory {
  readonly people: Lru<string, Known & { untilMs: number }>
  /** Moves with every change told: what was read before it is not kept. */
  changes: number
}

const memoryOf = perCity((city): Memory => {
  const memory: Memory = { people: new Lru(PEOPLE_KEPT_MAX), changes: 0 }
  const changed = city.bus.subscribe(PERSON_CHANGED, message => {
    memory.changes++
    memory.people.delete((message as { person: string }).person)
  })
  city.bus.onReturn(() => {
    memory.changes++
    memory.people.clear()
  })
  city.onStop(() => changed.unsubscribe())
  return memory
})

/** People by id, from memory where they are known; unknown ids are left out. */
export async function known(city: City, ids: readonly string[]): Promise<Map<string, Known>> {
  const memory = memoryOf(city)
  const now = city.clock.now()
  const found = new Map<string, Known>()
  const missing = new Set<string>()
  for (const id of ids) {
    const person = memory.people.get(id)
    if (person && person.untilMs > now) found.set(id, person)
    else missing.add(id)
  }
  const changes = memory.changes
  const wanted = [...missing]
  for (let i = 0; i < wanted.length; i += PEOPLE_PER_STATEMENT) {
    for (const row of await peopleById(city.db, wanted.slice(i, i + PEOPLE_PER_STATEMENT))) {
      const person = { ...knownFrom(row), untilMs: now + PEOPLE_KEPT_MS }
      found.set(row.id, person)
      if (memory.changes === changes) memory.people.set(row.id, person)
    }
  }
  return found
}

/** Cards in the order of the ids; unknown ids are left out, repeated ones come once. */
export async function cards(city: City, ids: readonly string[]): Promise<PersonCard[]> {
  const people = await known(city, ids)
  return [...new Set(ids)].flatMap(id => people.get(id)?.card ?? [])
}

export async function privacyOf(city: City, ids: readonly string[]): Promise<Map<string, Privacy>> {
  return new Map([...(await known(city, ids))].map(([id, person]) => [id, person.privacy]))
}

export async function languageOf(city: City, id: string): Promise<Language> {
  return (await known(city, [id])).get(id)?.language ?? 'en'
}

/** Somebody's verified phone number in E.164, for whoever they allowed to know it. */
export async function phoneOf(city: City, id: string): Promise<string | undefined> {
  return (await personById(city.db, id))?.phone ?? undefined
}

/** The card of somebody who lives here and has not closed their account. */
export async function activePerson(city: City, id: string): Promise<PersonCard | undefined> {
  const person = (await known(city, [id])).get(id)
  return person && !person.closed ? person.card : undefined
}

/** The id behind a handle (`anna`, `@Anna`). What the person allows is for the caller to ask. */
export async function findByHandle(city: City, handle: string): Promise<string | undefined> {
  return openId(await personByHandle(city.db, asHandle(handle)))
}

/** The id behind a phone number in E.164. What the person allows is for the caller to ask. */
export async function findByPhone(city: City, phone: string): Promise<string | undefined> {
  const address = addressOf(phone)
  return address?.kind === 'phone' ? openId(await personByAddress(city.db, address.address)) : undefined
}

const openId = (row: PersonRow | undefined) => (row && row.closedAt === null ? row.id : undefined)

function knownFrom(row: PersonRow): Known {
  return {
    card: row.closedAt === null ? cardFrom(row) : closedCard(row),
    privacy: { ...PRIVACY_DEFAULT, ...row.privacy },
    language: row.language,
    closed: row.closedAt !== null,
  }
}

/** A closed account as others see it: nobody in particular. A bot keeps its name, which is nobody's own. */
function closedCard(row: PersonRow): PersonCard {
  if (row.kind === 'bot') return { ...cardFrom(row), closed: true }
  return { id: row.id, handle: '', name: '', kind: row.kind, closed: true }
}

export function cardFrom(row: {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly avatar: string | null
  readonly kind: PersonKind
  readonly region: string | null
}): PersonCard {
  return {
    id: row.id,
    handle: row.handle,
    name: row.name,
    ...(row.avatar ? { avatar: row.avatar } : {}),
    kind: row.kind,
    ...(row.region ? { region: row.region } : {}),
  }
}
