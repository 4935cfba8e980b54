import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Proof } from './identity.ts'
import * as limits from './limits.ts'
import { Done, Instant, Uuid } from './types.ts'
import { Amount, Currency, Minor, paying, ProofToken } from './wallet-parts.ts'

/** A merchant's number in the API of merchants. */
export const Mchid = T.String({ pattern: '^1[67][0-9]{8}$', maxLength: 10 })
/** States of an order, in the words of the merchants' API. */
export const TradeState = T.Union([
  T.Literal('NOTPAY'),
  T.Literal('SUCCESS'),
  T.Literal('REFUND'),
  T.Literal('CLOSED'),
  T.Literal('USERPAYING'),
  T.Literal('REVOKED'),
  T.Literal('PAYERROR'),
])
export type TradeState = Static<typeof TradeState>
/** Of an order or a sticker, as links carry it. */
export const OrderCode = T.String({ pattern: '^[0-9A-Z]{16}$', maxLength: 16 })

/** An order as whoever may pay it sees it. */
export const PayOrder = T.Object({
  id: Uuid,
  code: OrderCode,
  merchant: T.Object({ id: Uuid, name: T.String(), nativeName: T.Optional(T.String()), verified: T.Boolean() }),
  description: T.String(),
  amount: Amount,
  currency: Currency,
  state: TradeState,
  expiresAt: Instant,
  /** Nothing of it is money. */
  test: T.Optional(T.Literal(true)),
  /** Paid by me. */
  mine: T.Optional(T.Literal(true)),
  paidAt: T.Optional(Instant),
  refunded: T.Optional(Minor),
})
export type PayOrder = Static<typeof PayOrder>

/** What a phone needs to show pay codes without a network. */
export const PayDevice = T.Object({
  /** Base64; the phone keeps it where it cannot be read out. */
  secret: T.String(),
  /** The name to use in each time. */
  aliases: T.Array(T.Object({ alias: T.String(), from: Instant, until: Instant })),
  expiresAt: Instant,
  /** A code is shown for so long, and there are so many for that time. */
  stepMs: T.Integer(),
  perStep: T.Integer(),
  /** What a code pays alone: once, and in a day. */
  smallMax: Amount,
  smallDayMax: Amount,
})
export type PayDevice = Static<typeof PayDevice>

export const issuePayDevice = endpoint({
  verb: 'POST',
  path: '/pay/device',
  doc: 'A key for the pay codes of this device, for a week; the one before is void.',
  who: 'person',
  perMinute: 10,
  secret: true,
  input: T.Object({ proof: Proof }),
  reply: PayDevice,
  refusals: [
    'account_frozen',
    'wrong_credentials',
    'code_wrong',
    'code_expired',
    'passkey_refused',
    'ceremony_expired',
  ],
})
export const dropPayDevice = endpoint({
  verb: 'DELETE',
  path: '/pay/device',
  doc: 'Take the key for pay codes of this device back.',
  who: 'person',
  input: T.Object({}),
  reply: Done,
})
export const waitingOrders = endpoint({
  verb: 'GET',
  path: '/pay/waiting',
  doc: 'Orders that wait for me to confirm them, because my pay code alone was not enough.',
  who: 'person',
  secret: true,
  input: T.Object({}),
  reply: T.Object({ orders: T.Array(PayOrder) }),
})
export const payOrder = endpoint({
  verb: 'GET',
  path: '/pay/orders/:code',
  doc: 'An order by the code in its link, before it is paid, and after it for whoever paid it.',
  who: 'person',
  perMinute: 60,
  secret: true,
  input: T.Object({ code: OrderCode }),
  reply: PayOrder,
  refusals: ['not_found'],
})
export const openPrepared = endpoint({
  verb: 'POST',
  path: '/pay/prepared',
  doc: 'The order that a page or app asks me to pay, by the call that its merchant signed.',
  who: 'person',
  perMinute: 60,
  secret: true,
  input: T.Object({
    appId: T.String({ minLength: 1, maxLength: limits.APPID_LENGTH_MAX }),
    timeStamp: T.String({ pattern: '^[0-9]{1,12}$', maxLength: 12 }),
    nonceStr: T.String({ minLength: 1, maxLength: limits.NONCE_LENGTH_MAX }),
    package: T.String({ minLength: 1, maxLength: limits.PREPAY_LENGTH_MAX }),
    paySign: T.String({ minLength: 1, maxLength: limits.SIGNATURE_LENGTH_MAX }),
  }),
  reply: PayOrder,
  refusals: ['not_found', 'order_closed'],
})
export const settleOrder = endpoint({
  verb: 'POST',
  path: '/pay/orders/:code/pay',
  doc: 'Pay an order from my wallet, once and for good. A test order needs no proof. Safe to repeat.',
  who: 'person',
  perMinute: 60,
  secret: true,
  input: T.Object({ code: OrderCode, proof: T.Optional(ProofToken) }),
  reply: PayOrder,
  refusals: ['not_found', 'order_paid', 'order_closed', ...paying],
})
export const myPayments = endpoint({
  verb: 'GET',
  path: '/pay/orders',
  doc: 'What I paid to merchants, newest first.',
  who: 'person',
  secret: true,
  input: T.Object({ before: T.Optional(Uuid) }),
  reply: T.Object({ orders: T.Array(PayOrder), more: T.Boolean() }),
})
export const myOpenid = endpoint({
  verb: 'POST',
  path: '/pay/openid',
  doc: 'Under which name a merchant knows me in one of its apps: another for each, so that they cannot compare.',
  who: 'person',
  input: T.Object({ mchid: Mchid, appid: T.String({ pattern: '^[0-9A-Za-z_]{1,32}$', maxLength: 32 }) }),
  reply: T.Object({ openid: T.String() }),
  refusals: ['not_found'],
})

/** Money that a merchant has for me. */
export const MerchantPayout = T.Object({
  id: Uuid,
  merchant: T.Object({ id: Uuid, name: T.String(), verified: T.Boolean() }),
  amount: Amount,
  currency: Currency,
  remark: T.String(),
  state: T.Union([T.Literal('WAIT_USER_CONFIRM'), T.Literal('SUCCESS'), T.Literal('FAIL'), T.Literal('CANCELLED')]),
  expiresAt: Instant,
  /** To be opened like a red envelope, not only confirmed. */
  redPacket: T.Optional(T.Literal(true)),
  test: T.Optional(T.Literal(true)),
})
export type MerchantPayout = Static<typeof MerchantPayout>

export const myPayouts = endpoint({
  verb: 'GET',
  path: '/pay/payouts',
  doc: 'Money that merchants have for me and that I did not take yet.',
  who: 'person',
  input: T.Object({}),
  reply: T.Object({ payouts: T.Array(MerchantPayout) }),
})
export const acceptPayout = endpoint({
  verb: 'POST',
  path: '/pay/payouts/:id/accept',
  doc: 'Take what a merchant has for me: it is in my wallet at once. Safe to repeat.',
  who: 'person',
  perMinute: 60,
  input: T.Object({ id: Uuid }),
  reply: MerchantPayout,
  refusals: ['not_found', 'payment_over', 'payee_cannot_receive', 'payer_cannot_pay'],
})
