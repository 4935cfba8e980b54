import { Type as T } from 'typebox'
import { endpoint } from './endpoint.ts'
import * as limits from './limits.ts'
import {
  DeveloperKey,
  Finding,
  MakerAct,
  MakerMember,
  MakerProgram,
  MakerRole,
  MakerTeam,
  MakerVersion,
  ProgramDay,
  ProgramProfile,
  ProgramRetention,
  RawKey,
  RawSignature,
  ReleaseStep,
  ReviewMessage,
  SourceProblem,
  Upload,
} from './makers-parts.ts'
import { AppId } from './programs-parts.ts'
import { Done, Instant, nothing, PersonId, Uuid } from './types.ts'

export * from './makers-citizens.ts'
export * from './makers-parts.ts'
export * from './makers-review.ts'
export * from './makers-testers.ts'

const TeamName = T.String({ minLength: 1, maxLength: limits.NAME_LENGTH_MAX })
const Contact = T.String({ minLength: 3, maxLength: limits.MAKER_CONTACT_LENGTH_MAX })
const ofTeam = T.Object({ id: Uuid })
const ofApp = T.Object({ appId: AppId })
const ofVersion = { appId: AppId, version: Uuid }

// ---- teams ----

export const makeTeam = endpoint({
  verb: 'POST',
  path: '/makers/teams',
  doc: 'Become a maker: a team that the caller owns. For people of tier 1 and above. Safe to repeat.',
  who: 'person',
  perMinute: 10,
  input: T.Object({ id: Uuid, name: TeamName, contact: Contact }),
  reply: MakerTeam,
  refusals: ['exists_different', 'tier_too_low', 'too_many_teams'],
})
export const myTeams = endpoint({
  verb: 'GET',
  path: '/makers/teams',
  doc: 'Teams that I am in, and those that asked me to join.',
  who: 'person',
  input: nothing,
  reply: T.Object({ teams: T.Array(MakerTeam) }),
})
export const changeTeam = endpoint({
  verb: 'PUT',
  path: '/makers/teams/:id',
  doc: 'Change a team’s name and contact. Owners only.',
  who: 'person',
  input: T.Object({ id: Uuid, name: TeamName, contact: Contact }),
  reply: MakerTeam,
  refusals: ['not_found', 'owner_only'],
})
export const teamMembers = endpoint({
  verb: 'GET',
  path: '/makers/teams/:id/members',
  doc: 'Who is in a team, and who was asked to join.',
  who: 'person',
  input: ofTeam,
  reply: T.Object({ members: T.Array(MakerMember) }),
  refusals: ['not_found'],
})
export const putMember = endpoint({
  verb: 'PUT',
  path: '/makers/teams/:id/members/:person',
  doc: 'Ask somebody to join, or change what a member is. Owners only.',
  who: 'person',
  perMinute: 30,
  input: T.Object({ id: Uuid, person: PersonId, role: MakerRole }),
  reply: Done,
  refusals: ['not_found', 'owner_only', 'last_owner', 'too_many_members'],
})
export const answerTeam = endpoint({
  verb: 'POST',
  path: '/makers/teams/:id/answer',
  doc: 'Join the team that asked me, or not.',
  who: 'person',
  input: T.Object({ id: Uuid, accept: T.Boolean() }),
  reply: Done,
  refusals: ['not_found', 'too_many_teams'],
})
export const dropMember = endpoint({
  verb: 'DELETE',
  path: '/makers/teams/:id/members/:person',
  doc: 'Leave a team, or, as its owner, let somebody go. One owner stays.',
  who: 'person',
  input: T.Object({ id: Uuid, person: PersonId }),
  reply: Done,
  refusals: ['not_found', 'owner_only', 'last_owner'],
})

// ---- keys of developers ----

export const keyChallenge = endpoint({
  verb: 'POST',
  path: '/makers/keys/challenge',
  doc: 'A text to sign with a key that is to be added, within ten minutes: shows that the caller has its private half.',
  who: 'person',
  perMinute: 20,
  secret: true,
  input: nothing,
  reply: T.Object({ challenge: T.String(), expiresAt: Instant }),
})
export const addKey = endpoint({
  verb: 'POST',
  path: '/makers/keys',
  doc: 'Add a public key. `signature` is over the UTF-8 bytes of the challenge. Safe to repeat.',
  who: 'person',
  perMinute: 20,
  input: T.Object({
    id: Uuid,
    name: T.String({ minLength: 1, maxLength: limits.KEY_NAME_LENGTH_MAX }),
    key: RawKey,
    challenge: T.String({ maxLength: 200 }),
    signature: RawSignature,
  }),
  reply: DeveloperKey,
  refusals: ['key_proof_wrong', 'key_unreadable', 'key_revoked', 'exists_different', 'too_many_keys'],
})
export const myKeys = endpoint({
  verb: 'GET',
  path: '/makers/keys',
  doc: 'My keys, the newest first, revoked ones too.',
  who: 'person',
  input: nothing,
  reply: T.Object({ keys: T.Array(DeveloperKey) }),
})
export const revokeKey = endpoint({
  verb: 'DELETE',
  path: '/makers/keys/:id',
  doc: 'Revoke a key for good. What it signed can no more be submitted; what was reviewed stays.',
  who: 'person',
  input: T.Object({ id: Uuid }),
  reply: DeveloperKey,
  refusals: ['not_found'],
})

