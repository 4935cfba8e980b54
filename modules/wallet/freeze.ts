import type { InputOf, ReplyOf, Wallet, walletApi } from '@plaza/contract'
import type { Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { activePerson, findByHandle, proveAgain } from '@plaza/identity'
import { assert, derivedId, Refusal } from '@plaza/kernel'
import { changeAccount } from '@plaza/ledger'
import { accountIdOf, holderFor } from './accounts.ts'
import { freezeChanged } from './events.ts'
import { CHANGES_SHOWN_MAX } from './limits.ts'
import { keepAct } from './office/acts.ts'
import { isFrozen } from './proofs.ts'
import { mayHaveWallet } from './pin.ts'
import { showWallet } from './show.ts'
import { frozenByOrder, lockHolder, writeFreeze, type Freeze, type HolderRow } from './store.ts'

type OrderCall = Call<InputOf<typeof walletApi.freezeByOrder>>

/** Stops all money from leaving the caller's wallet: no payment that is answered later goes through. Safe to repeat. */
export async function freezeWallet(city: City, call: Call<object>): Promise<Wallet> {
  mayHaveWallet(call)
  const { person } = call.by
  await change(city, person, { by: person, reason: 'frozen by its owner' }, holder => ({
    ...holder,
    frozenAt: holder.frozenAt ?? city.clock.now(),
  }))
  freezeChanged(city, person, 'me', true)
  return showWallet(city, person)
}

/** Lets money leave again, after a fresh proof of identity. What an operator ordered stays. */
export async function unfreezeWallet(
  city: City,
  call: Call<InputOf<typeof walletApi.unfreezeWallet>>,
): Promise<Wallet> {
  const { person } = call.by
  mayHaveWallet(call)
  const useUp = await proveAgain(city, call, call.input.proof)
  const ended = (holder: HolderRow) => ({ ...holder, frozenAt: null })
  await change(city, person, { by: person, reason: 'unfrozen by its owner' }, ended, useUp)
  freezeChanged(city, person, 'me', false)
  return showWallet(city, person)
}

/** Freezes a wallet by an order of the operator. Refuses somebody who does not live here (`not_found`). */
export async function freezeByOrder(city: City, call: OrderCall): Promise<{ done: true }> {
  const { person, reason, order } = call.input
  await mustLiveHere(city, person)
  const ordered = (holder: HolderRow) => ({
    ...holder,
    officeFrozenAt: holder.officeFrozenAt ?? city.clock.now(),
    officeReason: reason,
    officeOrder: order,
    officeBy: call.by.person,
  })
  await change(city, person, { by: call.by.person, reason, order }, ordered, keeps(city, call, 'froze'))
  freezeChanged(city, person, 'office', true)
  return { done: true }
}

/** Ends the freeze by an order; what the owner froze stays frozen. */
export async function unfreezeByOrder(city: City, call: OrderCall): Promise<{ done: true }> {
  const { person, reason, order } = call.input
  await mustLiveHere(city, person)
  const ended = (holder: HolderRow) => ({
    ...holder,
    officeFrozenAt: null,
    officeReason: null,
    officeOrder: null,
    officeBy: null,
  })
  await change(city, person, { by: call.by.person, reason, order }, ended, keeps(city, call, 'unfroze'))
  freezeChanged(city, person, 'office', false)
  return { done: true }
}

/** Keeps the order among what operators did, in its commit. */
const keeps =
  (city: City, { by, input }: OrderCall, what: 'froze' | 'unfroze') =>
  (tx: Queries): Promise<void> =>
    keepAct(city, tx, { operator: by.person, what, subject: input.order, person: input.person, reason: input.reason })

/** Wallets that are frozen by an order, for operators. */
export async function seeFrozen(city: City): Promise<ReplyOf<typeof walletApi.frozenWallets>> {
  return { wallets: await frozenByOrder(city.db, CHANGES_SHOWN_MAX) }
}

/**
 * Whose handle this is, for operators: an order reaches also those whom nobody else can find. Nobody is told before it is
 * written down who looked for whom, and why.
 */
export async function findHolder(
  city: City,
  { by, input }: Call<InputOf<typeof walletApi.findHolder>>,
): Promise<ReplyOf<typeof walletApi.findHolder>> {
  const subject = input.handle.toLowerCase()
  const person = await findByHandle(city, subject)
  await keepAct(city, city.db, { operator: by.person, what: 'looked_up', subject, person, reason: input.reason })
  return person === undefined ? {} : { person }
}

async function mustLiveHere(city: City, person: string): Promise<void> {
  if (!(await activePerson(city, person))) throw new Refusal('not_found')
}

/** One commit: how the wallet stands, the account's own flag under the lock of every payment, and the end of old proofs. */
async function change(
  city: City,
  person: string,
  why: { by: string; reason: string; order?: string },
  next: (holder: HolderRow) => Freeze,
  first: (tx: Queries) => Promise<void> = async () => {},
): Promise<void> {
  await holderFor(city, person)
  await city.tx(async tx => {
    const holder = await lockHolder(tx, person)
    await first(tx)
    const freeze = next(holder)
    await writeFreeze(tx, person, freeze)
    const account = accountIdOf(person, holder.currency)
    const order = why.order ?? derivedId('wallet.freeze', person, String(holder.epoch))
    const grounds = { account, reason: why.reason, order, by: why.by }
    const changed = await changeAccount(city, grounds, { debitFrozen: isFrozen({ ...holder, ...freeze }) }, tx)
    assert(changed !== 'not_found', 'a wallet has its account')
  })
}
