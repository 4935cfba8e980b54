import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { MerchantMode, MerchantOrder } from './merchants-parts.ts'
import { OrderCode, PayOrder } from './merchants-pay.ts'
import { Instant, PersonId, Uuid } from './types.ts'
import { Amount, Currency, Minor, Note, paying, ProofToken } from './wallet-parts.ts'

const ofMode = { id: Uuid, mode: MerchantMode }
const Terminal = T.Optional(
  T.String({ pattern: '^[0-9A-Za-z_-]+$', minLength: 1, maxLength: limits.TERMINAL_LENGTH_MAX }),
)

/** Whose sticker it is, for whoever is about to pay there. */
export const Shop = T.Object({
  id: Uuid,
  code: OrderCode,
  name: T.String(),
  nativeName: T.Optional(T.String()),
  city: T.String(),
  category: T.String(),
  verified: T.Boolean(),
  currency: Currency,
  /** Nothing that is paid here is money. */
  test: T.Optional(T.Literal(true)),
})
export type Shop = Static<typeof Shop>

/** What is printed and hung on the wall: the link as any camera reads it, and the same as an EMVCo code. */
export const Sticker = T.Object({ code: OrderCode, link: T.String(), emv: T.String() })
export type Sticker = Static<typeof Sticker>

/** An order that a cashier made, with what its payer scans. */
export const TillOrder = T.Object({ order: MerchantOrder, code: OrderCode, link: T.String(), emv: T.String() })
export type TillOrder = Static<typeof TillOrder>

/** What came in: payments less what was given back of them, or in a time. */
const Sums = {
  payments: T.Integer(),
  paid: Minor,
  refunds: T.Integer(),
  refunded: Minor,
}
/** One day of the city, `2026-01-31`. */
export const Takings = T.Object({ day: T.String(), ...Sums })
export type Takings = Static<typeof Takings>

/** The hours of one cashier. Sums are those of the orders that were made in it, final once it is closed. */
export const Shift = T.Object({
  id: Uuid,
  person: PersonId,
  terminal: T.Optional(T.String()),
  openedAt: Instant,
  closedAt: T.Optional(Instant),
  currency: Currency,
  ...Sums,
})
export type Shift = Static<typeof Shift>

export const shop = endpoint({
  verb: 'GET',
  path: '/pay/shops/:code',
  doc: 'Whose sticker this is.',
  who: 'person',
  perMinute: 60,
  secret: true,
  input: T.Object({ code: OrderCode }),
  reply: Shop,
  refusals: ['not_found'],
})
export const payShop = endpoint({
  verb: 'POST',
  path: '/pay/shops/:code/pay',
  doc: 'Pay a shop any amount by its sticker. The proof is of an `order` with this id, to the shop. A test shop needs none. Safe to repeat.',
  who: 'person',
  perMinute: 60,
  secret: true,
  input: T.Object({
    code: OrderCode,
    /** Names the order that this makes; the same again is the same order. */
    id: Uuid,
    amount: Amount,
    currency: Currency,
    note: T.Optional(Note),
    proof: T.Optional(ProofToken),
  }),
  reply: PayOrder,
  refusals: ['not_found', 'order_paid', 'order_closed', ...paying],
})
export const sticker = endpoint({
  verb: 'GET',
  path: '/merchants/:id/sticker',
  doc: 'The code of a merchant that is paid any amount, to be printed.',
  who: 'person',
  secret: true,
  input: T.Object(ofMode),
  reply: Sticker,
  refusals: ['not_found'],
})
export const makeTillOrder = endpoint({
  verb: 'POST',
  path: '/merchants/:id/till/orders',
  doc: 'An order for whoever stands at the till: show its code, or its link as a QR. Everybody who works there. Safe to repeat.',
  who: 'person',
  perMinute: 120,
  input: T.Object({
    ...ofMode,
    order: Uuid,
    amount: Amount,
    description: T.Optional(T.String({ minLength: 1, maxLength: limits.ORDER_DESCRIPTION_LENGTH_MAX })),
    terminal: Terminal,
  }),
  reply: TillOrder,
  refusals: ['not_found', 'exists_different'],
})
export const scanAtTill = endpoint({
  verb: 'POST',
  path: '/merchants/:id/till/scans',
  doc: 'Take a payment by the code on a payer’s phone. While they confirm it the order is USERPAYING. Safe to repeat.',
  who: 'person',
  perMinute: 120,
  secret: true,
  input: T.Object({
    ...ofMode,
    order: Uuid,
    amount: Amount,
    description: T.Optional(T.String({ minLength: 1, maxLength: limits.ORDER_DESCRIPTION_LENGTH_MAX })),
    terminal: Terminal,
    /** As it was scanned or typed. */
    payCode: T.String({ pattern: '^[0-9]{18}$', maxLength: 18 }),
  }),
  reply: MerchantOrder,
  refusals: [
    'not_found',
    'exists_different',
    'pay_code_wrong',
    'pay_code_over',
    'payer_cannot_pay',
    'payee_cannot_receive',
    'limit_reached',
  ],
})
export const cancelTillOrder = endpoint({
  verb: 'POST',
  path: '/merchants/:id/till/orders/:order/cancel',
  doc: 'Close an order that nobody paid yet. Safe to repeat.',
  who: 'person',
  input: T.Object({ id: Uuid, order: Uuid }),
  reply: MerchantOrder,
  refusals: ['not_found', 'order_paid'],
})
export const takings = endpoint({
  verb: 'GET',
  path: '/merchants/:id/takings',
  doc: 'What came in today and on the days before, newest first.',
  who: 'person',
  input: T.Object(ofMode),
  reply: T.Object({ currency: Currency, today: Takings, days: T.Array(Takings) }),
  refusals: ['not_found'],
})
export const tillCalls = endpoint({
  verb: 'GET',
  path: '/merchants/:id/till/calls',
  doc: 'Whether my devices call me for payments at this merchant’s tills while my hours are open and I do not look.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: T.Object({ on: T.Boolean() }),
  refusals: ['not_found'],
})
export const setTillCalls = endpoint({
  verb: 'PUT',
  path: '/merchants/:id/till/calls',
  doc: 'Be called for payments at this merchant’s tills, or not; without it cashiers are, owner and managers are not.',
  who: 'person',
  input: T.Object({ id: Uuid, on: T.Boolean() }),
  reply: T.Object({ on: T.Boolean() }),
  refusals: ['not_found'],
})
export const openShift = endpoint({
  verb: 'POST',
  path: '/merchants/:id/shifts',
  doc: 'Begin my hours at the till: orders that I make from now on count to them. Safe to repeat.',
  who: 'person',
  input: T.Object({ ...ofMode, shift: Uuid, terminal: Terminal }),
  reply: Shift,
  refusals: ['not_found', 'exists_different', 'shift_open'],
})
export const closeShift = endpoint({
  verb: 'POST',
  path: '/merchants/:id/shifts/:shift/close',
  doc: 'End hours at the till: orders of it that nobody paid are closed, and its sums are final. My own, or a manager anybody’s. Safe to repeat.',
  who: 'person',
  input: T.Object({ id: Uuid, shift: Uuid }),
  reply: Shift,
  refusals: ['not_found'],
})
export const shifts = endpoint({
  verb: 'GET',
  path: '/merchants/:id/shifts',
  doc: 'Hours at the till, newest first: mine, and for managers everybody’s.',
  who: 'person',
  input: T.Object({ ...ofMode, before: T.Optional(Uuid) }),
  reply: T.Object({ shifts: T.Array(Shift), more: T.Boolean() }),
  refusals: ['not_found'],
})
