import type { Command, InputOf, ReplyOf, RiskDecision, walletApi } from '@plaza/contract'
import { sql } from '@plaza/db'
import type { Call, Caller, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { riskDecided } from '../events.ts'
import { DECISIONS_SHOWN_MAX, JUST_UNDER_PERCENT } from '../limits.ts'
import { instant, settingOf } from '../store.ts'
import { judgeRisk, type RiskRule } from './judge.ts'

/**
 * What the city's rules say of a payment, kept with its reasons whatever it is. Answers the delay that they ask for, in ms.
 * Refuses `payment_refused`, saying no reason; and `step_up_needed` where a passkey is wanted and the PIN was given. The
 * rules see what was decided before: payments at the very same moment are the business of the ledger's limits.
 */
export async function decideRisk(
  city: City,
  by: Caller,
  command: Command,
  known: { readonly paymentMax: bigint; readonly how: 'pin' | 'passkey' },
): Promise<number> {
  const now = city.clock.now()
  const amount = BigInt(command.amount)
  const justUnder = amount * 100n >= known.paymentMax * JUST_UNDER_PERCENT
  const [rules, knownPayee] = await Promise.all([rulesFor(city, by, command, now), isKnown(city, by, command)])
  const hour = new Date(now).getUTCHours()
  const said = judgeRisk(rules, { amount, knownPayee, justUnder, hour })
  // Only what waits in a conversation can be delayed: everything else is confirmed more strongly.
  const verdict = said.verdict === 'delay' && command.do !== 'transfer' ? 'step_up' : said.verdict
  const cleared = verdict === 'allow' || verdict === 'delay' || (verdict === 'step_up' && known.how === 'passkey')
  await city.db.run(sql`
    insert into wallet.risk_decision (id, person, device, what, command, payee, amount, currency, verdict, cleared, just_under,
      reasons, at)
    values (${city.newId()}, ${by.person}, ${by.device}, ${command.do}, ${command.id}, ${command.to}, ${amount},
      ${command.currency}, ${verdict}, ${cleared}, ${justUnder}, ${said.reasons}::text[], ${instant(now)})`)
  riskDecided(city, verdict, said.reasons)
  if (verdict === 'block') throw new Refusal('payment_refused')
  if (!cleared) throw new Refusal('step_up_needed')
  return verdict === 'delay' ? settingOf(city.db, 'risk_delay_ms') : 0
}

/** The rules with what went before in their windows. */
function rulesFor(city: City, by: Caller, { to }: Command, now: number): Promise<RiskRule[]> {
  return city.db.rows(sql`
    select rule.name, rule.what, rule.above, rule.verdict, before.count, before.sum, before.just_under as "justUnder"
    from wallet.risk_rule as rule
    cross join lateral (
      select count(*)::integer as count, coalesce(sum(amount), 0)::bigint as sum,
        (count(*) filter (where just_under and payee = ${to}))::integer as just_under
      from wallet.risk_decision
      where cleared and at > ${instant(now)} - rule.window_ms * interval '1 ms'
        and ((rule.scope = 'payer' and person = ${by.person}) or (rule.scope = 'payee' and payee = ${to})
          or (rule.scope = 'device' and device = ${by.device}))) as before
    where rule.active
    order by rule.n`)
}

/** Whether this person paid that one before. */
async function isKnown(city: City, by: Caller, { to }: Command): Promise<boolean> {
  const { known } = await city.db.one<{ known: boolean }>(sql`
    select exists (
      select from wallet.risk_decision where person = ${by.person} and payee = ${to} and cleared) as known`)
  return known
}

/** What the rules decided, for operators. */
export async function seeDecisions(
  city: City,
  { input }: Call<InputOf<typeof walletApi.riskDecisions>>,
): Promise<ReplyOf<typeof walletApi.riskDecisions>> {
  const { person = null, verdict = null, before = null } = input
  const rows = await city.db.rows<Omit<RiskDecision, 'amount'> & { amount: bigint }>(sql`
    select id, person, device, what as "do", command, payee as "to", amount, currency, verdict, reasons, at
    from wallet.risk_decision
    where (${person}::uuid is null or person = ${person}::uuid) and (${verdict}::text is null or verdict = ${verdict}::text)
      and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${DECISIONS_SHOWN_MAX + 1}`)
  const decisions = rows.slice(0, DECISIONS_SHOWN_MAX).map(row => ({ ...row, amount: row.amount.toString() }))
  return { decisions, more: rows.length > DECISIONS_SHOWN_MAX }
}
