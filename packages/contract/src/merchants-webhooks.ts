import { Type as T } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { MerchantMode, MerchantNotify } from './merchants-parts.ts'
import { Done, Instant, Uuid } from './types.ts'

const ofMode = { id: Uuid, mode: MerchantMode }

export const setWebhook = endpoint({
  verb: 'PUT',
  path: '/merchants/:id/webhook',
  doc: 'Tell a server of mine about every payment and refund, as Standard Webhooks. The secret is in the answer, once; the one before is void. Owners only.',
  who: 'person',
  perMinute: 10,
  secret: true,
  input: T.Object({ ...ofMode, url: T.String({ minLength: 1, maxLength: limits.WEBHOOK_URL_LENGTH_MAX }) }),
  reply: T.Object({ url: T.String(), secret: T.String() }),
  refusals: ['not_found', 'owner_only', 'webhook_refused'],
})
export const dropWebhook = endpoint({
  verb: 'DELETE',
  path: '/merchants/:id/webhook',
  doc: 'Tell that server nothing more. Owners only.',
  who: 'person',
  input: T.Object(ofMode),
  reply: Done,
  refusals: ['not_found', 'owner_only'],
})
export const testWebhook = endpoint({
  verb: 'POST',
  path: '/merchants/:id/webhook/test',
  doc: 'Tell that server at once that it is told: `webhook.test`, tried and kept like any news. Owners and managers.',
  who: 'person',
  perMinute: 10,
  input: T.Object(ofMode),
  reply: MerchantNotify,
  refusals: ['not_found', 'admins_only', 'webhook_refused'],
})
export const setProbe = endpoint({
  verb: 'PUT',
  path: '/merchants/:id/probe',
  doc: 'Try each day whether the server that is told about orders refuses a wrong signature, or do so no more. Owners only.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ ...ofMode, on: T.Boolean() }),
  reply: Done,
  refusals: ['not_found', 'owner_only'],
})
export const webhook = endpoint({
  verb: 'GET',
  path: '/merchants/:id/webhook',
  doc: 'Where Standard Webhooks go, and how my server did when it was tried. Owners and managers.',
  who: 'person',
  input: T.Object(ofMode),
  reply: T.Object({
    webhook: T.Optional(T.Object({ url: T.String(), setAt: Instant })),
    probe: T.Optional(
      T.Object({
        nextAt: Instant,
        /** `passed`: it refused what was not signed rightly. */
        last: T.Optional(
          T.Object({ at: Instant, url: T.String(), status: T.Optional(T.Integer()), passed: T.Boolean() }),
        ),
      }),
    ),
  }),
  refusals: ['not_found', 'admins_only'],
})
