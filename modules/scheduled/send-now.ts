import type { InputOf, scheduledApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { MESSAGE_DUE } from './events.ts'
import * as store from './store.ts'

/** Sends a text at once instead of at its time, also one that could not be sent before. Refuses `not_found`. */
export async function sendScheduled(
  city: City,
  { input, by }: Call<InputOf<typeof scheduledApi.sendScheduled>>,
): Promise<{ done: true }> {
  await city.tx(async tx => {
    if (!(await store.tryAgain(tx, by.person, input.id))) throw new Refusal('not_found')
    await city.outbox.emit(tx, MESSAGE_DUE, { id: input.id })
  })
  return { done: true }
}
