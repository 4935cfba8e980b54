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
  'select n, name, what, scope, above, verdict from wallet.risk_rule where active order by n',
)
const payees = prepared(
  'wallet_look_payees',
  `select asked.i from unnest($1::integer[], $2::uuid[], $3::uuid[]) as asked(i, person, payee)
  where exists (
    select from wallet.risk_decision as before
    where before.person = asked.person and before.payee = asked.payee and cleared)`,
)
// What has no window looks at nothing that went before.
const within = `at > to_timestamp($4::float8 / 1000) - rule.window_ms * interval '1 ms'`
// Each payer, payee and device once, however many of a moment pay the same one; a branch whose scope is not the rule's reads
// nothing. Nobody counts further than its rule asks.
const windows = prepared(
  'wallet_look_windows',
  `select rule.scope, coalesce(asked.person, asked.payee, asked.device) as whose, rule.n, before.count, before.sum
  from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as asked(person, payee, device)
  cross join wallet.risk_rule as rule
  cross join lateral (
    select count(*)::integer as count, sum(amount)::bigint as sum from (
      select amount from (
        select amount from wallet.risk_decision
        where rule.scope = 'payer' and person = asked.person and cleared and ${within}
        union all
        select amount from wallet.risk_decision
        where rule.scope = 'payee' and payee = asked.payee and cleared and ${within}
        union all
        select amount from wallet.risk_decision
        where rule.scope = 'device' and device = asked.device and cleared and ${within}) as decision
      limit case rule.what when 'count' then rule.above end) as counted) as before
  where rule.active and rule.window_ms > 0 and rule.what in ('count', 'sum') and before.count > 0`,
)
const closeCalls = prepared(
  'wallet_look_close_calls',
  `select asked.i, rule.n, before.count as "justUnder"
  from unnest($5::integer[], $1::uuid[], $2::uuid[], $3::uuid[]) as asked(i, person, payee, device)
  cross join wallet.risk_rule as rule
  cross join lateral (
    select count(*)::integer as count from wallet.risk_decision
    where payee::text = asked.payee::text and just_under and cleared and ${within}
      and case rule.scope when 'payer' then person = asked.person when 'device' then device = asked.device else true end
  ) as before
  where rule.active and rule.window_ms > 0 and rule.what = 'just_under' and before.count > 0`,
)

type Rule = Pick<RiskRule, 'name' | 'what' | 'above' | 'verdict'> & { readonly n: number; readonly scope: Scope }
type Window = Pick<RiskRule, 'count' | 'sum'> & { readonly scope: Scope; readonly whose: string; readonly n: number }
type Scope = 'payer' | 'payee' | 'device'
type CloseCall = Pick<RiskRule, 'justUnder'> & { readonly i: number; readonly n: number }

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
    { query: windows, values: [...askedOnce(asks), city.clock.now()] },
    { query: closeCalls, values: [who, whom, devices, city.clock.now(), places] },
  ])
  return read(asks, answers)
}

/** Each payer, payee and device in a row of its own. */
function askedOnce(asks: readonly Ask[]): Buffer[] {
  const [payers, payees, devices] = [
    new Set(asks.map(ask => ask.by.person)),
    new Set(asks.map(ask => ask.command.to)),
    new Set(asks.map(ask => ask.by.device)),
  ]
  const none = (of: ReadonlySet<string>) => Array.from(of, () => null)
  return [
    uuidArray([...payers, ...none(payees), ...none(devices)]),
    uuidArray([...none(payers), ...payees, ...none(devices)]),
    uuidArray([...none(payers), ...none(payees), ...devices]),
  ]
}

function read(asks: readonly Ask[], answers: readonly unknown[][]): Look[] {
  const [sent, wallets, levels, numbers, active, known, before, close] = answers as [
    TransferRow[],
    HolderRow[],
    TierRow[],
    { name: string; value: bigint }[],
    Rule[],
    { i: number }[],
    Window[],
    CloseCall[],
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
  const windowBy = new Map(before.map(({ scope, whose, n, count, sum }) => [`${scope} ${whose} ${n}`, { count, sum }]))
  const closeBy = new Map(close.map(({ i, n, justUnder }) => [`${i} ${n}`, { justUnder }]))
  return asks.map(({ by, command }, i) => {
    const whose = { payer: by.person, payee: command.to, device: by.device }
    return {
      ...shared,
      transfer: transferBy.get(command.id),
      knownPayee: knownBy.has(i),
      rules: fresh.map(rule => ({
        ...rule,
        ...windowBy.get(`${rule.scope} ${whose[rule.scope]} ${rule.n}`),
        ...closeBy.get(`${i} ${rule.n}`),
      })),
    }
  })
}

const NOTHING_BEFORE = { count: 0, sum: 0n, justUnder: 0 }
