import type { InputOf, programsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { STORAGE_BYTES_MAX } from '@plaza/program-wire'
import { mustOpen } from './find.ts'
import { clearStored, lockRoom, measureRoom, putStored, removeStored } from './store-person.ts'

type Api = typeof programsApi

/**
 * Keeps what a program stores for the caller. All of it or, when it would be more than a program may keep
 * (`storage_full`), nothing. Answers the bytes that are kept then.
 */
export async function setProgramStorage(
  city: City,
  { input, by }: Call<InputOf<Api['setProgramStorage']>>,
): Promise<ReplyOf<Api['setProgramStorage']>> {
  const { appId } = await mustOpen(city, input.appId)
  const entries = Object.entries(input.set)
  for (const [key, value] of entries)
    if (key === '' || `${key}${value ?? ''}`.includes('\u0000')) throw new Refusal('bad_input', { field: 'set' })
  const put = entries.filter((entry): entry is [string, string] => entry[1] !== null)
  const removed = entries.filter(([, value]) => value === null).map(([key]) => key)
  const bytes = await city.tx(async tx => {
    await lockRoom(tx, by.person, appId)
    if (input.clear) await clearStored(tx, by.person, appId)
    if (removed.length > 0) await removeStored(tx, by.person, appId, removed)
    if (put.length > 0) await putStored(tx, by.person, appId, put)
    const total = await measureRoom(tx, by.person, appId)
    if (total > STORAGE_BYTES_MAX && put.length > 0) throw new Refusal('storage_full', { max: STORAGE_BYTES_MAX })
    return total
  })
  return { bytes }
}
