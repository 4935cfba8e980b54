import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { Instant, nothing, PersonId, Uuid } from './types.ts'
import { Amount, Minor, one, Reason } from './wallet-parts.ts'

const Level = T.Integer({ minimum: 0, maximum: 3 })

/** What a tier of identity may do, in minor units; the reduced limits hold for a day after a new device or PIN. */
export const TierLimits = T.Object({
  paymentMax: Amount,
  dayMax: Amount,
  monthMax: Amount,
  yearMax: Amount,
  balanceMax: Amount,
  reducedPaymentMax: Amount,
  reducedDayMax: Amount,
  /** A person rises to the tier so long after the decision, in ms. */
  raiseAfterMs: T.Integer({ minimum: 0, maximum: limits.TIER_RAISE_AFTER_MAX_MS }),
})
export type TierLimits = Static<typeof TierLimits>

export const Tier = T.Object({ level: Level, version: T.Integer(), ...numbers() })
export type Tier = Static<typeof Tier>

function numbers() {
  const { raiseAfterMs, ...amounts } = TierLimits.properties
  return { ...(Object.fromEntries(Object.keys(amounts).map(name => [name, Minor])) as typeof amounts), raiseAfterMs }
}

/** A change of a tier that one operator proposed and another one decides. */
export const TierChange = T.Object({
  id: Uuid,
  level: Level,
  limits: TierLimits,
  state: T.Union([T.Literal('proposed'), T.Literal('approved'), T.Literal('rejected')]),
  proposedBy: PersonId,
  proposedAt: Instant,
  decidedBy: T.Optional(PersonId),
  decidedAt: T.Optional(Instant),
})
export type TierChange = Static<typeof TierChange>

/** How a check of identity stands. */
export const IdentityCheck = T.Object({
  id: Uuid,
  person: PersonId,
  tier: Level,
  /** `review`: the provider leaves it to two operators. */
  state: T.Union([T.Literal('started'), T.Literal('review'), T.Literal('approved'), T.Literal('rejected')]),
  /** Why it was rejected or must be reviewed, in the provider's words or the operators'. */
  reasons: T.Array(T.String()),
  /** The provider's page where the person goes on. */
  url: T.Optional(T.String()),
  /** How many operators approved so far. */
  approvals: T.Integer(),
  createdAt: Instant,
  changedAt: Instant,
})
export type IdentityCheck = Static<typeof IdentityCheck>

/** A check that waits for operators, with those who approved it. */
export const CheckInReview = T.Object({ ...IdentityCheck.properties, approvedBy: T.Array(PersonId) })
export type CheckInReview = Static<typeof CheckInReview>

export const startCheck = endpoint({
  verb: 'POST',
  path: '/wallet/identity',
  doc: 'Begin a check of my identity for a higher tier, at the provider of the city. Safe to repeat.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ id: Uuid, tier: Level }),
  reply: IdentityCheck,
  refusals: ['exists_different', 'check_open', 'tier_not_higher', 'identity_unavailable'],
})
export const myCheck = endpoint({
  verb: 'GET',
  path: '/wallet/identity/:id',
  doc: 'How my check of identity stands; asks the provider while it is under way.',
  who: 'person',
  input: one,
  reply: IdentityCheck,
  refusals: ['not_found'],
})

export const myIdentity = endpoint({
  verb: 'GET',
  path: '/wallet/identity',
  doc: 'What each tier allows, and my latest check of identity.',
  who: 'person',
  input: nothing,
  reply: T.Object({ tiers: T.Array(Tier), check: T.Optional(IdentityCheck) }),
})
export const playProvider = endpoint({
  verb: 'POST',
  path: '/wallet/identity/:id/sandbox',
  doc: 'In a city with the sandbox provider: what it shall say of a check of mine. Safe to repeat.',
  who: 'person',
  input: T.Object({
    id: Uuid,
    says: T.Union([T.Literal('approved'), T.Literal('review'), T.Literal('rejected')]),
  }),
  reply: IdentityCheck,
  refusals: ['not_found', 'already_decided'],
})