// ---- programs of a team ----

export const makerCategories = endpoint({
  verb: 'GET',
  path: '/makers/categories',
  doc: 'Categories of programs, and the licences that some ask for.',
  who: 'person',
  input: nothing,
  reply: T.Object({ categories: T.Array(T.Object({ id: T.String(), licences: T.Array(T.String()) })) }),
})
export const registerProgram = endpoint({
  verb: 'POST',
  path: '/makers/programs',
  doc: 'Register a program: it gets its app id, and a secret that is told this once (a repeat answers without it).',
  who: 'person',
  perMinute: 10,
  secret: true,
  input: T.Object({ id: Uuid, team: Uuid, profile: ProgramProfile }),
  reply: T.Object({ program: MakerProgram, secret: T.Optional(T.String()) }),
  refusals: ['not_found', 'developer_only', 'too_many_programs', 'exists_different', 'domain_invalid'],
})
export const makerPrograms = endpoint({
  verb: 'GET',
  path: '/makers/programs',
  doc: 'Programs of my teams, the newest first.',
  who: 'person',
  input: nothing,
  reply: T.Object({ programs: T.Array(MakerProgram) }),
})
export const makerProgram = endpoint({
  verb: 'GET',
  path: '/makers/programs/:appId',
  doc: 'One program of my team.',
  who: 'person',
  input: ofApp,
  reply: MakerProgram,
  refusals: ['not_found'],
})
export const setProfile = endpoint({
  verb: 'PUT',
  path: '/makers/programs/:appId/profile',
  doc: 'Say everything about a program besides its code. Citizens get it with the next version that is reviewed and released.',
  who: 'person',
  input: T.Object({ appId: AppId, profile: ProgramProfile }),
  reply: MakerProgram,
  refusals: ['not_found', 'developer_only', 'domain_invalid'],
})
export const renewProgramSecret = endpoint({
  verb: 'POST',
  path: '/makers/programs/:appId/secret',
  doc: 'A new secret for the program’s server, told this once; the one before is void. Owners only.',
  who: 'person',
  perMinute: 10,
  secret: true,
  input: ofApp,
  reply: T.Object({ secret: T.String() }),
  refusals: ['not_found', 'owner_only'],
})

// ---- uploads and versions ----

