import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Done, Handle, Instant, Name, nothing, PersonCard, PersonId, Uuid } from './types.ts'

/** How a webhook fares. `why` is the last failure: an HTTP class, `gone` (410), `not_outside` or `unreachable`. */
export const WebhookState = T.Object({
  state: T.Union([T.Literal('active'), T.Literal('failing'), T.Literal('disabled')]),
  why: T.Optional(T.String()),
  failures: T.Integer({ minimum: 0 }),
  failingSince: T.Optional(Instant),
  /** When it is tried again; only while failing. */
  nextAt: T.Optional(Instant),
  disabledAt: T.Optional(Instant),
})
export type WebhookState = Static<typeof WebhookState>

export const OwnedBot = T.Object({
  bot: PersonCard,
  webhook: T.Optional(T.String()),
  /** Missing without a webhook. */
  delivery: T.Optional(WebhookState),
})
export type OwnedBot = Static<typeof OwnedBot>

export const makeBot = endpoint({
  verb: 'POST',
  path: '/bots',
  doc: 'Make a bot that you own; its token is shown once. With `webhook`, events are POSTed there (Standard Webhooks).',
  who: 'person',
  perMinute: 10,
  input: T.Object({ id: Uuid, handle: Handle, name: Name, webhook: T.Optional(T.String({ maxLength: 500 })) }),
  reply: T.Object({ bot: PersonCard, token: T.String(), webhookSecret: T.Optional(T.String()) }),
  refusals: ['handle_taken', 'handle_invalid', 'name_invalid', 'exists_different'],
})
export const myBots = endpoint({
  verb: 'GET',
  path: '/bots',
  doc: 'The bots you own, and how their webhooks fare.',
  who: 'person',
  input: nothing,
  reply: T.Object({ bots: T.Array(OwnedBot) }),
})
export const enableWebhook = endpoint({
  verb: 'POST',
  path: '/bots/:id/webhook/enable',
  doc: 'Switch a webhook on again, or try a failing one at once; it goes on where it stopped. Safe to repeat.',
  who: 'person',
  perMinute: 20,
  input: T.Object({ id: PersonId }),
  reply: OwnedBot,
  refusals: ['not_found'],
})
export const removeBot = endpoint({
  verb: 'DELETE',
  path: '/bots/:id',
  doc: 'Close a bot: its token stops working within a second.',
  who: 'person',
  input: T.Object({ id: PersonId }),
  reply: Done,
  refusals: ['not_found'],
})
