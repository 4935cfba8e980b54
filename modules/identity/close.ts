import type { City } from '@plaza/house'
import { DEVICES_CHANGED, PERSON_CHANGED, personClosed, tellChanged, tellEnded } from './events.ts'
import { closePerson as markClosed, endSessions } from './store.ts'

/** Door: closes an account. All its devices are out at once; name and handle stay, for those who wrote with them. */
export async function closePerson(city: City, person: string): Promise<void> {
  const now = city.clock.now()
  const ended = await city.tx(async tx => {
    if (!(await markClosed(tx, person, now))) return undefined
    const devices = await endSessions(tx, person, 'all', now)
    await city.outbox.emit(tx, PERSON_CHANGED, { person })
    await city.outbox.emit(tx, DEVICES_CHANGED, { person })
    return devices
  })
  if (!ended) return
  tellEnded(city, person, ended, 'closed')
  tellChanged(city, person)
  personClosed(city, person)
}
