import type { CardBody, Language, MoneyRequest, Split, SplitItem } from '@plaza/contract'
import { sentence } from '@plaza/locales'
import { moneyText } from '../money.ts'
import type { ItemRow, RequestRow, SplitRow } from './store.ts'

/** A request as both its people see it. */
export function showRequest(row: RequestRow): MoneyRequest {
  return {
    id: row.id,
    from: row.asker,
    to: row.payer,
    amount: row.amount.toString(),
    currency: row.currency,
    note: row.note,
    state: row.state,
    ...(row.split === null ? {} : { split: row.split }),
    createdAt: row.createdAt,
    changedAt: row.changedAt,
    expiresAt: row.expiresAt,
  }
}

export function requestCard(row: RequestRow, language: Language): CardBody {
  const { id, ...facts } = showRequest(row)
  const text = sentence(language, 'card.request', { amount: moneyText(row.amount, row.currency) })
  return { card: 'request', ref: id, text, facts }
}

/** A split as its conversation sees it: how far it is follows from its shares. */
export function showSplit(row: SplitRow, shares: readonly RequestRow[], items: readonly ItemRow[] = []): Split {
  const paid = shares.filter(share => share.state === 'paid')
  const open = shares.some(share => share.state === 'open')
  return {
    id: row.id,
    from: row.asker,
    conversation: row.conv,
    currency: row.currency,
    note: row.note,
    state: row.closed ? 'closed' : open ? 'open' : 'done',
    total: row.total.toString(),
    paid: paid.reduce((sum, share) => sum + share.amount, row.own).toString(),
    shares: shares.map(share => ({
      id: share.id,
      person: share.payer,
      amount: share.amount.toString(),
      state: share.state,
    })),
    ...(items.length > 0 ? { items: items.map(showItem) } : {}),
    reminders: row.reminders,
    createdAt: row.createdAt,
    changedAt: Math.max(row.changedAt, ...shares.map(share => share.changedAt)),
  }
}

const showItem = ({ name, amount, people }: ItemRow): SplitItem => ({
  ...(name === null ? {} : { name }),
  amount: amount.toString(),
  people: [...people],
})

/** The card in the group: progress, and who has paid what; `version` grows with every change of the split or a share. */
export function splitCard(row: SplitRow, shares: readonly RequestRow[], language: Language): CardBody {
  const { id, conversation: _, ...facts } = showSplit(row, shares)
  const text = sentence(language, 'card.split', { amount: moneyText(row.total, row.currency) })
  return { card: 'split', ref: id, text, facts }
}

export const splitVersion = (row: SplitRow, shares: readonly RequestRow[]): number =>
  shares.reduce((sum, share) => sum + share.version, row.version)
