import type { City, Kept } from '@plaza/house'
import { rulesOf, settingsOf, subscriptionsOf } from './store.ts'

/** How a person is called, and on which devices; the keys of a device are of no use to anybody but it. */
export async function* keptOf(city: City, person: string): AsyncIterable<Kept> {
  const setting = (await settingsOf(city.db, [person])).get(person)
  yield { list: 'notifications/settings', rows: setting ? [{ ...setting }] : [] }
  yield { list: 'notifications/chats', rows: await rulesOf(city.db, person) }
  const devices = await subscriptionsOf(city.db, [person])
  yield {
    list: 'notifications/devices',
    rows: devices.map(({ device, endpoint }) => ({ device, pushService: new URL(endpoint).hostname })),
  }
}
