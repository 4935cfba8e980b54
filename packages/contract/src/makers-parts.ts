import { Type as T, type Static } from 'typebox'
import * as limits from './limits.ts'
import { AppId, ProgramPath, Scope } from './programs-parts.ts'
import { BlobId, Instant, PersonCard, Uuid } from './types.ts'

export const MakerRole = T.Union([T.Literal('owner'), T.Literal('developer'), T.Literal('tester')])
export type MakerRole = Static<typeof MakerRole>

/** People who make programs together. */
export const MakerTeam = T.Object({
  id: Uuid,
  name: T.String(),
  /** Where citizens and reviewers reach them: an address or a number. */
  contact: T.String(),
  /** What the caller is there. */
  role: MakerRole,
  /** The caller was asked to join and has not answered yet. */
  invited: T.Optional(T.Literal(true)),
  createdAt: Instant,
})
export type MakerTeam = Static<typeof MakerTeam>

export const MakerMember = T.Object({
  person: PersonCard,
  role: MakerRole,
  since: Instant,
  invited: T.Optional(T.Literal(true)),
})
export type MakerMember = Static<typeof MakerMember>

/** Ed25519, raw, base64url without padding. */
export const RawKey = T.String({ pattern: '^[A-Za-z0-9_-]{43}$', maxLength: 43 })
/** Ed25519 (RFC 8032), base64url without padding. */
export const RawSignature = T.String({ pattern: '^[A-Za-z0-9_-]{86}$', maxLength: 86 })

/** With which a developer signs what they upload. */
export const DeveloperKey = T.Object({
  id: Uuid,
  name: T.String(),
  key: RawKey,
  addedAt: Instant,
  usedAt: T.Optional(Instant),
  revokedAt: T.Optional(Instant),
})
export type DeveloperKey = Static<typeof DeveloperKey>

const words = (lengthMax: number) =>
  T.Object(
    {
      en: T.String({ minLength: 1, maxLength: lengthMax }),
      es: T.Optional(T.String({ minLength: 1, maxLength: lengthMax })),
      zh: T.Optional(T.String({ minLength: 1, maxLength: lengthMax })),
    },
    { additionalProperties: false },
  )
const Domains = T.Optional(
  T.Array(T.String({ minLength: 8, maxLength: limits.PROGRAM_DOMAIN_LENGTH_MAX }), {
    maxItems: limits.PROGRAM_DOMAINS_MAX,
    uniqueItems: true,
  }),
)

/** Permission of an authority that a category asks for. */
export const Licence = T.Object({
  /** Which of the category's licences it is. */
  kind: T.String({ pattern: '^[a-z_]{2,40}$', maxLength: 40 }),
  number: T.String({ minLength: 1, maxLength: limits.LICENCE_NUMBER_LENGTH_MAX }),
  /** A picture of it, stored by `POST /media/avatars`. */
  document: BlobId,
})

/** Where a program is to be found in the city. */
export const ProgramPlace = T.Object({
  id: Uuid,
  names: words(limits.PROGRAM_NAME_LENGTH_MAX),
  address: T.String({ minLength: 1, maxLength: limits.PLACE_ADDRESS_LENGTH_MAX }),
  /** Degrees, WGS 84. */
  lon: T.Number({ minimum: -180, maximum: 180 }),
  lat: T.Number({ minimum: -90, maximum: 90 }),
  /** What opens there; else the first page. */
  path: T.Optional(ProgramPath),
})
export type ProgramPlace = Static<typeof ProgramPlace>

