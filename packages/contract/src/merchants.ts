import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Proof } from './identity.ts'
import * as limits from './limits.ts'
import { MerchantMode, MerchantNotify, MerchantOrder } from './merchants-parts.ts'
import { Mchid, TradeState } from './merchants-pay.ts'
import { Done, Instant, PersonCard, PersonId, Uuid } from './types.ts'
import { Amount, Currency, Minor } from './wallet-parts.ts'

export * from './merchants-parts.ts'
export * from './merchants-pay.ts'
export * from './merchants-desk.ts'
export * from './merchants-disputes.ts'
export * from './merchants-inspect.ts'
export * from './merchants-rules.ts'
export * from './merchants-services.ts'
export * from './merchants-settlements.ts'
export * from './merchants-till.ts'
export * from './merchants-webhooks.ts'

export const StaffRole = T.Union([T.Literal('owner'), T.Literal('manager'), T.Literal('cashier')])

export const Merchant = T.Object({
  id: Uuid,
  name: T.String(),
  nativeName: T.Optional(T.String()),
  city: T.String(),
  country: T.String(),
  category: T.String(),
  /** Until it is verified, a merchant takes only so much a month. */
  verification: T.Union([T.Literal('none'), T.Literal('review'), T.Literal('verified'), T.Literal('refused')]),
  /** What the caller is there. */
  role: StaffRole,
  live: Mchid,
  test: Mchid,
  createdAt: Instant,
})
export type Merchant = Static<typeof Merchant>

export const MerchantRefund = T.Object({
  id: Uuid,
  outRefundNo: T.String(),
  amount: Amount,
  reason: T.String(),
  state: T.Union([T.Literal('PROCESSING'), T.Literal('SUCCESS'), T.Literal('CLOSED'), T.Literal('ABNORMAL')]),
  createdAt: Instant,
  doneAt: T.Optional(Instant),
})
export type MerchantRefund = Static<typeof MerchantRefund>

export const MerchantKey = T.Object({
  serial: T.String(),
  certificate: T.String(),
  createdAt: Instant,
  expiresAt: Instant,
  revokedAt: T.Optional(Instant),
})
export type MerchantKey = Static<typeof MerchantKey>

const one = T.Object({ id: Uuid })
const ofMode = { id: Uuid, mode: MerchantMode }
/** Keys that move real money are given only to whoever proves again who they are. */
const proof = T.Optional(Proof)

