import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { MerchantMode, MerchantOrder } from './merchants-parts.ts'
import { TradeState } from './merchants-pay.ts'
import { Instant, Uuid } from './types.ts'
import { Amount } from './wallet-parts.ts'

/** Why a request was not taken for one of its merchant. */
export const RequestTrouble = T.Union([
  T.Literal('header_missing'),
  T.Literal('header_wrong'),
  T.Literal('clock_off'),
  /** The number and the key are both known and do not belong together: live and test were mixed, for one. */
  T.Literal('number_other'),
  T.Literal('serial_unknown'),
  T.Literal('key_revoked'),
  T.Literal('key_expired'),
  /** The signature fits the request but for its query, without its body, or with its body written in another way. */
  T.Literal('query_unsigned'),
  T.Literal('body_unsigned'),
  T.Literal('body_rewritten'),
  T.Literal('signature_wrong'),
  T.Literal('nonce_used'),
])
export type RequestTrouble = Static<typeof RequestTrouble>

/** A request of a merchant's program, without what it carried. */
export const MerchantRequest = T.Object({
  /** The `request-id` of its answer. */
  id: Uuid,
  at: Instant,
  tookMs: T.Integer(),
  /** The method and the path with its parts by name; of one that there is not, the path that was asked for. */
  operation: T.String(),
  status: T.Integer(),
  outTradeNo: T.Optional(T.String()),
  /** The order that has this number, where there is one. */
  order: T.Optional(Uuid),
  /** Of a refusal: its code, and where the trouble was. */
  code: T.Optional(T.String()),
  field: T.Optional(T.String()),
  issue: T.Optional(T.String()),
  trouble: T.Optional(RequestTrouble),
  /** How far the sender's clock was off, in seconds; below zero it was ahead. */
  offS: T.Optional(T.Integer()),
})
export type MerchantRequest = Static<typeof MerchantRequest>

const step = { at: Instant }
/** One thing that happened to an order. */
export const OrderStep = T.Union([
  T.Object({ ...step, kind: T.Literal('state'), state: TradeState }),
  T.Object({
    ...step,
    kind: T.Literal('refund'),
    state: T.Union([T.Literal('PROCESSING'), T.Literal('SUCCESS'), T.Literal('CLOSED'), T.Literal('ABNORMAL')]),
    outRefundNo: T.String(),
    amount: Amount,
  }),
  T.Object({ ...step, kind: T.Literal('request'), request: MerchantRequest }),
  T.Object({ ...step, kind: T.Literal('notify'), notify: Uuid, event: T.String(), url: T.String() }),
  T.Object({
    ...step,
    kind: T.Literal('delivery'),
    notify: Uuid,
    event: T.String(),
    tookMs: T.Integer(),
    /** It was heard: answered with 200 or 204. */
    heard: T.Boolean(),
    status: T.Optional(T.Integer()),
    why: T.Optional(T.String()),
  }),
])
export type OrderStep = Static<typeof OrderStep>

export const inspectOrder = endpoint({
  verb: 'GET',
  path: '/merchants/:id/orders/:order/steps',
  doc: 'All that happened to an order, oldest first: changes of its state, requests about it, news and their deliveries. Owners and managers.',
  who: 'person',
  input: T.Object({ id: Uuid, order: Uuid }),
  reply: T.Object({ order: MerchantOrder, steps: T.Array(OrderStep) }),
  refusals: ['not_found', 'admins_only'],
})
export const merchantRequests = endpoint({
  verb: 'GET',
  path: '/merchants/:id/requests',
  doc: 'Last requests of a merchant’s programs, newest first, also those that name no order. Owners and managers.',
  who: 'person',
  input: T.Object({
    id: Uuid,
    mode: MerchantMode,
    only: T.Optional(T.Literal('failed')),
    before: T.Optional(Uuid),
  }),
  reply: T.Object({ requests: T.Array(MerchantRequest), more: T.Boolean() }),
  refusals: ['not_found', 'admins_only'],
})