/** Everything about a program besides its code. It reaches citizens with a version that was reviewed together with it. */
export const ProgramProfile = T.Object(
  {
    names: words(limits.PROGRAM_NAME_LENGTH_MAX),
    abouts: words(limits.PROGRAM_ABOUT_LENGTH_MAX),
    icon: T.Optional(BlobId),
    /** One of `GET /makers/categories`. */
    category: T.String({ pattern: '^[a-z_]{2,40}$', maxLength: 40 }),
    licences: T.Array(Licence, { maxItems: limits.LICENCES_MAX }),
    /** `https://host[:port]`, for `socket` also `wss://`; no path. */
    domains: T.Object(
      { request: Domains, socket: Domains, upload: Domains, download: Domains, web: Domains },
      { additionalProperties: false },
    ),
    /** What it may ask, with the reason that citizens are told. */
    scopes: T.Record(Scope, T.String({ minLength: 1, maxLength: limits.SCOPE_REASON_LENGTH_MAX })),
    /** Messages that it may write to whoever asked for them. */
    templates: T.Array(
      T.Object({
        id: T.String({ pattern: '^[A-Za-z0-9_-]{10,64}$', maxLength: 64 }),
        titles: words(limits.PROGRAM_NAME_LENGTH_MAX),
        fields: T.Array(
          T.Object({
            key: T.String({ pattern: '^[a-z_]{2,24}[0-9]{1,2}$', maxLength: 26 }),
            names: words(limits.PROGRAM_NAME_LENGTH_MAX),
          }),
          { minItems: 1, maxItems: limits.TEMPLATE_FIELDS_MAX },
        ),
      }),
      { maxItems: limits.PROGRAM_TEMPLATES_MAX },
    ),
    keywords: T.Array(T.String({ minLength: 1, maxLength: limits.KEYWORD_LENGTH_MAX }), {
      maxItems: limits.KEYWORDS_MAX,
      uniqueItems: true,
    }),
    /** Pages that search may lead to, by what they are called; `sitemap.json` of the sources has to allow them. */
    pages: T.Array(T.Object({ path: ProgramPath, titles: words(limits.PROGRAM_TITLE_LENGTH_MAX) }), {
      maxItems: limits.SEARCH_PAGES_MAX,
    }),
    places: T.Array(ProgramPlace, { maxItems: limits.PROGRAM_PLACES_MAX }),
  },
  { additionalProperties: false },
)
export type ProgramProfile = Static<typeof ProgramProfile>

/** Something wrong at a place of the sources (line and column from 1), with what to do about it. */
export const SourceProblem = T.Object({
  severity: T.Union([T.Literal('error'), T.Literal('warning')]),
  file: T.String(),
  line: T.Integer(),
  column: T.Integer(),
  message: T.String(),
  remedy: T.String(),
})
export type SourceProblem = Static<typeof SourceProblem>

/** What the automatic checks found. `error`: it cannot be submitted so. `params` fill the sentence `check.<code>`. */
export const Finding = T.Object({
  severity: T.Union([T.Literal('error'), T.Literal('warning'), T.Literal('note')]),
  code: T.Union([
    T.Literal('too_large'),
    T.Literal('domain_not_declared'),
    T.Literal('domain_unused'),
    T.Literal('call_not_supported'),
    T.Literal('scope_not_declared'),
    T.Literal('scope_unused'),
    T.Literal('word_listed'),
    T.Literal('page_missing'),
    T.Literal('page_disallowed'),
    T.Literal('licence_missing'),
    T.Literal('compiler'),
  ]),
  file: T.Optional(T.String()),
  line: T.Optional(T.Integer()),
  params: T.Record(T.String(), T.String()),
})
export type Finding = Static<typeof Finding>

export const UploadState = T.Union([
  /** Its statement was taken; the ZIP has not come. */
  T.Literal('waiting'),
  T.Literal('compiling'),
  T.Literal('done'),
  T.Literal('failed'),
])
export type UploadState = Static<typeof UploadState>

export const Upload = T.Object({
  id: Uuid,
  appId: AppId,
  version: T.String(),
  state: UploadState,
  /** Why it failed, where no place of the sources is to blame. */
  why: T.Optional(T.Union([T.Literal('sources_differ'), T.Literal('unreadable'), T.Literal('version_taken')])),
  /** What the reader of the ZIP or the compiler said, in a sentence. */
  message: T.Optional(T.String()),
  problems: T.Array(SourceProblem),
  /** The version that came of it. */
  versionId: T.Optional(Uuid),
  at: Instant,
})
export type Upload = Static<typeof Upload>

