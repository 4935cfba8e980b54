import type { Tier } from '@plaza/contract'
import { sql, type Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { setPlan, type Limit } from '@plaza/ledger'
import { SPENDING } from '../codes.ts'

/** What a tier of identity may do. Amounts in minor units. */
export interface TierRow {
  readonly level: number
  readonly paymentMax: bigint
  readonly dayMax: bigint
  readonly monthMax: bigint
  readonly yearMax: bigint
  readonly balanceMax: bigint
  readonly reducedPaymentMax: bigint
  readonly reducedDayMax: bigint
  /** A person rises to this tier so long after the decision. */
  readonly raiseAfterMs: bigint
  readonly version: number
}

export const TIER = sql`level, payment_max as "paymentMax", day_max as "dayMax", month_max as "monthMax", year_max as "yearMax",
  balance_max as "balanceMax", reduced_payment_max as "reducedPaymentMax", reduced_day_max as "reducedDayMax",
  raise_after_ms as "raiseAfterMs", version`

export function tiersOf(db: Queries): Promise<TierRow[]> {
  return db.rows(sql`select ${TIER} from wallet.tier order by level`)
}

export async function tierOf(db: Queries, level: number): Promise<TierRow> {
  const tier = await db.maybe<TierRow>(sql`select ${TIER} from wallet.tier where level = ${level}`)
  assert(tier, 'every tier is in the table')
  return tier
}

/** The ledger's plan of a tier; the reduced one is obeyed for a while after a new device or PIN. */
export const planOf = (level: number, options: { reduced?: boolean } = {}): string =>
  `wallet.tier.${level}${options.reduced ? '.reduced' : ''}`

/** The limits of a tier as the ledger counts them, under its locks. */
export function limitsOf(tier: TierRow, options: { reduced?: boolean } = {}): Limit[] {
  const out = { side: 'out', codes: SPENDING } as const
  return [
    { ...out, name: 'day', window: 'day', amountMax: options.reduced ? tier.reducedDayMax : tier.dayMax },
    { ...out, name: 'month', window: 'month', amountMax: tier.monthMax },
    { ...out, name: 'year', window: 'year', amountMax: tier.yearMax },
  ]
}

/** Tells the ledger what the tiers may do now. */
export async function publishTiers(city: City, tx: Queries = city.db): Promise<void> {
  for (const tier of await tiersOf(tx)) {
    await setPlan(city, planOf(tier.level), limitsOf(tier), tx)
    await setPlan(city, planOf(tier.level, { reduced: true }), limitsOf(tier, { reduced: true }), tx)
  }
}

export function showTier(row: TierRow): Tier {
  return {
    level: row.level,
    version: row.version,
    paymentMax: row.paymentMax.toString(),
    dayMax: row.dayMax.toString(),
    monthMax: row.monthMax.toString(),
    yearMax: row.yearMax.toString(),
    balanceMax: row.balanceMax.toString(),
    reducedPaymentMax: row.reducedPaymentMax.toString(),
    reducedDayMax: row.reducedDayMax.toString(),
    raiseAfterMs: Number(row.raiseAfterMs),
  }
}
