import type { Wallet } from '@plaza/contract'
import type { City } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { balances, placesOf, windowStart, type Balance, type Limit } from '@plaza/ledger'
import { accountIdOf, holderFor } from './accounts.ts'
import { pinOf, type HolderRow } from './store.ts'
import { limitsOf, tierOf, type TierRow } from './tiers/plans.ts'

/** A wallet as its owner sees it, out of the ledger and the holder's row. */
export async function showWallet(city: City, person: string): Promise<Wallet> {
  const holder = await holderFor(city, person)
  const [[balance], tier, pin] = await Promise.all([
    balances(city, [accountIdOf(person, holder.currency)]),
    tierOf(city.db, holder.tier),
    pinOf(city.db, person),
  ])
  assert(balance, 'a wallet has its account')
  const now = city.clock.now()
  const reduced = holder.reducedUntil !== null && holder.reducedUntil > now
  const locked = pin?.lockedUntil !== undefined && pin.lockedUntil !== null && pin.lockedUntil > now
  return {
    account: balance.account,
    currency: holder.currency,
    places: placesOf(holder.currency),
    balance: balance.posted.toString(),
    held: balance.heldOut.toString(),
    incoming: balance.heldIn.toString(),
    tier: holder.tier,
    ...(holder.nextTier === null ? {} : { nextTier: { tier: holder.nextTier, at: holder.nextTierAt as number } }),
    limits: showLimits(tier, balance, { reduced, now }),
    ...(reduced ? { reducedUntil: holder.reducedUntil } : {}),
    pinSet: pin !== undefined,
    ...(locked ? { pinLockedUntil: pin.lockedUntil } : {}),
    ...frozenOf(holder),
  }
}

/** The most that one payment may be, as things stand. */
export const paymentMaxOf = (tier: TierRow, options: { reduced: boolean }) =>
  options.reduced ? tier.reducedPaymentMax : tier.paymentMax

function showLimits(tier: TierRow, balance: Balance, { reduced, now }: { reduced: boolean; now: number }) {
  const windows = new Map(limitsOf(tier, { reduced }).map(limit => [limit.name, windowOf(limit, balance, now)]))
  const window = (name: string) => windows.get(name) ?? { max: '0', used: '0' }
  return {
    payment: paymentMaxOf(tier, { reduced }).toString(),
    balance: tier.balanceMax.toString(),
    day: window('day'),
    month: window('month'),
    year: window('year'),
  }
}

function windowOf(limit: Limit, { usage }: Balance, now: number) {
  const used = usage?.[limit.name]
  const current = used && used[0] === windowStart(limit, now)
  return { max: (limit.amountMax ?? 0n).toString(), used: current ? used[1] : '0' }
}

function frozenOf(holder: HolderRow): Pick<Wallet, 'frozen'> {
  if (holder.officeFrozenAt !== null) return { frozen: { by: 'office', since: holder.officeFrozenAt } }
  return holder.frozenAt === null ? {} : { frozen: { by: 'me', since: holder.frozenAt } }
}
