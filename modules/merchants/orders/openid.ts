import type { InputOf, merchantsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { mayHaveWallet } from '@plaza/wallet'
import { numberOf } from '../store.ts'
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

/** The name is chance, so that nobody can tell from two of them whether they are the same person. */
export function openidFor(
  city: City,
  of: { readonly mchid: string; readonly appid: string; readonly person: string },
): Promise<string> {
  const openid = `o${Buffer.from(city.dice.bytes(OPENID_BYTES)).toString('base64url')}`
  return putOpenid(city.db, { ...of, openid })
}
