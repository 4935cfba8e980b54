import { Type as T, type Static } from 'typebox'
import { endpoint } from './endpoint.ts'
import { AppId } from './programs-parts.ts'
import { Done, Instant, Uuid } from './types.ts'

/** One line of a program's log. */
export const PlatformCall = T.Object({
  /** Its place in the log. */
  n: T.Integer(),
  /** The program's server asked the city, or was told something by it. */
  way: T.Union([T.Literal('api'), T.Literal('push')]),
  /** Of the request (`x-request-id`), or of the news, which have it in every try. */
  id: Uuid,
  /** `POST /platform/v1/sessions`, `GET /cgi-bin/token`, or a kind of news. */
  name: T.String(),
  ok: T.Boolean(),
  /** `ok`, or the word or number of the no. */
  outcome: T.String(),
  ms: T.Integer(),
  /** Brought once more because somebody wished so. */
  replay: T.Optional(T.Literal(true)),
  at: Instant,
})
export type PlatformCall = Static<typeof PlatformCall>

const N = T.Integer({ minimum: 0 })

export const platformLog = endpoint({
  verb: 'GET',
  path: '/programs/:appId/log',
  doc: 'What the server of a program that I manage asked and was told within a week, newest first; `before` is the place of the last one seen.',
  who: 'person',
  input: T.Object({
    appId: AppId,
    way: T.Optional(PlatformCall.properties.way),
    outcome: T.Optional(T.Union([T.Literal('ok'), T.Literal('failed')])),
    before: T.Optional(N),
  }),
  reply: T.Object({ calls: T.Array(PlatformCall), more: T.Boolean() }),
  refusals: ['not_found'],
})
export const platformCall = endpoint({
  verb: 'GET',
  path: '/programs/:appId/log/:n',
  doc: 'One line of the log with what was said on both sides; what is secret is blanked.',
  who: 'person',
  input: T.Object({ appId: AppId, n: N }),
  reply: T.Object({ call: PlatformCall, asked: T.String(), answered: T.String() }),
  refusals: ['not_found'],
})
export const replayCall = endpoint({
  verb: 'POST',
  path: '/programs/:appId/log/:n/replay',
  doc: 'Tell the program’s server the same news once more, marked as a replay and under the same id. Safe to repeat.',
  who: 'person',
  perMinute: 30,
  input: T.Object({ appId: AppId, n: N, id: Uuid }),
  reply: Done,
  refusals: ['not_found', 'still_tried'],
})
