import { Type as T, type Static } from 'typebox'
import { TradeState } from './merchants-pay.ts'
import { Instant, Uuid } from './types.ts'
import { Amount, Currency, Minor } from './wallet-parts.ts'

/** Whether money is real. Numbers, keys, orders and money of the two never meet. */
export const MerchantMode = T.Union([T.Literal('live'), T.Literal('test')])
export type MerchantMode = Static<typeof MerchantMode>

/** An order as its merchant sees it. */
export const MerchantOrder = T.Object({
  id: Uuid,
  outTradeNo: T.String(),
  type: T.String(),
  description: T.String(),
  amount: Amount,
  currency: Currency,
  state: TradeState,
  refunded: Minor,
  createdAt: Instant,
  expiresAt: Instant,
  paidAt: T.Optional(Instant),
  closedAt: T.Optional(Instant),
})
export type MerchantOrder = Static<typeof MerchantOrder>
