import type { City } from '@plaza/house'
import { assert, derivedId } from '@plaza/kernel'
import { transfer } from '@plaza/ledger'
import { accountIdOf, cityAccountId, currencyOf, holderFor, openCityAccounts } from './accounts.ts'
import { SEED } from './codes.ts'
import { lockHolder, writeTier } from './store.ts'
import { publishTiers } from './tiers/plans.ts'
import { obeyTier } from './tiers/settle.ts'

/** What somebody has in their wallet when a demo begins, in minor units. */
export interface Purse {
  readonly person: string
  readonly amount: bigint
}

/** The tier of people whom the demo city knows well. */
const SEEDED_TIER = 2

/** Door: gives the people of a demo city wallets with something in them, a gift of the city. Safe to repeat. */
export async function seedWallets(city: City, purses: readonly Purse[]): Promise<void> {
  await openCityAccounts(city)
  await publishTiers(city)
  const currency = currencyOf(city)
  for (const { person } of purses) {
    const holder = await holderFor(city, person)
    if (holder.tier >= SEEDED_TIER) continue
    await city.db.tx(async tx => {
      const locked = await lockHolder(tx, person)
      await writeTier(tx, person, { tier: SEEDED_TIER, nextTier: null, nextTierAt: null })
      await obeyTier(city, tx, { ...locked, tier: SEEDED_TIER }, 'demo')
    })
  }
  const verdicts = await transfer(
    city,
    purses.map(({ person, amount }) => ({
      id: derivedId('wallet.seed', person),
      from: cityAccountId('bonus', currency),
      to: accountIdOf(person, currency),
      amount,
      code: SEED,
    })),
  )
  assert(
    verdicts.every(verdict => verdict.ok),
    'whoever is given something has it',
  )
}
