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
  const { clear, remove = [], set = {} } = input
  const put = Object.entries(set)
  for (const text of [...put.flat(), ...remove])
    if (text.includes('\u0000') || !text.isWellFormed()) throw new Refusal('bad_input', { field: 'set' })
  const bytes = await city.tx(async tx => {
    await lockRoom(tx, by.person, appId)
    if (clear) await clearStored(tx, by.person, appId)
    if (remove.length > 0) await removeStored(tx, by.person, appId, remove)
    if (put.length > 0) await putStored(tx, by.person, appId, put)
    const total = await measureRoom(tx, by.person, appId)
    if (total > STORAGE_BYTES_MAX && put.length > 0) throw new Refusal('storage_full', { max: STORAGE_BYTES_MAX })
    return total
  })
  return { bytes }
}
