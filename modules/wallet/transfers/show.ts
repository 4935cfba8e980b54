import type { CardBody, Language, Transfer } from '@plaza/contract'
import { directConversationId } from '@plaza/contacts'
import { sentence } from '@plaza/locales'
import { moneyText } from '../money.ts'
import type { TransferRow } from './store.ts'

/** A transfer as both its people see it. */
export function showTransfer(row: TransferRow): Transfer {
  return {
    id: row.id,
    from: row.payer,
    to: row.payee,
    amount: row.amount.toString(),
    currency: row.currency,
    note: row.note,
    state: row.state,
    conversation: directConversationId(row.payer, row.payee),
    createdAt: row.createdAt,
    changedAt: row.changedAt,
    availableAt: row.availableAt,
    expiresAt: row.expiresAt,
  }
}

/** The card of a transfer as it stands, in the words of whoever sent it. */
export function transferCard(row: TransferRow, language: Language): CardBody {
  const { id, conversation: _, ...facts } = showTransfer(row)
  const text = sentence(language, 'card.transfer', { amount: moneyText(row.amount, row.currency) })
  return { card: 'transfer', ref: id, text, facts }
}
