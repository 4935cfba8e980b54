import { personSubject } from '@plaza/chat'
import type { Down } from '@plaza/contract'
import type { City } from '@plaza/house'
import type { Push } from '@plaza/realtime'
import { STAFF_MAX } from '../limits.ts'
import { audienceOf } from './store.ts'

type OrderFrame = Extract<Down, { t: 'order' }>

/**
 * Tells the devices of whoever pays an order, and of everybody who works for its merchant, how it stands now. Only a hint
 * after the commit: whoever was away asks.
 */
export async function tellOrder(city: City, id: string): Promise<void> {
  try {
    const audience = await audienceOf(city.db, id, STAFF_MAX)
    if (!audience) return
    const { merchant, code, state, payer, people } = audience
    const told = { t: 'order', merchant, order: id, code, state } as const
    if (payer !== null) push(city, payer, { ...told, as: 'payer' })
    for (const person of people) push(city, person, { ...told, as: 'merchant' })
  } catch (error) {
    city.log.warn({ err: error, order: id }, 'order could not be told')
  }
}

function push(city: City, person: string, frame: OrderFrame): void {
  city.bus.publish(personSubject(person), { f: JSON.stringify(frame), e: true } satisfies Push)
}
