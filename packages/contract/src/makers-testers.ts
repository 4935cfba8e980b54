import { Type as T } from 'typebox'
import { endpoint } from './endpoint.ts'
import { MakerProgram } from './makers-parts.ts'
import { AppId } from './programs-parts.ts'
import { BlobId, Done, Instant, nothing, PersonCard, PersonId, Uuid } from './types.ts'

const ofTester = T.Object({ appId: AppId, person: PersonId })
const invited = T.Optional(T.Literal(true))

/** What is tried before citizens get it, and who tries it. */
export const setTrial = endpoint({
  verb: 'PUT',
  path: '/makers/programs/:appId/trial',
  doc: 'Let the whole team and its testers try a version (`POST /programs/:appId/open` with `trial`), or end the trial.',
  who: 'person',
  input: T.Object({ appId: AppId, version: T.Optional(Uuid) }),
  reply: MakerProgram,
  refusals: ['not_found', 'developer_only', 'version_not_ready'],
})
export const programTesters = endpoint({
  verb: 'GET',
  path: '/makers/programs/:appId/testers',
  doc: 'People outside the team who try a program’s trial, and those who were asked to.',
  who: 'person',
  input: T.Object({ appId: AppId }),
  reply: T.Object({
    testers: T.Array(T.Object({ person: PersonCard, since: Instant, invited })),
    /** How many a program may have. */
    most: T.Integer(),
  }),
  refusals: ['not_found'],
})
export const inviteTester = endpoint({
  verb: 'PUT',
  path: '/makers/programs/:appId/testers/:person',
  doc: 'Ask somebody to try what the team tries. They see it under their own account only, once they said yes. Safe to repeat.',
  who: 'person',
  perMinute: 30,
  input: ofTester,
  reply: Done,
  refusals: ['not_found', 'developer_only', 'too_many_testers'],
})
export const dropTester = endpoint({
  verb: 'DELETE',
  path: '/makers/programs/:appId/testers/:person',
  doc: 'Let a tester go; or, as that tester, stop trying.',
  who: 'person',
  input: ofTester,
  reply: Done,
  refusals: ['not_found', 'developer_only'],
})
export const myTrials = endpoint({
  verb: 'GET',
  path: '/makers/trials',
  doc: 'Programs whose makers asked me to try them before citizens get them.',
  who: 'person',
  input: nothing,
  reply: T.Object({
    trials: T.Array(
      T.Object({
        appId: AppId,
        name: T.String(),
        maker: T.String(),
        icon: T.Optional(BlobId),
        /** The version that is tried now; missing where none is. */
        version: T.Optional(T.String()),
        invited,
      }),
    ),
  }),
})
export const answerTrial = endpoint({
  verb: 'POST',
  path: '/makers/trials/:appId',
  doc: 'Try the program that its makers asked me to try, or not. Safe to repeat.',
  who: 'person',
  input: T.Object({ appId: AppId, accept: T.Boolean() }),
  reply: Done,
  refusals: ['not_found', 'too_many_trials'],
})
