import type { Command } from '@plaza/contract'
import type { Caller, City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import { currencyOf, holderFor } from './accounts.ts'
import { checkProof, isFrozen } from './proofs.ts'
import { lookAt, type Look } from './look.ts'
import { decideRisk } from './risk/decide.ts'
import { paymentMaxOf } from './show.ts'
import type { HolderRow } from './store.ts'

/** Whose wallet may pay, and how long the risk rules want it to wait. */
export interface Cleared extends HolderRow {
  readonly delayMs: number
}

/**
 * Everything that is checked before money may leave a wallet, in one order; sums over time, freeze and balance are checked
 * again by the ledger under its locks. With a family card the tier is that of whoever pays. Refuses `bad_input` (another currency), `account_frozen`, `proof_wrong`,
 * `proof_expired`, `limit_reached`, and what the risk rules say (`payment_refused`, `step_up_needed`).
 */
export async function mayPay(
  city: City,
  by: Caller,
  command: Command,
  token: string,
  options: { from?: string; look?: Look } = {},
): Promise<Cleared> {
  mustBeCurrencyOf(city, command.currency)
  const from = options.from ?? by.person
  const look = options.look ?? (await lookAt(city, { by, command, people: [by.person, from] }))
  const holder = await holderFor(city, by.person, look.holders)
  if (isFrozen(holder)) throw new Refusal('account_frozen')
  const how = await checkProof(city, by, holder, { command, token })
  const source = from === by.person ? holder : await holderFor(city, from, look.holders)
  const tier = look.tiers.get(source.tier)
  assert(tier, 'every tier is in the table')
  const reduced = (source.reducedUntil ?? 0) > city.clock.now()
  const paymentMax = paymentMaxOf(tier, { reduced })
  if (BigInt(command.amount) > paymentMax) throw new Refusal('limit_reached', { limit: 'payment' })
  return { ...holder, delayMs: await decideRisk(city, by, command, { paymentMax, how, look }) }
}

/** Refuses another currency than that of the city (`bad_input`). */
export function mustBeCurrencyOf(city: City, currency: string): void {
  if (currency !== currencyOf(city)) throw new Refusal('bad_input', { field: 'currency' })
}
