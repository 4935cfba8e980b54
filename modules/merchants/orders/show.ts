import type { MerchantOrder, MerchantRefund, PayOrder } from '@plaza/contract'
import { wireTime } from '@plaza/pay-wire'
import { wireId } from '../rules.ts'
import type { MerchantRow } from '../store.ts'
import type { RefundRow, TradeRow } from './store.ts'

const STATES = {
  NOTPAY: 'Not paid',
  SUCCESS: 'Paid',
  REFUND: 'Refunded, all or in part',
  CLOSED: 'Closed',
  USERPAYING: 'Being paid',
  REVOKED: 'Taken back',
  PAYERROR: 'Payment failed',
} as const satisfies Record<TradeRow['state'], string>

/** What pays: the wallet has one purse. */
export const BANK_TYPE = 'OTHERS'

/** Amounts of the wire are JSON numbers; every order is far below where they stop being exact. */
const wireAmount = (amount: bigint): number => Number(amount)

/**
 * Orders of stickers and tills are scanned by their payers, which programs know as `NATIVE`; what was agreed beforehand is
 * `PAP` in bills.
 */
export const wireType = (type: TradeRow['type']): string => {
  if (type === 'STICKER' || type === 'TILL') return 'NATIVE'
  return type === 'PARKING' || type === 'RIDE' ? 'PAP' : type
}

/** An order as the wire shows it. News of its payment show it as it was paid, whatever came after (`as`). */
export function wireTrade(row: TradeRow, as: TradeRow['state'] = row.state): object {
  const total = wireAmount(row.amount)
  return {
    appid: row.appid,
    mchid: row.mchid,
    out_trade_no: row.outTradeNo,
    ...(row.paidAt === null
      ? {}
      : {
          transaction_id: wireId(row.id),
          trade_type: wireType(row.type),
          bank_type: BANK_TYPE,
          success_time: wireTime(row.paidAt),
          payer: { openid: row.payerOpenid },
        }),
    trade_state: as,
    trade_state_desc: STATES[as],
    ...(row.attach === null ? {} : { attach: row.attach }),
    amount: {
      total,
      currency: row.currency,
      ...(row.paidAt === null ? {} : { payer_total: total, payer_currency: row.currency }),
    },
  }
}

/** A refund as the wire answers it. */
export function wireRefund(refund: RefundRow, trade: TradeRow): object {
  const { refund_status: _, ...common } = refundNews(refund, trade)
  const [total, part] = [wireAmount(trade.amount), wireAmount(refund.amount)]
  return {
    ...common,
    channel: 'ORIGINAL',
    create_time: wireTime(refund.createdAt),
    status: refund.state,
    funds_account: 'AVAILABLE',
    amount: {
      total,
      refund: part,
      payer_total: total,
      payer_refund: part,
      settlement_refund: part,
      settlement_total: total,
      discount_refund: 0,
      currency: trade.currency,
    },
    promotion_detail: [],
  }
}

/** A refund as its news tell it: their form is a little another. */
export function refundNews(refund: RefundRow, trade: TradeRow) {
  const [total, part] = [wireAmount(trade.amount), wireAmount(refund.amount)]
  return {
    mchid: trade.mchid,
    out_trade_no: trade.outTradeNo,
    transaction_id: wireId(trade.id),
    out_refund_no: refund.outRefundNo,
    refund_id: wireId(refund.id),
    refund_status: refund.state,
    ...(refund.doneAt === null ? {} : { success_time: wireTime(refund.doneAt) }),
    user_received_account: 'Plaza wallet',
    amount: { total, refund: part, payer_total: total, payer_refund: part },
  }
}

/** An order as a person sees it who may pay it, or did. */
export function showPayOrder(row: TradeRow, merchant: MerchantRow, me: string): PayOrder {
  const { id, code, description, currency, state, expiresAt, paidAt } = row
  const mine = row.payer === me
  return {
    id,
    code,
    merchant: {
      id: merchant.id,
      name: merchant.name,
      ...(merchant.nativeName ? { nativeName: merchant.nativeName } : {}),
      verified: merchant.verification === 'verified',
    },
    description,
    amount: row.amount.toString(),
    currency,
    state,
    expiresAt,
    ...(row.mchid === merchant.test ? { test: true } : {}),
    ...(mine ? { mine: true, paidAt: paidAt ?? 0, refunded: row.refunded.toString() } : {}),
  }
}

/** An order as its merchant sees it. */
export function showMerchantOrder(row: TradeRow): MerchantOrder {
  const { id, outTradeNo, type, description, currency, state, createdAt, expiresAt, paidAt, closedAt } = row
  return {
    id,
    outTradeNo,
    type,
    description,
    amount: row.amount.toString(),
    currency,
    state,
    refunded: row.refunded.toString(),
    createdAt,
    expiresAt,
    ...(paidAt === null ? {} : { paidAt }),
    ...(closedAt === null ? {} : { closedAt }),
  }
}

export function showRefund(row: RefundRow): MerchantRefund {
  const { id, outRefundNo, reason, state, createdAt, doneAt } = row
  return {
    id,
    outRefundNo,
    amount: row.amount.toString(),
    reason,
    state,
    createdAt,
    ...(doneAt === null ? {} : { doneAt }),
  }
}
