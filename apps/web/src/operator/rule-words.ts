import type { MerchantRule } from '@plaza/contract'
import { hasSentence, language, t, type Key } from '../i18n.ts'
import { amountOf } from '../pay/parts.tsx'

/** The kind of a shop by its category (ISO 18245), where it is a common one. */
export const kindOf = (category: string): string => {
  const key = `shops.category.${category}`
  return hasSentence(key) ? t(key as Key) : category
}

/** What a rule is about. */
export function whatOf(rule: MerchantRule): string {
  switch (rule.kind) {
    case 'fee':
      return rule.category === '*' ? t('desk.terms.fee.any') : kindOf(rule.category)
    case 'small':
      return t('identity.level', { tier: rule.tier })
    case 'dispute':
      return t('desk.terms.dispute')
  }
}

/** What it says. */
export function valueOf(rule: MerchantRule, currency: string): string {
  switch (rule.kind) {
    case 'fee':
      return percent(rule.basisPoints)
    case 'small':
      return t('desk.terms.small', {
        once: amountOf(rule.paymentMax, currency),
        day: amountOf(rule.dayMax, currency),
      })
    case 'dispute':
      return amountOf(rule.aloneMax, currency)
  }
}

/** Hundredths of a percent, in the reader's writing. */
const percent = (points: number): string =>
  new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 2 }).format(points / 10_000)
