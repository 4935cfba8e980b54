import type { InputOf, programsApi, ReplyOf } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { phoneOf } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { createHash } from 'node:crypto'
import { mustOpen } from './find.ts'
import { CODE_BYTES, CODE_LIFE_MS, OPENID_BYTES, SESSION_KEY_BYTES } from './limits.ts'
import { putAct, putCode, putOpenid, putSessionKey, takeCode } from './store-person.ts'

type Api = typeof programsApi

const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest()

/** A code for `wx.login`: whoever answers for the program trades it in once for the caller's name there (`whoLoggedIn`). */
export async function loginProgram(
  city: City,
  { input, by }: Call<InputOf<Api['loginProgram']>>,
): Promise<ReplyOf<Api['loginProgram']>> {
  await mustOpen(city, input.appId, by.person)
  return { code: await newCode(city, input.appId, by.person, 'login') }
}

/** A code for the number of the caller's phone, which only the program's server can read. Refuses `no_phone`. */
export async function phoneForProgram(
  city: City,
  { input, by }: Call<InputOf<Api['phoneForProgram']>>,
): Promise<ReplyOf<Api['phoneForProgram']>> {
  await mustOpen(city, input.appId, by.person)
  if (!(await phoneOf(city, by.person))) throw new Refusal('no_phone')
  await putAct(city.db, {
    person: by.person,
    appId: input.appId,
    act: 'phone',
    detail: undefined,
    now: city.clock.now(),
  })
  return { code: await newCode(city, input.appId, by.person, 'phone') }
}

async function newCode(city: City, appId: string, person: string, kind: 'login' | 'phone'): Promise<string> {
  const code = Buffer.from(city.dice.bytes(CODE_BYTES)).toString('base64url')
  await putCode(city.db, { hash: hashOf(code), appId, person, kind, expiresAt: city.clock.now() + CODE_LIFE_MS })
  return code
}

/** Door: the same code for somebody whom the program's makers made up. Whether they may is theirs to know. */
export const loginMadeUp = (city: City, appId: string, citizen: string): Promise<string> =>
  newCode(city, appId, citizen, 'login')

/** Door: the name by which a program knows whoever logged in with this code; undefined when it is wrong, used or over. */
export async function whoLoggedIn(
  city: City,
  appId: string,
  code: string,
): Promise<{ openid: string; person: string; sessionKey: string } | undefined> {
  const person = await takeCode(city.db, { hash: hashOf(code), appId, kind: 'login', now: city.clock.now() })
  if (person === undefined) return undefined
  const openid = await openidIn(city, appId, person)
  const sessionKey = Buffer.from(city.dice.bytes(SESSION_KEY_BYTES)).toString('base64')
  await putSessionKey(city.db, { appId, person, sessionKey })
  return { person, openid, sessionKey }
}

/** Door: the phone number that a person gave a program with this code. */
export async function whosePhone(city: City, appId: string, code: string): Promise<string | undefined> {
  const person = await takeCode(city.db, { hash: hashOf(code), appId, kind: 'phone', now: city.clock.now() })
  return person === undefined ? undefined : phoneOf(city, person)
}

/** Chance, so that two programs cannot tell that they know the same person. */
export function openidIn(city: City, appId: string, person: string): Promise<string> {
  const openid = `o${Buffer.from(city.dice.bytes(OPENID_BYTES)).toString('base64url')}`
  return putOpenid(city.db, { appId, person, openid, now: city.clock.now() })
}
