import type { InputOf, ReplyOf, TierChange, TierLimits, walletApi } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { assert, Refusal } from '@plaza/kernel'
import { tierChangeDecided } from '../events.ts'
import { CHANGES_SHOWN_MAX } from '../limits.ts'
import { publishTiers, showTier, tiersOf } from './plans.ts'

interface ChangeRow extends Omit<TierChange, 'decidedBy' | 'decidedAt'> {
  readonly decidedBy: string | null
  readonly decidedAt: number | null
}

const CHANGE = sql`id, level, limits, state, proposed_by as "proposedBy", proposed_at as "proposedAt",
  decided_by as "decidedBy", decided_at as "decidedAt"`

/** The tiers and their history. */
export async function seeTiers(city: City): Promise<ReplyOf<typeof walletApi.tiers>> {
  const changes = await city.db.rows<ChangeRow>(
    sql`select ${CHANGE} from wallet.tier_change order by proposed_at desc limit ${CHANGES_SHOWN_MAX}`,
  )
  return { tiers: (await tiersOf(city.db)).map(showTier), changes: changes.map(showChange) }
}

/** Proposes limits of a tier. Refuses a day above its month and the like (`limits_out_of_order`). */
export async function proposeTier(
  city: City,
  { by, input }: Call<InputOf<typeof walletApi.proposeTier>>,
): Promise<TierChange> {
  const { id, level, limits } = input
  mustBeInOrder(limits)
  await city.db.run(sql`
    insert into wallet.tier_change (id, level, limits, state, proposed_by, proposed_at)
    values (${id}, ${level}, ${JSON.stringify(limits)}, 'proposed', ${by.person}, ${instant(city.clock.now())})
    on conflict do nothing`)
  const row = await changeOf(city.db, id)
  const same = row?.proposedBy === by.person && row.level === level
  if (!row || !same || JSON.stringify(row.limits) !== JSON.stringify(limits)) throw new Refusal('exists_different')
  return showChange(row)
}

/** Decides what somebody else proposed, once; approved limits hold from the ledger's next batch on. */
export async function decideTierChange(
  city: City,
  { by, input }: Call<InputOf<typeof walletApi.decideTierChange>>,
): Promise<TierChange> {
  const row = await city.db.tx(async tx => {
    const before = await changeOf(tx, input.id, { lock: true })
    if (!before) throw new Refusal('not_found')
    if (before.proposedBy === by.person) throw new Refusal('needs_another_person')
    const state = input.approve ? 'approved' : 'rejected'
    if (before.state !== 'proposed' && (before.state !== state || before.decidedBy !== by.person))
      throw new Refusal('already_decided')
    if (before.state !== 'proposed') return before
    await tx.run(sql`
      update wallet.tier_change
      set state = ${state}, decided_by = ${by.person}, decided_at = ${instant(city.clock.now())}
      where id = ${input.id}`)
    if (input.approve) {
      await writeLimits(tx, before)
      await publishTiers(city, tx)
    }
    return changeOf(tx, input.id)
  })
  assert(row, 'a proposal is never deleted')
  tierChangeDecided(city, row.level, row.state)
  return showChange(row)
}

const AMOUNTS = [
  'paymentMax',
  'dayMax',
  'monthMax',
  'yearMax',
  'balanceMax',
  'reducedPaymentMax',
  'reducedDayMax',
] as const

function mustBeInOrder(limits: TierLimits): void {
  const of = (name: (typeof AMOUNTS)[number]) => BigInt(limits[name])
  const grow = of('paymentMax') <= of('dayMax') && of('dayMax') <= of('monthMax') && of('monthMax') <= of('yearMax')
  const less = of('reducedPaymentMax') <= of('paymentMax') && of('reducedDayMax') <= of('dayMax')
  if (!grow || !less) throw new Refusal('limits_out_of_order')
}

function changeOf(db: Queries, id: string, options: { lock?: boolean } = {}): Promise<ChangeRow | undefined> {
  return db.maybe(sql`
    select ${CHANGE} from wallet.tier_change where id = ${id} ${options.lock ? sql`for update` : sql``}`)
}

async function writeLimits(tx: Queries, { level, limits }: ChangeRow): Promise<void> {
  await tx.run(sql`
    update wallet.tier
    set payment_max = ${limits.paymentMax}, day_max = ${limits.dayMax}, month_max = ${limits.monthMax},
      year_max = ${limits.yearMax}, balance_max = ${limits.balanceMax},
      reduced_payment_max = ${limits.reducedPaymentMax}, reduced_day_max = ${limits.reducedDayMax},
      raise_after_ms = ${limits.raiseAfterMs}, version = version + 1
    where level = ${level}`)
}

function showChange({ decidedBy, decidedAt, ...row }: ChangeRow): TierChange {
  return decidedBy === null || decidedAt === null ? row : { ...row, decidedBy, decidedAt }
}