export const createMerchant = endpoint({
  verb: 'POST',
  path: '/merchants',
  doc: 'Become a merchant: a number for real money and one to practise with. Safe to repeat.',
  who: 'person',
  perMinute: 10,
  input: T.Object({
    id: Uuid,
    /** As codes carry it: ASCII. */
    name: T.String({ pattern: '^[\\x20-\\x7e]+$', minLength: 1, maxLength: limits.MERCHANT_NAME_LENGTH_MAX }),
    /** As its own people write it. */
    nativeName: T.Optional(T.String({ minLength: 1, maxLength: limits.NAME_LENGTH_MAX })),
    city: T.String({ pattern: '^[\\x20-\\x7e]+$', minLength: 1, maxLength: limits.MERCHANT_CITY_LENGTH_MAX }),
    country: T.String({ pattern: '^[A-Z]{2}$', maxLength: 2 }),
    /** ISO 18245. */
    category: T.String({ pattern: '^[0-9]{4}$', maxLength: 4 }),
  }),
  reply: Merchant,
  refusals: ['exists_different', 'too_many_merchants'],
})
export const myMerchants = endpoint({
  verb: 'GET',
  path: '/merchants',
  doc: 'Merchants that I own or work for.',
  who: 'person',
  input: T.Object({}),
  reply: T.Object({ merchants: T.Array(Merchant) }),
})
export const merchant = endpoint({
  verb: 'GET',
  path: '/merchants/:id',
  doc: 'A merchant that I own or work for.',
  who: 'person',
  input: one,
  reply: Merchant,
  refusals: ['not_found'],
})
export const addStaff = endpoint({
  verb: 'PUT',
  path: '/merchants/:id/staff/:person',
  doc: 'Take somebody on, or change what they may do: a manager refunds, a cashier looks. Owners only.',
  who: 'person',
  input: T.Object({ id: Uuid, person: PersonId, role: T.Union([T.Literal('manager'), T.Literal('cashier')]) }),
  reply: Merchant,
  refusals: ['not_found', 'owner_only', 'is_self', 'too_many_merchants'],
})
export const removeStaff = endpoint({
  verb: 'DELETE',
  path: '/merchants/:id/staff/:person',
  doc: 'Let somebody go. Owners only.',
  who: 'person',
  input: T.Object({ id: Uuid, person: PersonId }),
  reply: Merchant,
  refusals: ['not_found', 'owner_only'],
})
export const merchantStaff = endpoint({
  verb: 'GET',
  path: '/merchants/:id/staff',
  doc: 'Who works for a merchant, the owner first.',
  who: 'person',
  input: one,
  reply: T.Object({ staff: T.Array(T.Object({ person: PersonCard, role: StaffRole, since: Instant })) }),
  refusals: ['not_found'],
})
export const askVerification = endpoint({
  verb: 'POST',
  path: '/merchants/:id/verification',
  doc: 'Ask the city to verify a merchant. Owners only.',
  who: 'person',
  input: one,
  reply: Merchant,
  refusals: ['not_found', 'owner_only', 'already_decided'],
})
export const merchantsInReview = endpoint({
  verb: 'GET',
  path: '/merchants/office/review',
  doc: 'Merchants that wait to be verified.',
  who: 'operator',
  input: T.Object({}),
  reply: T.Object({ merchants: T.Array(Merchant) }),
})
export const decideVerification = endpoint({
  verb: 'POST',
  path: '/merchants/office/:id/verification',
  doc: 'Decide whether a merchant is what it says.',
  who: 'operator',
  input: T.Object({ id: Uuid, verified: T.Boolean() }),
  reply: Merchant,
  refusals: ['not_found', 'already_decided', 'needs_another_person'],
})

export const addMerchantKey = endpoint({
  verb: 'POST',
  path: '/merchants/:id/keys',
  doc: 'Certify a key that signs requests: of a certificate request or public key (PEM), or made here; then its private half is in the answer, once.',
  who: 'person',
  perMinute: 10,
  secret: true,
  input: T.Object({ ...ofMode, pem: T.Optional(T.String({ maxLength: limits.MERCHANT_PEM_LENGTH_MAX })), proof }),
  reply: T.Object({ key: MerchantKey, privateKey: T.Optional(T.String()) }),
  refusals: [
    'not_found',
    'owner_only',
    'key_unreadable',
    'too_many_keys',
    'wrong_credentials',
    'code_wrong',
    'code_expired',
    'passkey_refused',
    'ceremony_expired',
  ],
})
export const merchantKeys = endpoint({
  verb: 'GET',
  path: '/merchants/:id/keys',
  doc: 'Keys that sign requests of a merchant, revoked ones too.',
  who: 'person',
  input: T.Object(ofMode),
  reply: T.Object({
    keys: T.Array(MerchantKey),
    apiKey: T.Optional(T.Object({ setAt: Instant })),
    /** The base URL of the API that these keys sign for. */
    api: T.String(),
    /** The platform’s public key with its id, for clients that keep it instead of asking for certificates. */
    platform: T.Object({ id: T.String(), publicKey: T.String(), inUse: T.Boolean() }),
  }),
  refusals: ['not_found', 'owner_only'],
})
export const revokeMerchantKey = endpoint({
  verb: 'DELETE',
  path: '/merchants/:id/keys/:serial',
  doc: 'Take a key back: requests that it signs are refused from now on.',
  who: 'person',
  input: T.Object({ ...ofMode, serial: T.String({ pattern: '^[0-9A-F]{40}$', maxLength: 40 }) }),
  reply: T.Object({ keys: T.Array(MerchantKey) }),
  refusals: ['not_found', 'owner_only'],
})
export const renewApiKey = endpoint({
  verb: 'POST',
  path: '/merchants/:id/api-key',
  doc: 'A new APIv3 key, under which notifies and certificates are encrypted. Shown this once; the one before is void.',
  who: 'person',
  perMinute: 10,
  secret: true,
  input: T.Object({ ...ofMode, proof }),
  reply: T.Object({ apiKey: T.String() }),
  refusals: [
    'not_found',
    'owner_only',
    'wrong_credentials',
    'code_wrong',
    'code_expired',
    'passkey_refused',
    'ceremony_expired',
  ],
})

