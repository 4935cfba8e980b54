import type { RiskDecision } from '@plaza/contract'
import { unreachable } from '@plaza/kernel'

export interface RiskRule {
  readonly name: string
  readonly what: 'count' | 'sum' | 'new_payee' | 'night' | 'just_under'
  readonly above: bigint
  readonly verdict: Exclude<RiskDecision['verdict'], 'allow'>
  /** What went before within the rule's window and scope, this payment not counted. */
  readonly count: number
  readonly sum: bigint
  readonly justUnder: number
}

/** A payment as the rules see it. */
export interface Facts {
  readonly amount: bigint
  readonly knownPayee: boolean
  /** Close under the limit of one payment. */
  readonly justUnder: boolean
  /** Of the day, in the city's time zone. */
  readonly hour: number
}

export const NIGHT_ENDS_HOUR = 6
const STRICTNESS = ['allow', 'step_up', 'delay', 'block'] as const

/** What all rules together say, and which of them spoke. Pure. */
export function judgeRisk(rules: readonly RiskRule[], facts: Facts): Pick<RiskDecision, 'verdict' | 'reasons'> {
  const spoke = rules.filter(rule => speaks(rule, facts))
  const strictest = Math.max(0, ...spoke.map(rule => STRICTNESS.indexOf(rule.verdict)))
  return { verdict: STRICTNESS[strictest] ?? 'block', reasons: spoke.map(rule => rule.name) }
}

function speaks(rule: RiskRule, facts: Facts): boolean {
  switch (rule.what) {
    case 'count':
      return BigInt(rule.count + 1) > rule.above
    case 'sum':
      return rule.sum + facts.amount > rule.above
    case 'new_payee':
      return !facts.knownPayee && facts.amount > rule.above
    case 'night':
      return facts.hour < NIGHT_ENDS_HOUR && facts.amount > rule.above
    case 'just_under':
      return facts.justUnder && BigInt(rule.justUnder + 1) > rule.above
    default:
      return unreachable(rule.what)
  }
}
