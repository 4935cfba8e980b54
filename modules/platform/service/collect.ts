import { gather } from '@plaza/bots'
import { logHeads } from '@plaza/chat'
import type { ChatEvent, TextBody } from '@plaza/contract'
import type { City } from '@plaza/house'
import { derivedId } from '@plaza/kernel'
import { ANSWERS_PER_MESSAGE, SERVICES_PER_LOOK } from '../limits.ts'
import { tellServer } from '../push/tell.ts'
import { heard, lookedAt, moveOn, placesOf, servicesDue, type ServiceRow } from './store.ts'

/** A chore: reads what citizens wrote to programs' accounts, and makes it news for their servers. */
export async function collect(city: City): Promise<void> {
  const due = await servicesDue(city.db, city.clock.now(), SERVICES_PER_LOOK)
  if (due.length === 0) return
  const heads = await logHeads(
    city,
    due.map(service => service.person),
  )
  await lookedAt(
    city.db,
    due.map(service => service.appId),
    city.clock.now(),
  )
  for (const service of due) if ((heads.get(service.person) ?? 0) > service.u) await read(city, service)
}

/** In one commit: what was said is news, answers to it are counted, and the place moves. What comes twice has the same id. */
async function read(city: City, service: ServiceRow): Promise<void> {
  const { appId } = service
  const parcel = await gather(city, service.person, service.u, convs => placesOf(city.db, convs))
  await city.tx(async tx => {
    for (const event of parcel.events) {
      if (!isSaid(event)) continue
      await heard(tx, { appId, person: event.f, at: event.at, answers: ANSWERS_PER_MESSAGE })
      await tellServer(city, tx, {
        id: derivedId('platform', event.c, String(event.q)),
        appId,
        kind: 'message.text',
        person: event.f,
        facts: { text: (event.b as TextBody).text, at: event.at },
      })
    }
    await moveOn(tx, appId, parcel.u, parcel.places)
  })
}

/** Words; what changes or shows something else is between the citizen and their own device. */
const isSaid = (event: ChatEvent): boolean => event.k === 'text'
