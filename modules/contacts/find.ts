import type { InputOf, PersonCard, ReplyOf, contactsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { activePerson, findByHandle, findByPhone, privacyOf } from '@plaza/identity'
import { unreachable } from '@plaza/kernel'
import { readQuery, type Query } from './rules.ts'
import { contact, openBetween, personBySecret, type RequestRow } from './store.ts'

export type Relation = ReplyOf<typeof contactsApi.person>['relation']

/** Finds one person by exact handle, phone number or QR code, if they allow it. A block changes nothing here: it would leak. */
export async function findPerson(
  city: City,
  call: Call<InputOf<typeof contactsApi.findPerson>>,
): Promise<ReplyOf<typeof contactsApi.findPerson>> {
  const me = call.by.person
  const query = readQuery(call.input.query, city.config.publicUrl)
  const person = await lookUp(city, me, query)
  if (!person) return {}
  const { relation } = await relationOf(city, me, person.id)
  return { person, relation, source: query.by }
}

async function lookUp(city: City, me: string, query: Query): Promise<PersonCard | undefined> {
  const id = await idOf(city, query)
  if (!id) return undefined
  const privacy = (await privacyOf(city, [id])).get(id)
  const allowed =
    id === me || query.by === 'qr' || (query.by === 'phone' ? privacy?.findByPhone : privacy?.findByHandle)
  return allowed ? activePerson(city, id) : undefined
}

function idOf(city: City, query: Query): Promise<string | undefined> {
  switch (query.by) {
    case 'handle':
      return findByHandle(city, query.handle)
    case 'phone':
      return findByPhone(city, query.phone)
    case 'qr':
      return personBySecret(city.db, query.secret, city.clock.now())
    default:
      return unreachable(query)
  }
}

/** How one person stands to another, and the open request between them. */
export async function relationOf(
  city: City,
  me: string,
  other: string,
): Promise<{ relation: Relation; request?: RequestRow }> {
  if (me === other) return { relation: 'self' }
  if ((await contact(city.db, me, other))?.friend) return { relation: 'friend' }
  const open = await openBetween(city.db, me, other, city.clock.now())
  const request = open.find(each => each.to === me) ?? open[0]
  if (!request) return { relation: 'none' }
  return { relation: request.from === me ? 'asked' : 'asks', request }
}