export const startUpload = endpoint({
  verb: 'POST',
  path: '/makers/programs/:appId/uploads',
  doc: 'Begin an upload with the developer’s statement (canonical JSON, see docs/reference/registry.md) and its signature; then `PUT /program-uploads/:id` with the ZIP. Safe to repeat.',
  who: 'person',
  perMinute: 30,
  input: T.Object({
    appId: AppId,
    id: Uuid,
    /** Id of one of my keys. */
    key: Uuid,
    statement: T.String({ minLength: 2, maxLength: limits.STATEMENT_LENGTH_MAX }),
    signature: RawSignature,
  }),
  reply: Upload,
  refusals: [
    'not_found',
    'developer_only',
    'key_revoked',
    'statement_wrong',
    'signature_wrong',
    'version_taken',
    'exists_different',
    'too_many_uploads',
  ],
})
export const seeUpload = endpoint({
  verb: 'GET',
  path: '/makers/programs/:appId/uploads/:id',
  doc: 'How an upload stands. The socket tells of it too (`t: upload`).',
  who: 'person',
  perMinute: 600,
  input: T.Object({ appId: AppId, id: Uuid }),
  reply: Upload,
  refusals: ['not_found'],
})
export const makerVersions = endpoint({
  verb: 'GET',
  path: '/makers/programs/:appId/versions',
  doc: 'Versions of a program, the newest first.',
  who: 'person',
  input: T.Object({ appId: AppId, before: T.Optional(Instant) }),
  reply: T.Object({ versions: T.Array(MakerVersion), more: T.Boolean() }),
  refusals: ['not_found'],
})
export const makerVersion = endpoint({
  verb: 'GET',
  path: '/makers/programs/:appId/versions/:version',
  doc: 'One version: what the compiler warned of, what the checks found, what its developer stated.',
  who: 'person',
  input: T.Object(ofVersion),
  reply: T.Object({
    version: MakerVersion,
    problems: T.Array(SourceProblem),
    findings: T.Array(Finding),
    statement: T.String(),
    signature: RawSignature,
  }),
  refusals: ['not_found'],
})
export const checkVersion = endpoint({
  verb: 'POST',
  path: '/makers/programs/:appId/versions/:version/check',
  doc: 'What the automatic checks say of a version with the profile as it is now; nothing is submitted.',
  who: 'person',
  perMinute: 20,
  input: T.Object(ofVersion),
  reply: T.Object({ findings: T.Array(Finding) }),
  refusals: ['not_found'],
})
export const submitVersion = endpoint({
  verb: 'POST',
  path: '/makers/programs/:appId/versions/:version/submit',
  doc: 'Ask for review. The profile as it is now is reviewed with it. Refuses what the checks call an error (`checks_failed`; see `check`).',
  who: 'person',
  perMinute: 20,
  input: T.Object(ofVersion),
  reply: MakerVersion,
  refusals: [
    'not_found',
    'developer_only',
    'key_revoked',
    'checks_failed',
    'review_open',
    'version_not_ready',
    'already_decided',
  ],
})
export const withdrawVersion = endpoint({
  verb: 'POST',
  path: '/makers/programs/:appId/versions/:version/withdraw',
  doc: 'Take a version back from review.',
  who: 'person',
  input: T.Object(ofVersion),
  reply: MakerVersion,
  refusals: ['not_found', 'developer_only', 'already_decided'],
})
export const releaseVersion = endpoint({
  verb: 'POST',
  path: '/makers/programs/:appId/releases',
  doc: 'Give an approved version to everybody (100) or to a share of the people, which may only grow. Owners only. Safe to repeat.',
  who: 'person',
  perMinute: 30,
  input: T.Object({
    appId: AppId,
    id: Uuid,
    version: Uuid,
    percent: T.Integer({ minimum: 1, maximum: 100 }),
  }),
  reply: MakerProgram,
  refusals: [
    'not_found',
    'owner_only',
    'not_approved',
    'version_not_ready',
    'share_not_larger',
    'exists_different',
    'program_stopped',
  ],
})
export const rollbackProgram = endpoint({
  verb: 'POST',
  path: '/makers/programs/:appId/rollback',
  doc: 'Go back to a version that was approved before, for everybody; with the released one, end a grey release. Owners only. Safe to repeat.',
  who: 'person',
  perMinute: 30,
  input: T.Object({ appId: AppId, id: Uuid, version: Uuid }),
  reply: MakerProgram,
  refusals: ['not_found', 'owner_only', 'not_approved', 'exists_different'],
})
export const releaseSteps = endpoint({
  verb: 'GET',
  path: '/makers/programs/:appId/releases',
  doc: 'What was released, to whom, and gone back to; the newest first.',
  who: 'person',
  input: ofApp,
  reply: T.Object({ steps: T.Array(ReleaseStep) }),
  refusals: ['not_found'],
})

// ---- talking, looking back, numbers ----

export const reviewMessages = endpoint({
  verb: 'GET',
  path: '/makers/versions/:version/messages',
  doc: 'What the team and the reviewers said about a version, oldest first. For its team and for operators.',
  who: 'person',
  input: T.Object({ version: Uuid }),
  reply: T.Object({ messages: T.Array(ReviewMessage) }),
  refusals: ['not_found'],
})
export const sayInReview = endpoint({
  verb: 'POST',
  path: '/makers/versions/:version/messages',
  doc: 'Say something about a version. Safe to repeat.',
  who: 'person',
  perMinute: 30,
  input: T.Object({
    version: Uuid,
    id: Uuid,
    text: T.String({ minLength: 1, maxLength: limits.REVIEW_TEXT_LENGTH_MAX }),
  }),
  reply: ReviewMessage,
  refusals: ['not_found', 'exists_different', 'too_many_messages'],
})
export const makerActs = endpoint({
  verb: 'GET',
  path: '/makers/programs/:appId/acts',
  doc: 'The audit trail of a program, the newest first. For its team and for operators.',
  who: 'person',
  input: T.Object({ appId: AppId, before: T.Optional(Instant) }),
  reply: T.Object({ acts: T.Array(MakerAct), more: T.Boolean() }),
  refusals: ['not_found'],
})
export const programNumbers = endpoint({
  verb: 'GET',
  path: '/makers/programs/:appId/numbers',
  doc: 'Opens, people, errors, payments and the time of opening by day and version; nothing that tells who.',
  who: 'person',
  input: T.Object({ appId: AppId, days: T.Optional(T.Integer({ minimum: 1, maximum: limits.NUMBER_DAYS_MAX })) }),
  reply: T.Object({ days: T.Array(ProgramDay), retention: T.Array(ProgramRetention) }),
  refusals: ['not_found'],
})
