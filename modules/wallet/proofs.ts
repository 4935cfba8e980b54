import type { Command, InputOf, ReplyOf, walletApi } from '@plaza/contract'
import type { Call, Caller, City } from '@plaza/house'
import { passkeySigned, passkeySignOptions } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { createHash } from 'node:crypto'
import { holderFor } from './accounts.ts'
import { proofMade } from './events.ts'
import { seal, sealFits } from './keys.ts'
import { checkPin, mayHaveWallet } from './pin.ts'
import { digestOf } from './rules.ts'
import { settingOf, type HolderRow } from './store.ts'
import { reduceForNewDevice } from './tiers/settle.ts'

type OptionsCall = Call<InputOf<typeof walletApi.proofOptions>>
type ProveCall = Call<InputOf<typeof walletApi.prove>>

/** What the browser needs to sign exactly this command with a passkey. Refuses who has none (`passkey_refused`). */
export async function proofOptions(city: City, call: OptionsCall): Promise<ReplyOf<typeof walletApi.proofOptions>> {
  mayHaveWallet(call)
  const expiresAt = city.clock.now() + (await settingOf(city.db, 'proof_life_ms'))
  const challenge = await challengeOf(city, call.by, call.input.command, expiresAt)
  return { options: await passkeySignOptions(city, call.by.person, challenge), expiresAt }
}

/**
 * Confirms a command with the PIN or a passkey and answers with a token that fits this command of this person on this
 * device only, for two minutes. Refuses a wrong PIN (`pin_wrong`, `pin_locked`, `pin_not_set`) or passkey
 * (`passkey_refused`), a passkey's answer that took too long (`proof_expired`), and a frozen wallet (`account_frozen`).
 */
export async function prove(city: City, call: ProveCall): Promise<ReplyOf<typeof walletApi.prove>> {
  mayHaveWallet(call)
  const { by } = call
  const { command, pin, passkey } = call.input
  if ((pin === undefined) === (passkey === undefined)) throw new Refusal('bad_input', { field: 'pin' })
  const holder = await holderFor(city, by.person)
  if (isFrozen(holder)) throw new Refusal('account_frozen')
  const lifeMs = await settingOf(city.db, 'proof_life_ms')
  if (pin !== undefined) await checkPin(city, by.person, pin)
  if (passkey) await checkPasskey(city, by, command, { ...passkey, lifeMs })
  await reduceForNewDevice(city, by)
  const expiresAt = city.clock.now() + lifeMs
  const how = pin === undefined ? 'passkey' : 'pin'
  const mac = await seal(city, wordsOf(by, command, { expiresAt, how, epoch: holder.epoch }))
  proofMade(city, by.person, how)
  return { proof: `${how}.${expiresAt.toString(36)}.${mac}`, expiresAt }
}

export type How = 'pin' | 'passkey'

/**
 * How a command was confirmed. Refuses a proof that is not of exactly this command by this person on this device
 * (`proof_wrong`) or is over (`proof_expired`).
 */
export async function checkProof(
  city: City,
  by: Caller,
  holder: HolderRow,
  proof: { readonly command: Command; readonly token: string },
): Promise<How> {
  const [how, until, ...mac] = proof.token.split('.')
  const expiresAt = Number.parseInt(until ?? '', 36)
  if (how !== 'pin' && how !== 'passkey') throw new Refusal('proof_wrong')
  const words = wordsOf(by, proof.command, { expiresAt, how, epoch: holder.epoch })
  if (!(await sealFits(city, mac.join('.'), words))) throw new Refusal('proof_wrong')
  if (expiresAt <= city.clock.now()) throw new Refusal('proof_expired')
  return how
}

export const isFrozen = (holder: HolderRow) => holder.frozenAt !== null || holder.officeFrozenAt !== null

function wordsOf(by: Caller, command: Command, proof: { expiresAt: number; how: How; epoch: number }): string[] {
  const { expiresAt, how, epoch } = proof
  return ['proof', by.person, by.device, digestOf(command), how, String(expiresAt), String(epoch)]
}

async function checkPasskey(
  city: City,
  by: Caller,
  command: Command,
  passkey: { expiresAt: number; answer: Record<string, unknown>; lifeMs: number },
): Promise<void> {
  const now = city.clock.now()
  if (passkey.expiresAt <= now || passkey.expiresAt > now + passkey.lifeMs) throw new Refusal('proof_expired')
  const challenge = await challengeOf(city, by, command, passkey.expiresAt)
  await passkeySigned(city, by.person, challenge, passkey.answer)
}

/** A challenge that nobody can foresee or move to another command: the city's seal of who does what until when. */
async function challengeOf(
  city: City,
  by: Caller,
  command: Command,
  expiresAt: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const mac = await seal(city, ['challenge', by.person, by.device, digestOf(command), String(expiresAt)])
  return new Uint8Array(createHash('sha256').update(mac).digest())
}
