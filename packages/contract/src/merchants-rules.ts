import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { Instant, nothing, PersonId, Uuid } from './types.ts'
import { Currency } from './wallet-parts.ts'

const Limit = T.String({ pattern: '^(0|[1-9][0-9]{0,14})$', maxLength: 15 })

/** One rule for merchants: a category’s fee, what pay codes pay alone in a tier, or what one operator decides alone. */
export const MerchantRule = T.Union([
  T.Object({
    kind: T.Literal('fee'),
    /** ISO 18245; `*` is every category that has no fee of its own. */
    category: T.String({ pattern: '^([0-9]{4}|[*])$', maxLength: 4 }),
    /** Hundredths of a percent of payments less refunds. */
    basisPoints: T.Integer({ minimum: 0, maximum: limits.MERCHANT_FEE_MAX }),
  }),
  T.Object({
    kind: T.Literal('small'),
    tier: T.Integer({ minimum: 0, maximum: limits.TIER_LEVEL_MAX }),
    /** Minor units: one payment, and all of a day. */
    paymentMax: Limit,
    dayMax: Limit,
  }),
  T.Object({
    kind: T.Literal('dispute'),
    /** Minor units: above it two operators decide a dispute. */
    aloneMax: Limit,
  }),
])
export type MerchantRule = Static<typeof MerchantRule>

export const MerchantRuleChange = T.Object({
  id: Uuid,
  rule: MerchantRule,
  state: T.Union([T.Literal('proposed'), T.Literal('approved'), T.Literal('rejected')]),
  proposedBy: PersonId,
  proposedAt: Instant,
  decidedBy: T.Optional(PersonId),
  decidedAt: T.Optional(Instant),
})
export type MerchantRuleChange = Static<typeof MerchantRuleChange>

export const MerchantRules = T.Object({
  currency: Currency,
  rules: T.Array(MerchantRule),
  /** Newest first, those that wait before all others. */
  changes: T.Array(MerchantRuleChange),
})
export type MerchantRules = Static<typeof MerchantRules>

export const merchantRules = endpoint({
  verb: 'GET',
  path: '/merchants/office/rules',
  doc: 'Fees by category, what pay codes pay alone, and what was proposed to change of them.',
  who: 'operator',
  input: nothing,
  reply: MerchantRules,
})
export const proposeMerchantRule = endpoint({
  verb: 'POST',
  path: '/merchants/office/rules',
  doc: 'Propose a rule; another operator decides. Safe to repeat.',
  who: 'operator',
  input: T.Object({ id: Uuid, rule: MerchantRule }),
  reply: MerchantRuleChange,
  refusals: ['exists_different', 'proposal_open', 'limits_out_of_order'],
})
export const decideMerchantRule = endpoint({
  verb: 'POST',
  path: '/merchants/office/rules/:id',
  doc: 'Approve or reject what another operator proposed. A fee holds from the next settlement on, a limit from the next payment.',
  who: 'operator',
  input: T.Object({ id: Uuid, approve: T.Boolean() }),
  reply: MerchantRuleChange,
  refusals: ['not_found', 'needs_another_person', 'already_decided'],
})
