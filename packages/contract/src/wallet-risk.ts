import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Instant, PersonId, Uuid } from './types.ts'
import { Amount, Command, Currency } from './wallet-parts.ts'

export const RiskVerdict = T.Union([T.Literal('allow'), T.Literal('step_up'), T.Literal('delay'), T.Literal('block')])

/** What was decided about a payment before it was made, and why. */
export const RiskDecision = T.Object({
  id: Uuid,
  person: PersonId,
  device: Uuid,
  /** What it was for, and for whom. */
  do: Command.properties.do,
  command: Uuid,
  to: Uuid,
  amount: Amount,
  currency: Currency,
  verdict: RiskVerdict,
  /** Names of the rules that spoke. */
  reasons: T.Array(T.String()),
  at: Instant,
})
export type RiskDecision = Static<typeof RiskDecision>

export const riskDecisions = endpoint({
  verb: 'GET',
  path: '/wallet/office/decisions',
  doc: 'What the risk rules decided, newest first: about everybody or one person, of every kind or one.',
  who: 'operator',
  input: T.Object({
    person: T.Optional(PersonId),
    verdict: T.Optional(RiskVerdict),
    before: T.Optional(Uuid),
  }),
  reply: T.Object({ decisions: T.Array(RiskDecision), more: T.Boolean() }),
})
