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

/** News for a merchant's server, and every try to bring it. */
export const MerchantNotify = T.Object({
  id: Uuid,
  event: T.String(),
  order: T.Optional(Uuid),
  url: T.String(),
  state: T.Union([T.Literal('due'), T.Literal('done'), T.Literal('given_up')]),
  tries: T.Integer(),
  nextAt: T.Optional(Instant),
  createdAt: Instant,
  deliveries: T.Array(
    T.Object({ at: Instant, tookMs: T.Integer(), status: T.Optional(T.Integer()), why: T.Optional(T.String()) }),
  ),
})
export type MerchantNotify = Static<typeof MerchantNotify>