export const setToldBy = endpoint({
  verb: 'PUT',
  path: '/merchants/:id/keys/platform',
  doc: 'Under which name answers and news are signed: the platform’s public key, or its certificates. A request that names the key in Wechatpay-Serial changes it too. Owners only.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ ...ofMode, by: T.Union([T.Literal('certificate'), T.Literal('public_key')]) }),
  reply: Done,
  refusals: ['not_found', 'owner_only'],
})
export const merchantOrders = endpoint({
  verb: 'GET',
  path: '/merchants/:id/orders',
  doc: 'Orders of a merchant, newest first.',
  who: 'person',
  input: T.Object({
    ...ofMode,
    state: T.Optional(TradeState),
    /** The last one of the page before. */
    before: T.Optional(Uuid),
  }),
  reply: T.Object({ orders: T.Array(MerchantOrder), more: T.Boolean() }),
  refusals: ['not_found'],
})
export const merchantOrder = endpoint({
  verb: 'GET',
  path: '/merchants/:id/orders/:order',
  doc: 'One order with its refunds and the news about it.',
  who: 'person',
  input: T.Object({ id: Uuid, order: Uuid }),
  reply: T.Object({
    order: MerchantOrder,
    refunds: T.Array(MerchantRefund),
    notifies: T.Array(MerchantNotify),
  }),
  refusals: ['not_found'],
})
export const refundOrder = endpoint({
  verb: 'POST',
  path: '/merchants/:id/orders/:order/refunds',
  doc: 'Give money of an order back, all of it or a part. Owners and managers. Safe to repeat.',
  who: 'person',
  perMinute: 60,
  input: T.Object({
    id: Uuid,
    order: Uuid,
    /** Names the refund; the same again is the same refund. */
    refund: Uuid,
    amount: Amount,
    reason: T.Optional(T.String({ maxLength: limits.REFUND_REASON_LENGTH_MAX })),
  }),
  reply: MerchantRefund,
  refusals: [
    'not_found',
    'admins_only',
    'order_not_paid',
    'refund_too_much',
    'too_many_refunds',
    'refund_too_late',
    'merchant_balance_low',
    'account_frozen',
    'exists_different',
  ],
})
export const merchantNotifies = endpoint({
  verb: 'GET',
  path: '/merchants/:id/notifies',
  doc: 'News for a merchant’s servers with their newest tries, newest first: those sealed for its programs, or Standard Webhooks. Owners and managers.',
  who: 'person',
  input: T.Object({
    ...ofMode,
    form: T.Union([T.Literal('v3'), T.Literal('standard')]),
    before: T.Optional(Uuid),
  }),
  reply: T.Object({ notifies: T.Array(MerchantNotify), more: T.Boolean() }),
  refusals: ['not_found', 'admins_only'],
})
export const resendNotify = endpoint({
  verb: 'POST',
  path: '/merchants/:id/notifies/:notify/resend',
  doc: 'Bring news again, at once. Owners and managers.',
  who: 'person',
  perMinute: 30,
  input: T.Object({ id: Uuid, notify: Uuid }),
  reply: MerchantNotify,
  refusals: ['not_found', 'admins_only'],
})
export const fillTestWallet = endpoint({
  verb: 'POST',
  path: '/merchants/test-wallet/fill',
  doc: 'Puts play money into my wallet for test orders; once a day there is more without asking.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ id: Uuid }),
  reply: T.Object({ balance: Minor, currency: Currency }),
})
