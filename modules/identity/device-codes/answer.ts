import type { InputOf, ReplyOf, identityApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { refuseBots } from '../rules.ts'
import { deviceCodeById, deviceCodeTyped, moveDeviceCode } from './store.ts'
import { readUserCode } from './user-code.ts'

type Api = typeof identityApi

/** Somebody typed a short code and sees what asks; from now on nobody else may answer it. Safe to repeat. */
export async function seeDeviceCode(
  city: City,
  { input, by }: Call<InputOf<Api['seeDeviceCode']>>,
): Promise<ReplyOf<Api['seeDeviceCode']>> {
  refuseBots(by.kind)
  const now = city.clock.now()
  const typed = await deviceCodeTyped(city.db, readUserCode(input.code))
  if (!typed || typed.expiresAt <= now) throw new Refusal('code_wrong')
  const mine = await moveDeviceCode(city.db, typed.id, { from: 'waiting', to: 'seen', person: by.person, now })
  if (!mine && (typed.state !== 'seen' || typed.person !== by.person)) throw new Refusal('code_used')
  const { id, deviceName, address, createdAt, expiresAt } = typed
  return { id, deviceName, address, createdAt, expiresAt }
}

/** Whoever typed the code lets the machine in, or not. The first answer stands; a repeat of it is harmless. */
export async function answerDeviceCode(
  city: City,
  { input, by }: Call<InputOf<Api['answerDeviceCode']>>,
): Promise<ReplyOf<Api['answerDeviceCode']>> {
  const { id, approve } = input
  const [now, to] = [city.clock.now(), approve ? 'approved' : 'refused'] as const
  refuseBots(by.kind)
  if (await moveDeviceCode(city.db, id, { from: 'seen', to, person: by.person, now })) return { done: true }
  const code = await deviceCodeById(city.db, id)
  if (!code || code.person !== by.person || code.expiresAt <= now) throw new Refusal('code_expired')
  // An approved machine may already be in when the answer is repeated.
  if (code.state !== to && !(approve && code.state === 'opened')) throw new Refusal('code_used')
  return { done: true }
}
