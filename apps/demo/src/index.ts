import { createPeople } from '@plaza/identity'
import { seedFriendships } from '@plaza/contacts'
import { seedConversations } from '@plaza/chat'
import type { City } from '@plaza/house'
import { derivedId } from '@plaza/kernel'

export interface DemoLogin {
  who: string
  how: string
}
const id = (name: string) => derivedId('demo', name)

export async function buildDemoCity(city: City, _options: { home: string }): Promise<DemoLogin[]> {
  const now = city.clock.now()
  const names = ['anna', 'boris', 'carla']
  await createPeople(city, names.map(handle => ({ id: id(handle), handle, name: handle, password: 'harbour-1234' })))
  await seedFriendships(city, [{ a: id('anna'), b: id('boris'), since: now - 86400000 }])
  await seedConversations(city, [
    { kind: 'direct', createdAt: now - 86400000, members: [{ person: id('anna'), role: 'member' }, { person: id('boris'), role: 'member' }], messages: [{ from: id('anna'), text: 'Hello Bo', at: now - 3600000 }, { from: id('boris'), text: 'Hi Anna!', at: now - 3500000 }], unread: { [id('anna')]: 1 } },
  ])
  return names.map(who => ({ who, how: `${who} / harbour-1234` }))
}
export async function startResidents(_city: City, _options: { home: string; url: string }): Promise<void> {}
