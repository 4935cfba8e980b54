import type { Command } from '@plaza/contract'
import { intArray, prepared, uuidArray, type Hot } from '@plaza/db'
import { gathered, type Caller, type City } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { flightAgain } from './flight.ts'
import { LOOKS_AT_ONCE_MAX, LOOKS_WAITING_MAX } from './limits.ts'
import type { RiskRule } from './risk/judge.ts'
import { HOLDER, type HolderRow } from './store.ts'
import { TIER, type TierRow } from './tiers/plans.ts'
import { TRANSFER, type TransferRow } from './transfers/store.ts'

/** What somebody who is about to pay must be looked at for. */
export interface Ask {
  readonly by: Caller
  readonly command: Pick<Command, 'id' | 'to'>
  /** Whose wallets take part. */
  readonly people: readonly string[]
}

/** How everything stands that a payment depends on, as of one moment before it. */
export interface Look {
  /** What was sent under the id of the command already. */
  readonly transfer: TransferRow | undefined
  /** Wallets that were opened, by person. */
  readonly holders: ReadonlyMap<string, HolderRow>
  readonly tiers: ReadonlyMap<number, TierRow>
  readonly rules: readonly RiskRule[]
  /** Whether this person paid that one before. */
  readonly knownPayee: boolean
  /** Numbers that an operator may set. */
  setting(name: string): number
}

const transfers = prepared(
  'wallet_look_transfers',
  `select ${TRANSFER.text} from wallet.transfer where id = any($1::uuid[])`,
)
const holders = prepared(
  'wallet_look_holders',
  `select ${HOLDER.text} from wallet.holder where person = any($1::uuid[])`,
)
const tiers = prepared('wallet_look_tiers', `select ${TIER.text} from wallet.tier`)
const settings = prepared('wallet_look_settings', 'select name, value from wallet.setting')
const rules = prepared(
  'wallet_look_rules',
  'select n, name, what, above, verdict from wallet.risk_rule where active order by n',
)
const payees = prepared(
  'wallet_look_payees',
  `select asked.i from unnest($1::integer[], $2::uuid[], $3::uuid[]) as asked(i, person, payee)
  where exists (
    select from wallet.risk_decision as before
    where before.person = asked.person and before.payee = asked.payee and cleared)`,
)
// A branch whose scope is not the rule's reads nothing. What has no window looks at nothing that went before.
const windows = prepared(
  'wallet_look_windows',
  `select asked.i, rule.n, before.count, before.sum, before.just_under as "justUnder"
  from unnest($1::integer[], $2::uuid[], $3::uuid[], $4::uuid[]) as asked(i, person, payee, device)
  cross join wallet.risk_rule as rule
  cross join lateral (
    select count(*)::integer as count, sum(amount)::bigint as sum,
      (count(*) filter (where just_under and payee = asked.payee))::integer as just_under
    from (
      select amount, just_under, payee from wallet.risk_decision
      where rule.scope = 'payer' and person = asked.person and cleared
        and at > to_timestamp($5::float8 / 1000) - rule.window_ms * interval '1 ms'
      union all
      select amount, just_under, payee from wallet.risk_decision
      where rule.scope = 'payee' and payee = asked.payee and cleared
        and at > to_timestamp($5::float8 / 1000) - rule.window_ms * interval '1 ms'
      union all
      select amount, just_under, payee from wallet.risk_decision
      where rule.scope = 'device' and device = asked.device and cleared
        and at > to_timestamp($5::float8 / 1000) - rule.window_ms * interval '1 ms') as decision) as before
  where rule.active and rule.window_ms > 0 and before.count > 0`,
)

type Rule = Pick<RiskRule, 'name' | 'what' | 'above' | 'verdict'> & { readonly n: number }
type Window = Pick<RiskRule, 'count' | 'sum' | 'justUnder'> & { readonly i: number; readonly n: number }

/** How everything stands for a payment: what many ask at the same time is read in one flight. Refuses `busy`. */
export const lookAt = gathered(
  city => {
    const hot = city.db.hot()
    return (asks: readonly Ask[]) => lookAtAll(city, hot, asks)
  },
  { atOnceMax: LOOKS_AT_ONCE_MAX, waitingMax: LOOKS_WAITING_MAX },
)

async function lookAtAll(city: City, hot: Hot, asks: readonly Ask[]): Promise<Look[]> {
  const places = intArray(asks.map((_, i) => i))
  const people = uuidArray([...new Set(asks.flatMap(ask => ask.people))])
  const who = uuidArray(asks.map(ask => ask.by.person))
  const whom = uuidArray(asks.map(ask => ask.command.to))
  const devices = uuidArray(asks.map(ask => ask.by.device))
  const answers = await flightAgain(hot, [
    { query: transfers, values: [uuidArray(asks.map(ask => ask.command.id))] },
    { query: holders, values: [people] },
    { query: tiers },
    { query: settings },
    { query: rules },
    { query: payees, values: [places, who, whom] },
    { query: windows, values: [places, who, whom, devices, city.clock.now()] },
  ])
  return read(asks, answers)
}

function read(asks: readonly Ask[], answers: readonly unknown[][]): Look[] {
  const [sent, wallets, levels, numbers, active, known, before] = answers as [
    TransferRow[],
    HolderRow[],
    TierRow[],
    { name: string; value: bigint }[],
    Rule[],
    { i: number }[],
    Window[],
  ]
  const values = new Map(numbers.map(({ name, value }) => [name, Number(value)]))
  const shared = {
    holders: new Map(wallets.map(row => [row.person, row])),
    tiers: new Map(levels.map(row => [row.level, row])),
    setting(name: string) {
      const value = values.get(name)
      assert(value !== undefined, `${name} is a setting`)
      return value
    },
  }
  const transferBy = new Map(sent.map(row => [row.id, row]))
  const knownBy = new Set(known.map(row => row.i))
  const fresh = active.map(rule => ({ ...NOTHING_BEFORE, ...rule }))
  const windowBy = new Map(before.map(row => [`${row.i} ${row.n}`, row]))
  const hadBefore = new Set(before.map(row => row.i))
  return asks.map(({ command }, i) => ({
    ...shared,
    transfer: transferBy.get(command.id),
    knownPayee: knownBy.has(i),
    rules: hadBefore.has(i) ? fresh.map(rule => ({ ...rule, ...windowBy.get(`${i} ${rule.n}`) })) : fresh,
  }))
}

const NOTHING_BEFORE = { count: 0, sum: 0n, justUnder: 0 }
