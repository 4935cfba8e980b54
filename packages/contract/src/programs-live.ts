import { Type as T } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import { AppId, ProgramCard, ProgramPath } from './programs-parts.ts'
import { Done, Uuid } from './types.ts'

export const programSerial = endpoint({
  verb: 'GET',
  path: '/programs/:appId/serial',
  doc: 'Which version I get now: for an open program, to see that there is a new one. Ask it twice a minute; the socket tells sooner (`t: program`).',
  who: 'person',
  /** `running`: the version that my client runs. */
  input: T.Object({ appId: AppId, running: T.Optional(Uuid) }),
  reply: T.Object({
    serial: T.Integer(),
    versionId: Uuid,
    stopped: T.Optional(T.Literal(true)),
    /** The version that runs was taken back for an older one: start again at once, with what there is now. */
    withdrawn: T.Optional(T.Literal(true)),
  }),
  refusals: ['not_found'],
})
export const nearbyPrograms = endpoint({
  verb: 'GET',
  path: '/programs/nearby',
  doc: 'Programs that have a place near here, the nearest first. The client rounds to two decimals (about 1 km); nothing is kept.',
  who: 'person',
  perMinute: 60,
  input: T.Object({
    lon: T.Number({ minimum: -180, maximum: 180 }),
    lat: T.Number({ minimum: -90, maximum: 90 }),
  }),
  reply: T.Object({
    places: T.Array(
      T.Object({
        program: ProgramCard,
        id: Uuid,
        name: T.String(),
        address: T.String(),
        lon: T.Number(),
        lat: T.Number(),
        path: T.Optional(ProgramPath),
        metres: T.Integer(),
      }),
    ),
  }),
})
export const reportProgram = endpoint({
  verb: 'POST',
  path: '/programs/:appId/reports',
  doc: 'My client counts, without a word of who: a program that opened within so many ms, errors of it, a payment that was made.',
  who: 'person',
  perMinute: 60,
  input: T.Object({
    appId: AppId,
    version: Uuid,
    /** From the tap to the first picture. */
    openMs: T.Optional(T.Integer({ minimum: 0, maximum: limits.PROGRAM_OPEN_MS_MAX })),
    errors: T.Optional(T.Integer({ minimum: 0, maximum: 100 })),
    payments: T.Optional(T.Integer({ minimum: 0, maximum: 10 })),
  }),
  reply: Done,
  refusals: ['not_found'],
})