/** A wallet from which nothing leaves, by an order. */
export const FrozenWallet = T.Object({ person: PersonId, since: Instant, reason: Reason, order: Reason, by: PersonId })
export type FrozenWallet = Static<typeof FrozenWallet>

export const frozenWallets = endpoint({
  verb: 'GET',
  path: '/wallet/office/frozen',
  doc: 'Wallets that are frozen by an order, newest first.',
  who: 'operator',
  input: nothing,
  reply: T.Object({ wallets: T.Array(FrozenWallet) }),
})
export const findHolder = endpoint({
  verb: 'POST',
  path: '/wallet/office/holder',
  doc: 'Whose handle this is, whatever they allow others to find. Kept with its reason, also when nobody was found.',
  who: 'operator',
  perMinute: 10,
  input: T.Object({ handle: T.String({ minLength: 1, maxLength: limits.HANDLE_LENGTH_MAX }), reason: Reason }),
  reply: T.Object({ person: T.Optional(PersonId) }),
})
/** Something that an operator did; kept for ever. */
export const OfficeAct = T.Object({
  id: Uuid,
  at: Instant,
  operator: PersonId,
  what: T.Union([
    T.Literal('looked_up'),
    T.Literal('froze'),
    T.Literal('unfroze'),
    T.Literal('suspense_proposed'),
    T.Literal('suspense_approved'),
    T.Literal('suspense_rejected'),
  ]),
  /** Whom it was about. */
  person: T.Optional(PersonId),
  /** What was looked for, or which item it was about. */
  subject: T.String(),
  reason: T.String(),
})
export type OfficeAct = Static<typeof OfficeAct>

export const officeActs = endpoint({
  verb: 'GET',
  path: '/wallet/office/acts',
  doc: 'What operators looked up and did, newest first.',
  who: 'operator',
  input: T.Object({ before: T.Optional(Uuid) }),
  reply: T.Object({ acts: T.Array(OfficeAct), more: T.Boolean() }),
})
export const actsAboutMe = endpoint({
  verb: 'GET',
  path: '/wallet/acts',
  doc: 'What operators looked up of me or did to my wallet, and why they said they did; newest first.',
  who: 'person',
  input: nothing,
  reply: T.Object({ acts: T.Array(T.Omit(OfficeAct, ['person', 'subject'])) }),
})
export const tiers = endpoint({
  verb: 'GET',
  path: '/wallet/office/tiers',
  doc: 'The tiers as they are, and the changes proposed and decided, newest first.',
  who: 'operator',
  input: nothing,
  reply: T.Object({ tiers: T.Array(Tier), changes: T.Array(TierChange) }),
})
export const proposeTier = endpoint({
  verb: 'POST',
  path: '/wallet/office/tiers/:level',
  doc: 'Propose new limits of a tier; another operator decides. Safe to repeat.',
  who: 'operator',
  input: T.Object({ level: Level, id: Uuid, limits: TierLimits }),
  reply: TierChange,
  refusals: ['exists_different', 'limits_out_of_order'],
})
export const decideTierChange = endpoint({
  verb: 'POST',
  path: '/wallet/office/tier-changes/:id',
  doc: 'Approve or reject what another operator proposed. It holds from the next payment on.',
  who: 'operator',
  input: T.Object({ id: Uuid, approve: T.Boolean() }),
  reply: TierChange,
  refusals: ['not_found', 'needs_another_person', 'already_decided'],
})
export const checks = endpoint({
  verb: 'GET',
  path: '/wallet/office/checks',
  doc: 'Checks of identity that wait for operators, oldest first.',
  who: 'operator',
  input: nothing,
  reply: T.Object({ checks: T.Array(CheckInReview) }),
})
export const decideCheck = endpoint({
  verb: 'POST',
  path: '/wallet/office/checks/:id',
  doc: 'An opinion on a check of identity: two different operators approve, one rejection ends it.',
  who: 'operator',
  input: T.Object({ id: Uuid, approve: T.Boolean(), reason: Reason }),
  reply: IdentityCheck,
  refusals: ['not_found', 'needs_another_person', 'already_decided'],
})
