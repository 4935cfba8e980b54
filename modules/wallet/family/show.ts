import type { CardBody, Language, Mandate } from '@plaza/contract'
import { sentence } from '@plaza/locales'
import { moneyText } from '../money.ts'
import { monthOf } from '../zone.ts'
import type { MandateRow } from './store.ts'

/** A family card as both its people see it; what was used counts in the present month only. */
export function showMandate(row: MandateRow, { nowMs, zone }: { nowMs: number; zone: string }): Mandate {
  return {
    id: row.id,
    from: row.payer,
    to: row.holder,
    currency: row.currency,
    monthMax: row.monthMax.toString(),
    used: (row.usedMonth === monthOf(nowMs, zone) ? row.used : 0n).toString(),
    note: row.note,
    state: row.state,
    createdAt: row.createdAt,
    changedAt: row.changedAt,
  }
}

/** The card in the conversation tells what does not change with every payment. */
export function mandateCard(row: MandateRow, language: Language): CardBody {
  const { id, used: _, ...facts } = showMandate(row, { nowMs: row.createdAt, zone: 'UTC' })
  const text = sentence(language, 'card.family', { amount: moneyText(row.monthMax, row.currency) })
  return { card: 'family', ref: id, text, facts }
}
