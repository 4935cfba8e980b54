import type { InputOf, scheduledApi } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { FILES_FREED } from './events.ts'
import * as store from './store.ts'

/** Takes a message back before its time; its files are let go of. Refuses `too_late_to_cancel`. */
export async function cancel(
  city: City,
  { input, by }: Call<InputOf<typeof scheduledApi.cancelScheduled>>,
): Promise<{ done: true }> {
  await city.tx(async tx => {
    const files = await store.cancel(tx, by.person, input.id)
    if (!files) throw new Refusal('too_late_to_cancel')
    await free(city, tx, files)
  })
  return { done: true }
}

/** Somebody's account is gone, and what they put off with it. */
export async function forget(city: City, { person }: { person: string }): Promise<void> {
  await city.tx(async tx => free(city, tx, await store.forget(tx, person)))
}

async function free(city: City, tx: Queries, keys: readonly store.WaitingFile[]): Promise<void> {
  if (keys.length > 0) await city.outbox.emit(tx, FILES_FREED, { keys })
}
