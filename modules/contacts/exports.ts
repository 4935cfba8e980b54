import type { City, Kept } from '@plaza/house'
import { cards } from '@plaza/identity'
import { REQUESTS_EXPORTED_MAX } from './limits.ts'
import { linksOf } from './store-links.ts'
import { contactsOf, requestsOf } from './store.ts'

/** Whom a person keeps, as they call them, and who asked whom. */
export async function* keptOf(city: City, person: string): AsyncIterable<Kept> {
  const contacts = await contactsOf(city.db, person)
  const requests = await requestsOf(city.db, person, 0, REQUESTS_EXPORTED_MAX)
  const people = [...contacts.map(one => one.other), ...requests.flatMap(one => [one.from, one.to])]
  const names = new Map((await cards(city, people)).map(card => [card.id, card.name]))
  yield {
    list: 'contacts/contacts',
    rows: contacts.map(({ owner: _, other, ...rest }) => ({ id: other, name: names.get(other) ?? '', ...rest })),
  }
  yield {
    list: 'contacts/links',
    rows: (await linksOf(city.db, person, city.clock.now())).map(({ at, expiresAt }) => ({ at, expiresAt })),
  }
  yield {
    list: 'contacts/requests',
    rows: requests.map(({ from, to, note, state, at }) => ({
      at,
      from: names.get(from) ?? '',
      to: names.get(to) ?? '',
      note,
      state,
    })),
  }
}
