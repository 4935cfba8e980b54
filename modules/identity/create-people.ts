import type { Language, PersonCard, PersonKind, Privacy } from '@plaza/contract'
import { isTaken, type Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { derivedId, Refusal } from '@plaza/kernel'
import { PERSON_CREATED } from './events.ts'
import { PEOPLE_PER_STATEMENT } from './limits.ts'
import { hashPassword } from './passwords.ts'
import { cardFrom } from './people.ts'
import { handleOf, nameOf } from './rules.ts'
import { insertPeople, personById, setPasswords, type NewPerson } from './store.ts'

/** Somebody to put into the city from inside: no password is asked to be strong, services may have reserved handles. */
export interface PersonToCreate {
  readonly id?: string
  readonly handle: string
  readonly name: string
  readonly kind?: PersonKind
  readonly password?: string
  readonly language?: Language
  readonly region?: string | undefined
  readonly avatar?: string
  readonly phone?: string
  readonly email?: string
  readonly privacy?: Partial<Privacy>
  readonly createdAt?: number
}

/** A row for a new person, its rules checked. */
export function newPerson(city: City, person: PersonToCreate): NewPerson {
  const kind = person.kind ?? 'citizen'
  return {
    id: person.id ?? city.newId(),
    handle: handleOf(person.handle, { reserved: kind === 'service' || kind === 'operator' }),
    name: nameOf(person.name),
    avatar: person.avatar ?? null,
    kind,
    region: person.region?.trim() || null,
    language: person.language ?? 'en',
    phone: person.phone ?? null,
    email: person.email ?? null,
    privacy: person.privacy ?? {},
    createdAt: person.createdAt ?? city.clock.now(),
  }
}

/** Puts one person into the city and tells of it, in the caller's transaction. */
export async function insertPerson(city: City, tx: Queries, person: NewPerson): Promise<void> {
  await insertPeople(tx, [person])
  await tellCreated(city, tx, person.id)
}

/** Door: one person, safe to repeat by id. */
export async function createPerson(city: City, person: PersonToCreate): Promise<PersonCard> {
  const row = newPerson(city, person)
  const before = await personById(city.db, row.id)
  if (before && before.handle !== row.handle) throw new Refusal('exists_different')
  if (before) return cardFrom(before)
  const hash = person.password === undefined ? undefined : await hashPassword(city, person.password)
  try {
    await city.tx(async tx => {
      await insertPerson(city, tx, row)
      if (hash) await setPasswords(tx, [{ person: row.id, hash }], row.createdAt)
    })
  } catch (error) {
    throw asRefusal(error)
  }
  return cardFrom(row)
}

/**
 * Door: a crowd at once, for the demo city. People whose id, handle or address is taken are passed over; returns the ids
 * of those who are new. A password that many share is hashed once, which only a demo may do.
 */
export async function createPeople(city: City, people: readonly PersonToCreate[]): Promise<string[]> {
  const hashes = new Map<string, string>()
  for (const password of new Set(people.flatMap(person => person.password ?? [])))
    hashes.set(password, await hashPassword(city, password))
  const created: string[] = []
  for (let i = 0; i < people.length; i += PEOPLE_PER_STATEMENT) {
    const part = people
      .slice(i, i + PEOPLE_PER_STATEMENT)
      .map(person => ({ row: newPerson(city, person), password: person.password }))
    created.push(...(await city.tx(tx => insertPart(city, tx, part, hashes))))
  }
  return created
}

async function insertPart(
  city: City,
  tx: Queries,
  part: readonly { row: NewPerson; password: string | undefined }[],
  hashes: ReadonlyMap<string, string>,
): Promise<string[]> {
  const created = await insertPeople(
    tx,
    part.map(({ row }) => row),
    { skipTaken: true },
  )
  const isNew = new Set(created)
  const passwords = part.flatMap(({ row, password }) => {
    const hash = password === undefined ? undefined : hashes.get(password)
    return hash && isNew.has(row.id) ? [{ person: row.id, hash }] : []
  })
  await setPasswords(tx, passwords, city.clock.now())
  for (const id of created) await tellCreated(city, tx, id)
  return created
}

async function tellCreated(city: City, tx: Queries, person: string): Promise<void> {
  await city.outbox.emit(tx, PERSON_CREATED, { person }, { id: derivedId(PERSON_CREATED, person) })
}

/** The refusal behind a unique constraint that two people wanted at once; anything else stays what it is. */
export function asRefusal(error: unknown): unknown {
  if (isTaken(error, 'person_handle_key')) return new Refusal('handle_taken')
  if (isTaken(error, 'person_phone_key') || isTaken(error, 'person_email_key')) return new Refusal('address_taken')
  if (isTaken(error, 'person_pkey')) return new Refusal('exists_different')
  return error
}
