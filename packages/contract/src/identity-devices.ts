import { Type as T } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Done, Instant, Uuid } from './types.ts'

/**
 * A machine without a browser signs in (RFC 8628): it asks `POST /oauth/device_authorization` for a short code, and
 * `POST /oauth/token` until somebody typed that code here and said yes.
 */
export const seeDeviceCode = endpoint({
  verb: 'POST',
  path: '/identity/device-codes/see',
  doc: 'Type the short code that a machine shows, and see what asks. From then on only I may answer it.',
  who: 'person',
  perMinute: 6,
  input: T.Object({ code: T.String({ minLength: 1, maxLength: 40 }) }),
  reply: T.Object({
    id: Uuid,
    deviceName: T.String(),
    /** From which network address it asks. */
    address: T.String(),
    createdAt: Instant,
    expiresAt: Instant,
  }),
  refusals: ['code_wrong', 'code_used'],
})
export const answerDeviceCode = endpoint({
  verb: 'POST',
  path: '/identity/device-codes/:id/answer',
  doc: 'Let the machine in whose code I typed, or not. It is one of my devices then. Safe to repeat.',
  who: 'person',
  input: T.Object({ id: Uuid, approve: T.Boolean() }),
  reply: Done,
  refusals: ['code_expired', 'code_used'],
})
