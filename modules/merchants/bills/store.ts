import { instant, sql, type Queries } from '@plaza/db'
import type { TradeType } from '../orders/store.ts'

/** A line of a trade bill: a payment, or a refund of one. */
export interface BillRow {
  readonly at: number
  readonly trade: string
  readonly outTradeNo: string
  readonly type: TradeType
  readonly appid: string
  readonly payerOpenid: string
  readonly amount: bigint
  readonly currency: string
  readonly description: string
  readonly attach: string | null
  readonly refund: string | null
  readonly outRefundNo: string | null
}

export interface Period {
  readonly fromMs: number
  readonly untilMs: number
}

/** What was paid and given back in a time, in order. */
export function billRows(db: Queries, mchid: string, { fromMs, untilMs }: Period, max: number): Promise<BillRow[]> {
  const shared = sql`trade.id as trade, out_trade_no as "outTradeNo", type, appid, payer_openid as "payerOpenid", currency,
    description, attach`
  return db.rows(sql`
    select paid_at as at, ${shared}, trade.amount, null::uuid as refund, null::text as "outRefundNo"
    from merchants.trade
    where mchid = ${mchid} and paid_at >= ${instant(fromMs)} and paid_at < ${instant(untilMs)}
    union all
    select done_at as at, ${shared}, refund.amount, refund.id as refund, out_refund_no as "outRefundNo"
    from merchants.refund
    join merchants.trade on trade.id = refund.trade
    where refund.mchid = ${mchid} and refund.state = 'SUCCESS'
      and done_at >= ${instant(fromMs)} and done_at < ${instant(untilMs)}
    order by at, trade, refund nulls first
    limit ${max}`)
}
