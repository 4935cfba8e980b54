import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { assert, derivedId } from '@plaza/kernel'
import { openAccounts } from '@plaza/ledger'
import { insertHolder, holderOf, type HolderRow } from './store.ts'
import { planOf, tierOf } from './tiers/plans.ts'

/** The currency of this city's wallets. */
export const currencyOf = (city: City): string => city.config.currency ?? 'EUR'

/** The ledger account of a person's wallet: it follows from the person, so nobody has to look it up. */
export const accountIdOf = (person: string, currency: string): string => derivedId('wallet', person, currency)

/** What the city itself keeps: the bank's side, what nobody can explain yet, fees, and what it gives away. */
export type CityAccount = 'bank' | 'suspense' | 'fees' | 'bonus'
export const cityAccountId = (account: CityAccount, currency: string): string =>
  derivedId('wallet.city', account, currency)

/** Money of the bank's side comes from outside, and what is given away is a debt of the city: neither has a floor. */
const WITHOUT_FLOOR: readonly CityAccount[] = ['bank', 'suspense', 'bonus']

/** Opens the accounts of the city in its currency; safe to repeat. */
export async function openCityAccounts(city: City): Promise<void> {
  const currency = currencyOf(city)
  const names: CityAccount[] = ['bank', 'suspense', 'fees', 'bonus']
  const opened = await openAccounts(
    city,
    names.map(name => ({
      id: cityAccountId(name, currency),
      currency,
      kind: `wallet.${name}`,
      floor: WITHOUT_FLOOR.includes(name) ? null : 0n,
    })),
  )
  assert(!opened.includes('exists_different'), 'the accounts of the city are what they were')
}

/**
 * The wallet of a person, opened at first use; safe to repeat, also from many devices at once. Not asked for where it is
 * among those that are known.
 */
export async function holderFor(
  city: City,
  person: string,
  known?: ReadonlyMap<string, HolderRow>,
): Promise<HolderRow> {
  const currency = currencyOf(city)
  const before = known?.get(person) ?? (await holderOf(city.db, person))
  if (before?.currency === currency) return before
  const tier = await tierOf(city.db, before?.tier ?? 0)
  return city.db.tx(async tx => {
    await openWallet(city, tx, { person, currency, tier: tier.level, ceiling: tier.balanceMax })
    return insertHolder(tx, {
      person,
      currency,
      account: accountIdOf(person, currency),
      obeys: tier.version,
      at: city.clock.now(),
    })
  })
}

async function openWallet(
  city: City,
  tx: Queries,
  wallet: { person: string; currency: string; tier: number; ceiling: bigint },
): Promise<void> {
  const { person, currency, tier, ceiling } = wallet
  const id = accountIdOf(person, currency)
  const [opened] = await openAccounts(
    city,
    [{ id, currency, kind: 'wallet', owner: person, plan: planOf(tier), ceiling }],
    tx,
  )
  assert(opened !== 'exists_different', 'an account of a wallet belongs to its person')
}