export const VersionState = T.Union([
  T.Literal('develop'),
  T.Literal('trial'),
  T.Literal('review'),
  T.Literal('approved'),
  T.Literal('refused'),
  /** For a share of the people. */
  T.Literal('grey'),
  T.Literal('released'),
  T.Literal('old'),
])
export type VersionState = Static<typeof VersionState>

export const MakerVersion = T.Object({
  id: Uuid,
  appId: AppId,
  version: T.String(),
  note: T.String(),
  state: VersionState,
  bytes: T.Integer(),
  files: T.Integer(),
  by: T.Optional(PersonCard),
  /** Of the developer's key. */
  key: RawKey,
  createdAt: Instant,
  submittedAt: T.Optional(Instant),
  decidedAt: T.Optional(Instant),
  /** It may be released, or gone back to. */
  approved: T.Boolean(),
  /** Why it was refused. */
  reasons: T.Optional(T.String()),
  /** Operators who said yes so far, and how many have to. */
  yes: T.Integer(),
  yesNeeded: T.Integer(),
})
export type MakerVersion = Static<typeof MakerVersion>

/** A program as its team sees it. */
export const MakerProgram = T.Object({
  appId: AppId,
  team: Uuid,
  role: MakerRole,
  /** As it will be reviewed with the next version. */
  profile: ProgramProfile,
  released: T.Optional(T.Object({ id: Uuid, version: T.String(), at: Instant })),
  grey: T.Optional(T.Object({ id: Uuid, version: T.String(), percent: T.Integer() })),
  trial: T.Optional(Uuid),
  review: T.Optional(Uuid),
  /** Of the newest release statement; 0 before the first. */
  serial: T.Integer(),
  stopped: T.Optional(T.Literal(true)),
  createdAt: Instant,
})
export type MakerProgram = Static<typeof MakerProgram>

/** What changed what citizens get: each has a serial, which only grows. */
export const ReleaseStep = T.Object({
  id: Uuid,
  serial: T.Integer(),
  kind: T.Union([T.Literal('release'), T.Literal('grey'), T.Literal('rollback')]),
  versionId: Uuid,
  version: T.String(),
  percent: T.Integer(),
  by: T.Optional(PersonCard),
  at: Instant,
})
export type ReleaseStep = Static<typeof ReleaseStep>

/** One line of the thread between maker and reviewer. Reviewers speak for the city and are not named to makers. */
export const ReviewMessage = T.Object({
  id: Uuid,
  side: T.Union([T.Literal('maker'), T.Literal('reviewer')]),
  by: T.Optional(PersonCard),
  text: T.String(),
  at: Instant,
})
export type ReviewMessage = Static<typeof ReviewMessage>

/** One line of the audit trail. */
export const MakerAct = T.Object({
  at: Instant,
  what: T.String(),
  by: T.Optional(PersonCard),
  facts: T.Record(T.String(), T.Unknown()),
})
export type MakerAct = Static<typeof MakerAct>

/** How many people: below five nobody is told how many. */
export const People = T.Union([T.Integer({ minimum: 5 }), T.Literal('<5')])

/** A day of one version. */
export const ProgramDay = T.Object({
  /** `2026-11-29`, UTC. */
  day: T.String(),
  versionId: Uuid,
  version: T.String(),
  opens: T.Integer(),
  people: People,
  errors: T.Integer(),
  payments: T.Integer(),
  /** From the tap to the first picture, ms; missing where nobody reported. */
  openMs: T.Optional(T.Object({ p50: T.Integer(), p95: T.Integer() })),
})
export type ProgramDay = Static<typeof ProgramDay>

/** Of those who opened it on a day: how many came again one day and seven days later. */
export const ProgramRetention = T.Object({
  day: T.String(),
  people: People,
  day1: T.Optional(People),
  day7: T.Optional(People),
})
