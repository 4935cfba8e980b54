import type { City } from '@plaza/house'
import { CARRIER_MESSAGES_MAX } from '../limits.ts'
import type { Carrier } from './port.ts'
import { keepMessage } from './store.ts'

/** Brings messages nowhere but to the operator's page: for a city that has no real carrier yet. */
export function sandboxCarrier(city: City): Carrier {
  return {
    name: 'sandbox',
    async send({ to, text }) {
      await city.tx(tx => keepMessage(tx, { id: city.newId(), to, text, at: city.clock.now() }, CARRIER_MESSAGES_MAX))
    },
  }
}
