import type { RiskDecision } from '@plaza/contract'
import { bigintArray, boolArray, floatArray, prepared, textArray, uuidArray, type Hot } from '@plaza/db'
import { gathered } from '@plaza/house'
import { flightAgain } from '../flight.ts'
import { LOOKS_AT_ONCE_MAX, LOOKS_WAITING_MAX } from '../limits.ts'

/** A decision of the risk rules as it is kept; `cleared`: it went on to the ledger. */
export interface Decided {
  readonly id: string
  readonly person: string
  readonly device: string
  readonly what: RiskDecision['do']
  readonly command: string
  readonly payee: string
  readonly amount: bigint
  readonly currency: string
  readonly verdict: RiskDecision['verdict']
  readonly cleared: boolean
  readonly justUnder: boolean
  readonly reasons: readonly string[]
  readonly at: number
}

// Reasons are names without commas: lists of lists must be of one length each.
const keep = prepared(
  'wallet_keep_decisions',
  `insert into wallet.risk_decision (id, person, device, what, command, payee, amount, currency, verdict, cleared, just_under,
    reasons, at)
  select id, person, device, what, command, payee, amount, currency, verdict, cleared, just_under,
    string_to_array(reasons, ','), to_timestamp(at / 1000)
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::bigint[], $8::text[], $9::text[],
    $10::boolean[], $11::boolean[], $12::text[], $13::float8[]) as decided(id, person, device, what, command, payee, amount,
    currency, verdict, cleared, just_under, reasons, at)
  on conflict do nothing`,
)

/** Keeps a decision; resolves when it is on the disk. Those of the same moment are written together. Refuses `busy`. */
export const keepDecision = gathered(
  city => {
    const hot = city.db.hot()
    return (decided: readonly Decided[]) => write(hot, decided)
  },
  { atOnceMax: LOOKS_AT_ONCE_MAX, waitingMax: LOOKS_WAITING_MAX },
)

/** Ids of their own make a repeat the same rows. */
async function write(hot: Hot, decided: readonly Decided[]): Promise<void[]> {
  await flightAgain(hot, [{ query: keep, values: columns(decided) }])
  return decided.map(() => undefined)
}

const columns = (decided: readonly Decided[]) => [
  uuidArray(decided.map(one => one.id)),
  uuidArray(decided.map(one => one.person)),
  uuidArray(decided.map(one => one.device)),
  textArray(decided.map(one => one.what)),
  uuidArray(decided.map(one => one.command)),
  uuidArray(decided.map(one => one.payee)),
  bigintArray(decided.map(one => one.amount)),
  textArray(decided.map(one => one.currency)),
  textArray(decided.map(one => one.verdict)),
  boolArray(decided.map(one => one.cleared)),
  boolArray(decided.map(one => one.justUnder)),
  textArray(decided.map(one => one.reasons.join(','))),
  floatArray(decided.map(one => one.at)),
]
