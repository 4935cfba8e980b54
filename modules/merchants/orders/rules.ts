import type { Decision } from '@plaza/ledger'
import { REFUND_WITHIN_MS, REFUNDS_MAX } from '../limits.ts'
import type { TradeRow } from './store.ts'

/** An order under its lock. */
export type LockedTrade = Pick<TradeRow, 'id' | 'state' | 'amount' | 'refunded' | 'refunds' | 'expiresAt' | 'paidAt'>

export interface PayRequest {
  readonly trade: string
  readonly person: string
  readonly openid: string
  /** Of the transfer, and of the news about it. */
  readonly payment: string
  readonly notify: string
}
export interface Paid extends PayRequest {
  readonly atMs: number
}

/** Pays an order that is still open, once: whoever comes second finds it paid, and after its time it is closed. */
export function decidePay(
  request: PayRequest,
  row: LockedTrade | undefined,
  nowMs: number,
): Decision<LockedTrade, Paid> {
  if (!row) return { ok: false, reason: 'not_found' }
  if (row.state === 'SUCCESS' || row.state === 'REFUND') return { ok: false, reason: 'order_paid' }
  const open = row.state === 'NOTPAY' || row.state === 'USERPAYING'
  if (!open || row.expiresAt <= nowMs) return { ok: false, reason: 'order_closed' }
  return {
    ok: true,
    amount: row.amount,
    row: { ...row, state: 'SUCCESS', paidAt: nowMs },
    write: { ...request, atMs: nowMs },
  }
}

export interface RefundRequest {
  readonly id: string
  readonly trade: string
  readonly mchid: string
  readonly outRefundNo: string
  readonly requestHash: Buffer
  readonly amount: bigint
  readonly reason: string
  readonly notifyUrl: string | null
  readonly notify: string
}
export interface Refunded extends RefundRequest {
  readonly atMs: number
}

/** Gives back a part of what was paid: never more in all, in at most so many parts, within a year. */
export function decideRefund(
  request: RefundRequest,
  row: LockedTrade | undefined,
  nowMs: number,
): Decision<LockedTrade, Refunded> {
  if (!row) return { ok: false, reason: 'not_found' }
  if (row.paidAt === null) return { ok: false, reason: 'order_not_paid' }
  if (nowMs - row.paidAt > REFUND_WITHIN_MS) return { ok: false, reason: 'refund_too_late' }
  if (row.refunds >= REFUNDS_MAX) return { ok: false, reason: 'too_many_refunds' }
  if (row.refunded + request.amount > row.amount) return { ok: false, reason: 'refund_too_much' }
  return {
    ok: true,
    row: { ...row, state: 'REFUND', refunded: row.refunded + request.amount, refunds: row.refunds + 1 },
    write: { ...request, atMs: nowMs },
  }
}
