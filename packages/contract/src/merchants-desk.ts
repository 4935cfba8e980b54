import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Proof } from './identity.ts'
import * as limits from './limits.ts'
import { MerchantMode } from './merchants-parts.ts'
import { Instant, Uuid } from './types.ts'
import { Amount, Currency, Minor } from './wallet-parts.ts'

const ofMode = { id: Uuid, mode: MerchantMode }
const before = T.Optional(Uuid)

/** Money that a merchant's program gave to somebody, as the merchant sees it. Who it is it knows by an openid alone. */
export const MerchantTransfer = T.Object({
  id: Uuid,
  outBillNo: T.String(),
  amount: Amount,
  currency: Currency,
  remark: T.String(),
  state: T.Union([T.Literal('WAIT_USER_CONFIRM'), T.Literal('SUCCESS'), T.Literal('FAIL'), T.Literal('CANCELLED')]),
  redPacket: T.Optional(T.Literal(true)),
  createdAt: Instant,
  /** Until then it may be taken. */
  expiresAt: Instant,
  changedAt: Instant,
})
export type MerchantTransfer = Static<typeof MerchantTransfer>

/** Money that a merchant gives away to whoever comes, with what became of it. */
export const MerchantPromotion = T.Object({
  id: Uuid,
  title: T.String(),
  currency: Currency,
  budget: Amount,
  min: Amount,
  max: Amount,
  perPerson: T.Integer(),
  given: Minor,
  gifts: T.Integer(),
  /** `ending`: it gives nothing any more, and what is left has not come back yet. */
  state: T.Union([T.Literal('soon'), T.Literal('open'), T.Literal('ending'), T.Literal('ended')]),
  /** What came back, once it ended. */
  returned: T.Optional(Minor),
  startsAt: Instant,
  endsAt: Instant,
  createdAt: Instant,
})
export type MerchantPromotion = Static<typeof MerchantPromotion>

export const merchantTransfers = endpoint({
  verb: 'GET',
  path: '/merchants/:id/transfers',
  doc: 'Money that a merchant’s programs gave to people, newest first. Owners and managers.',
  who: 'person',
  input: T.Object({ ...ofMode, before }),
  reply: T.Object({ transfers: T.Array(MerchantTransfer), more: T.Boolean() }),
  refusals: ['not_found', 'admins_only'],
})
export const merchantPromotions = endpoint({
  verb: 'GET',
  path: '/merchants/:id/promotions',
  doc: 'What a merchant gives away, newest first. Owners and managers.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: T.Object({ promotions: T.Array(MerchantPromotion), currency: Currency, available: Minor }),
  refusals: ['not_found', 'admins_only'],
})
export const openMerchantPromotion = endpoint({
  verb: 'POST',
  path: '/merchants/:id/promotions',
  doc: 'Give money away to whoever comes: the budget leaves the takings now, what is left comes back at the end. Owners of verified merchants, after a fresh proof of identity. Safe to repeat.',
  who: 'person',
  perMinute: 10,
  input: T.Object({
    id: Uuid,
    promotion: Uuid,
    title: T.String({ minLength: 1, maxLength: limits.PROMOTION_TITLE_LENGTH_MAX }),
    budget: Amount,
    min: Amount,
    max: Amount,
    perPerson: T.Integer({ minimum: 1, maximum: limits.PROMOTION_PER_PERSON_MAX }),
    startsAt: Instant,
    endsAt: Instant,
    proof: Proof,
  }),
  reply: MerchantPromotion,
  refusals: [
    'not_found',
    'owner_only',
    'merchant_unverified',
    'too_many_promotions',
    'exists_different',
    'merchant_balance_low',
    'account_frozen',
    'wrong_credentials',
    'code_wrong',
    'code_expired',
    'passkey_refused',
    'ceremony_expired',
  ],
})
export const endMerchantPromotion = endpoint({
  verb: 'POST',
  path: '/merchants/:id/promotions/:promotion/end',
  doc: 'End it before its time: what is left comes back to the takings. Owners only. Safe to repeat.',
  who: 'person',
  input: T.Object({ id: Uuid, promotion: Uuid }),
  reply: MerchantPromotion,
  refusals: ['not_found', 'owner_only'],
})
