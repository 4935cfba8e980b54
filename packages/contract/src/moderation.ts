import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ChatEvent } from './frames.ts'
import * as limits from './limits.ts'
import { ConversationId, Instant, PersonCard, PersonId, Seq, Uuid } from './types.ts'

export const ReportReason = T.Union([
  T.Literal('spam'),
  T.Literal('fraud'),
  T.Literal('harassment'),
  T.Literal('hate'),
  T.Literal('violence'),
  T.Literal('sexual'),
  T.Literal('minors'),
  T.Literal('other'),
])
export type ReportReason = Static<typeof ReportReason>
const ReportState = T.Union([T.Literal('open'), T.Literal('upheld'), T.Literal('dismissed')])

/** A report as whoever made it sees it. */
export const Report = T.Object({
  id: Uuid,
  about: PersonId,
  reason: ReportReason,
  note: T.String(),
  state: ReportState,
  at: Instant,
  decidedAt: T.Optional(Instant),
})
export type Report = Static<typeof Report>

export const report = endpoint({
  verb: 'POST',
  path: '/reports',
  doc: 'Bring a person, or a message that I may read, to the office. The message goes with those around it, as they stand now. The id is mine; a repeat is the same report.',
  who: 'person',
  perMinute: 10,
  input: T.Object({
    id: Uuid,
    /** The person, or who wrote the message. */
    about: PersonId,
    c: T.Optional(ConversationId),
    q: T.Optional(Seq),
    reason: ReportReason,
    note: T.String({ maxLength: limits.REPORT_NOTE_LENGTH_MAX }),
  }),
  reply: Report,
  refusals: ['is_self', 'not_found', 'target_not_found', 'exists_different', 'too_many_reports'],
})
export const myReports = endpoint({
  verb: 'GET',
  path: '/reports/mine',
  doc: 'What I reported, newest first, and how it was decided.',
  who: 'person',
  input: T.Object({}),
  reply: T.Object({ reports: T.Array(Report), people: T.Array(PersonCard) }),
})

/** A report as the office sees it: who brought it, what it is about, and how often this person was reported. */
export const Case = T.Object({
  report: Report,
  by: PersonId,
  c: T.Optional(ConversationId),
  q: T.Optional(Seq),
  context: T.Array(ChatEvent),
  /** Reports about the same person, in all and upheld. */
  others: T.Object({ all: T.Integer(), upheld: T.Integer() }),
  decidedBy: T.Optional(PersonId),
  decision: T.Optional(T.String()),
})
export type Case = Static<typeof Case>

export const cases = endpoint({
  verb: 'GET',
  path: '/reports',
  doc: 'Operators: open reports, the eldest first; or those that were decided, the newest first.',
  who: 'operator',
  input: T.Object({ state: T.Optional(T.Union([T.Literal('open'), T.Literal('decided')])), after: T.Optional(Uuid) }),
  reply: T.Object({ cases: T.Array(Case), people: T.Array(PersonCard), more: T.Boolean() }),
})
export const decideReport = endpoint({
  verb: 'POST',
  path: '/reports/:id/decide',
  doc: 'Operators: uphold or dismiss a report, with a reason that is kept. Safe to repeat by the same operator.',
  who: 'operator',
  input: T.Object({
    id: Uuid,
    upheld: T.Boolean(),
    decision: T.String({ minLength: 1, maxLength: limits.REPORT_NOTE_LENGTH_MAX }),
  }),
  reply: Case,
  refusals: ['not_found', 'already_decided'],
})
