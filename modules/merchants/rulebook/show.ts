import type { MerchantRule, MerchantRuleChange, MerchantRules } from '@plaza/contract'
import type { City } from '@plaza/house'
import { currencyOf } from '@plaza/wallet'
import { RULE_CHANGES_SHOWN_MAX } from '../limits.ts'
import { changes, rulesNow, type ChangeRow, type RuleRow } from './store.ts'

/** Rules for merchants as they hold now, and what was proposed to change of them. */
export async function seeRules(city: City): Promise<MerchantRules> {
  return {
    currency: currencyOf(city),
    rules: (await rulesNow(city.db)).map(showRule),
    changes: (await changes(city.db, RULE_CHANGES_SHOWN_MAX)).map(showChange),
  }
}

export function showChange(row: ChangeRow): MerchantRuleChange {
  const { id, state, proposedBy, proposedAt, decidedBy, decidedAt } = row
  return {
    id,
    rule: showRule(row),
    state,
    proposedBy,
    proposedAt,
    ...(decidedBy === null ? {} : { decidedBy }),
    ...(decidedAt === null ? {} : { decidedAt }),
  }
}

function showRule({ kind, name, value, dayMax }: RuleRow): MerchantRule {
  switch (kind) {
    case 'fee':
      return { kind, category: name, basisPoints: Number(value) }
    case 'small':
      return { kind, tier: Number(name), paymentMax: value.toString(), dayMax: (dayMax ?? 0n).toString() }
    case 'dispute':
      return { kind, aloneMax: value.toString() }
  }
}

/** A rule as it is kept. */
export function rowOfRule(rule: MerchantRule): RuleRow {
  switch (rule.kind) {
    case 'fee':
      return { kind: 'fee', name: rule.category, value: BigInt(rule.basisPoints), dayMax: null }
    case 'small':
      return { kind: 'small', name: `${rule.tier}`, value: BigInt(rule.paymentMax), dayMax: BigInt(rule.dayMax) }
    case 'dispute':
      return { kind: 'dispute', name: '', value: BigInt(rule.aloneMax), dayMax: null }
  }
}
