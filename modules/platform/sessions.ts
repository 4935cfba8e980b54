import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { openidIn, programsKnowing, whoLoggedIn, whosePhone } from '@plaza/programs'
import { UNIONID_BYTES } from './limits.ts'
import { makerOf } from './settings.ts'
import { dropUnionid, forgetPerson, putUnionid } from './store.ts'

export interface Session {
  readonly openid: string
  readonly unionid: string
  readonly sessionKey: string
}

/** Trades in a login code of this program, once. Refuses `code_wrong` for codes that are wrong, used or over. */
export async function sessionBehind(city: City, appId: string, code: string): Promise<Session> {
  const known = await whoLoggedIn(city, appId, code)
  if (!known) throw new Refusal('code_wrong')
  const { openid, sessionKey, person } = known
  return { openid, sessionKey, unionid: await unionidIn(city, appId, person) }
}

/** The phone number that a person gave this program with a code, once. Refuses `code_wrong`. */
export async function phoneBehind(
  city: City,
  appId: string,
  code: string,
): Promise<{ phoneNumber: string; countryCode: string }> {
  const phoneNumber = await whosePhone(city, appId, code)
  if (phoneNumber === undefined) throw new Refusal('code_wrong')
  return { phoneNumber, countryCode: countryOf(phoneNumber) }
}

/** The code of a country, by the plan of numbers (E.164): 1 and 7 stand alone, some have two digits, all others three. */
function countryOf(phone: string): string {
  const two = /^\+(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/.exec(phone)
  return /^\+([17])/.exec(phone)?.[1] ?? two?.[1] ?? phone.slice(1, 4)
}

/** The name by which all programs of this one's maker know a person. */
export async function unionidIn(city: City, appId: string, person: string): Promise<string> {
  const fresh = `u${Buffer.from(city.dice.bytes(UNIONID_BYTES)).toString('base64url')}`
  return putUnionid(city.db, await makerOf(city, appId), person, fresh)
}

/** Both names of a person in a program. */
export async function namesIn(city: City, appId: string, person: string): Promise<{ openid: string; unionid: string }> {
  const [openid, unionid] = await Promise.all([openidIn(city, appId, person), unionidIn(city, appId, person)])
  return { openid, unionid }
}

/** Somebody took everything back from a program: it meets a stranger, and so does its maker when none of theirs is left. */
export async function forgottenBy(city: City, { person, appId }: { person: string; appId: string }): Promise<void> {
  const maker = await makerOf(city, appId)
  const left = await programsKnowing(city, person)
  const others = await Promise.all(left.filter(one => one !== appId).map(one => makerOf(city, one)))
  await city.db.tx(async tx => {
    await forgetPerson(tx, person, appId)
    if (!others.includes(maker)) await dropUnionid(tx, maker, person)
  })
}
