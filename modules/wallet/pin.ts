import type { InputOf, Wallet, walletApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { hashPassword, passwordFits, proveAgain } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { holderFor } from './accounts.ts'
import { pinChanged, pinRefused } from './events.ts'
import { isWeakPin } from './rules.ts'
import { showWallet } from './show.ts'
import { forgetPinTries, lockHolder, pinOf, takePinTry, voidProofs, writePin } from './store.ts'
import { reduceIn } from './tiers/settle.ts'

/**
 * Sets or changes the payment PIN. Refuses a PIN that is easy to guess (`pin_weak`) and whatever a proof of identity may.
 * After a change the limits are reduced for a day, and every confirmation made before is void.
 */
export async function setPin(city: City, call: Call<InputOf<typeof walletApi.setPin>>): Promise<Wallet> {
  const { pin, proof } = call.input
  const { person } = call.by
  mayHaveWallet(call)
  if (isWeakPin(pin)) throw new Refusal('pin_weak')
  await holderFor(city, person)
  const useUp = await proveAgain(city, call, proof)
  const hash = await hashPassword(city, pin)
  const now = city.clock.now()
  await city.tx(async tx => {
    const holder = await lockHolder(tx, person)
    await useUp(tx)
    const before = await pinOf(tx, person)
    await writePin(tx, person, hash, now)
    await voidProofs(tx, person)
    if (before) await reduceIn(city, tx, holder, now)
  })
  pinChanged(city, person)
  return showWallet(city, person)
}

/**
 * Judges a PIN. Refuses a wrong one (`pin_wrong`), one where none is set (`pin_not_set`), and any while too many wrong ones
 * lock it (`pin_locked`).
 */
export async function checkPin(city: City, person: string, pin: string): Promise<void> {
  const taken = await takePinTry(city.db, person, city.clock.now())
  if (!taken) {
    const kept = await pinOf(city.db, person)
    if (!kept) throw new Refusal('pin_not_set')
    pinRefused(city, person, 'locked')
    throw new Refusal('pin_locked', { retryMs: Math.max(1, (kept.lockedUntil ?? 0) - city.clock.now()) })
  }
  if (!(await passwordFits(city, taken.hash, pin))) {
    pinRefused(city, person, 'wrong')
    throw new Refusal('pin_wrong')
  }
  await forgetPinTries(city.db, person, taken.hash)
}

/** Wallets are for people: bots and services have none. */
export function mayHaveWallet({ by }: Pick<Call<unknown>, 'by'>): void {
  if (by.kind === 'bot' || by.kind === 'service') throw new Refusal('not_allowed')
}
