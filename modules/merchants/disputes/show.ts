import type { Dispute } from '@plaza/contract'
import type { City } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { DISPUTE_MESSAGES_MAX } from '../limits.ts'
import { tradeOf } from '../orders/store.ts'
import { merchantOfNumber } from '../store.ts'
import { messagesOf, type DisputeRow, type MessageRow } from './store.ts'

/** Disputes with everything that was said. Who of a side said it is nobody else's business. */
export async function showDisputes(city: City, rows: readonly DisputeRow[]): Promise<Dispute[]> {
  const ids = rows.map(({ id }) => id)
  const messages = ids.length === 0 ? [] : await messagesOf(city.db, ids, DISPUTE_MESSAGES_MAX)
  return Promise.all(
    rows.map(row =>
      show(
        city,
        row,
        messages.filter(({ dispute }) => dispute === row.id),
      ),
    ),
  )
}

export async function showDispute(city: City, row: DisputeRow): Promise<Dispute> {
  const [shown] = await showDisputes(city, [row])
  return shown as Dispute
}

async function show(city: City, row: DisputeRow, messages: readonly MessageRow[]): Promise<Dispute> {
  const trade = await tradeOf(city.db, row.trade)
  const merchant = await merchantOfNumber(city.db, row.mchid)
  assert(trade && merchant, 'a dispute is about an order of a merchant')
  const { id, reason, state, how, refund, why, createdAt, endedAt } = row
  return {
    id,
    order: trade.id,
    description: trade.description,
    merchant: { id: merchant.id, name: merchant.name },
    reason,
    amount: row.amount.toString(),
    held: row.held.toString(),
    currency: trade.currency,
    state,
    ...(how === null ? {} : { how }),
    ...(refund === null ? {} : { refund: refund.toString() }),
    ...(why === null ? {} : { why }),
    createdAt,
    ...(endedAt === null ? {} : { endedAt }),
    messages: messages.map(({ id, side, text, at }) => ({ id, by: side, text, at })),
  }
}
