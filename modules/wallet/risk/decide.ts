import type { Command, InputOf, ReplyOf, RiskDecision, walletApi } from '@plaza/contract'
import { sql } from '@plaza/db'
import type { Call, Caller, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { riskDecided } from '../events.ts'
import { DECISIONS_SHOWN_MAX, JUST_UNDER_PERCENT } from '../limits.ts'
import type { Look } from '../look.ts'
import { hourOf, zoneOfCity } from '../zone.ts'
import { judgeRisk } from './judge.ts'
import { keepDecision } from './keep.ts'

/**
 * What the city's rules say of a payment, kept with its reasons whatever it is. Answers the delay that they ask for, in ms.
 * Refuses `payment_refused`, saying no reason; and `step_up_needed` where a passkey is wanted and the PIN was given. The
 * rules see what was decided before: payments at the very same moment are the business of the ledger's limits.
 */
export async function decideRisk(
  city: City,
  by: Caller,
  command: Command,
  known: { readonly paymentMax: bigint; readonly how: 'pin' | 'passkey'; readonly look: Look },
): Promise<number> {
  const now = city.clock.now()
  const amount = BigInt(command.amount)
  const justUnder = amount * 100n >= known.paymentMax * JUST_UNDER_PERCENT
  const { rules, knownPayee } = known.look
  const hour = hourOf(now, zoneOfCity(city))
  const said = judgeRisk(rules, { amount, knownPayee, justUnder, hour })
  // Only what waits in a conversation can be delayed: everything else is confirmed more strongly.
  const verdict = said.verdict === 'delay' && command.do !== 'transfer' ? 'step_up' : said.verdict
  const cleared = verdict === 'allow' || verdict === 'delay' || (verdict === 'step_up' && known.how === 'passkey')
  await keepDecision(city, {
    id: city.newId(),
    person: by.person,
    device: by.device,
    what: command.do,
    command: command.id,
    payee: command.to,
    amount,
    currency: command.currency,
    verdict,
    cleared,
    justUnder,
    reasons: said.reasons,
    at: now,
  })
  riskDecided(city, verdict, said.reasons)
  if (verdict === 'block') throw new Refusal('payment_refused')
  if (!cleared) throw new Refusal('step_up_needed')
  return verdict === 'delay' ? known.look.setting('risk_delay_ms') : 0
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
