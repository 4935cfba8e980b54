import type { InputOf, merchantsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { mayHaveWallet } from '@plaza/wallet'
import { numberOf } from '../store.ts'
import { nameInProgram } from './names.ts'
import { putOpenid } from './store.ts'

const OPENID_BYTES = 20

/** Under which name a merchant knows the caller in one of its apps. Refuses a merchant that there is not (`not_found`). */
export async function myOpenid(
  city: City,
  call: Call<InputOf<typeof merchantsApi.myOpenid>>,
): Promise<{ openid: string }> {
  mayHaveWallet(call)
  const { mchid, appid } = call.input
  if (!(await numberOf(city.db, mchid))) throw new Refusal('not_found')
  return { openid: await openidFor(city, { mchid, appid, person: call.by.person }) }
}

/**
 * The name that the mini program has, where the app is one: its server knows them by it. Else chance, so that nobody can tell
 * from two of them whether they are the same person.
 */
export async function openidFor(
  city: City,
  of: { readonly mchid: string; readonly appid: string; readonly person: string },
): Promise<string> {
  const known = await nameInProgram(city, of.appid, of.person)
  if (known !== undefined) {
    // A name that somebody took back from the program stays with what they paid under it, and is not used again.
    await putOpenid(city.db, { ...of, openid: known })
    return known
  }
  const openid = `o${Buffer.from(city.dice.bytes(OPENID_BYTES)).toString('base64url')}`
  return putOpenid(city.db, { ...of, openid })
}
