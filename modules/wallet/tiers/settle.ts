import type { Queries } from '@plaza/db'
import type { Caller, City } from '@plaza/house'
import { deviceSince } from '@plaza/identity'
import { assert, derivedId } from '@plaza/kernel'
import { changeAccount } from '@plaza/ledger'
import { accountIdOf } from '../accounts.ts'
import { limitsReduced, tierChanged } from '../events.ts'
import { DUE_MAX } from '../limits.ts'
import {
  disobeying,
  dueHolders,
  lockHolder,
  settingOf,
  writeObeyed,
  writeReduction,
  writeTier,
  type HolderRow,
} from '../store.ts'
import { planOf, tierOf } from './plans.ts'

/** Makes the ledger's account obey the tier that its holder has now, in the caller's transaction. */
export async function obeyTier(
  city: City,
  tx: Queries,
  holder: Pick<HolderRow, 'person' | 'currency' | 'tier' | 'reducedUntil'>,
  why: string,
): Promise<void> {
  const tier = await tierOf(tx, holder.tier)
  const reduced = holder.reducedUntil !== null && holder.reducedUntil > city.clock.now()
  const account = accountIdOf(holder.person, holder.currency)
  const changed = await changeAccount(
    city,
    { account, reason: why, order: derivedId('wallet.tier', account, String(city.clock.now())), by: 'wallet' },
    { plan: planOf(tier.level, { reduced }), ceiling: tier.balanceMax },
    tx,
  )
  assert(changed === 'ok' || changed === 'closed', `a wallet obeys its tier: ${changed}`)
  await writeObeyed(tx, holder.person, tier.version)
}

/** Reduces the limits for a day, in the caller's transaction and under the lock of the holder. */
export async function reduceIn(city: City, tx: Queries, holder: HolderRow, sinceMs: number): Promise<void> {
  const until = sinceMs + (await settingOf(tx, 'reduced_ms'))
  if (until <= city.clock.now() || (holder.reducedUntil ?? 0) >= until) return
  await writeReduction(tx, holder.person, until)
  await obeyTier(city, tx, { ...holder, reducedUntil: until }, 'limits reduced')
  limitsReduced(city, holder.person)
}

/** A device that is new to somebody who had another before reduces the limits, from its sign-in on. */
export async function reduceForNewDevice(city: City, by: Caller): Promise<void> {
  const device = await deviceSince(city, by.person, by.device)
  if (!device?.another) return
  const until = device.since + (await settingOf(city.db, 'reduced_ms'))
  if (until <= city.clock.now()) return
  await city.db.tx(async tx => reduceIn(city, tx, await lockHolder(tx, by.person), device.since))
}

/** Decides a tier. It falls at once and rises after the tier's own delay; a later decision takes the place of an earlier. */
export async function decideTier(city: City, tx: Queries, person: string, level: number, why: string): Promise<void> {
  const holder = await lockHolder(tx, person)
  const now = city.clock.now()
  const { raiseAfterMs } = await tierOf(tx, level)
  if (level > holder.tier && raiseAfterMs > 0n) {
    await writeTier(tx, person, { tier: holder.tier, nextTier: level, nextTierAt: now + Number(raiseAfterMs) })
    return
  }
  await writeTier(tx, person, { tier: level, nextTier: null, nextTierAt: null })
  await obeyTier(city, tx, { ...holder, tier: level }, why)
  tierChanged(city, person, level)
}

/**
 * Raises tiers whose delay is over and ends reductions, each once; and lets wallets obey what was decided about their tier.
 * Money above a ceiling that came down stays and may be spent; nothing more comes in until there is room.
 */
export async function settleTiers(city: City): Promise<void> {
  const due = await dueHolders(city.db, city.clock.now(), DUE_MAX)
  for (const { person } of due) await city.db.tx(tx => settleHolder(city, tx, person))
  for (const { person } of await disobeying(city.db, DUE_MAX))
    await city.db.tx(async tx => obeyTier(city, tx, await lockHolder(tx, person), 'limits of the tier changed'))
}

async function settleHolder(city: City, tx: Queries, person: string): Promise<void> {
  const holder = await lockHolder(tx, person)
  const now = city.clock.now()
  const raised = holder.nextTier !== null && (holder.nextTierAt as number) <= now
  const tier = raised ? holder.nextTier : holder.tier
  const reducedUntil = holder.reducedUntil !== null && holder.reducedUntil > now ? holder.reducedUntil : null
  if (raised) await writeTier(tx, person, { tier, nextTier: null, nextTierAt: null })
  if (reducedUntil === null) await writeReduction(tx, person, null)
  await obeyTier(city, tx, { ...holder, tier, reducedUntil }, raised ? 'tier raised' : 'limits as usual again')
  if (raised) tierChanged(city, person, tier)
}
