import { Type as T, type Static } from 'typebox'
import * as limits from './limits.ts'
import { BlobId, Instant, Uuid } from './types.ts'

/** Names a mini program for ever; the form that makers of such programs know. */
export const AppId = T.String({ pattern: '^wx[0-9a-f]{16}$', maxLength: 18 })
/** Path of a page inside a program, with its query: `pages/index/index?id=3`. */
export const ProgramPath = T.String({ maxLength: limits.PROGRAM_PATH_LENGTH_MAX })
/** `scope.userLocation` and the like: what a program may do once its citizen said yes. */
export const Scope = T.String({ pattern: '^scope\\.[A-Za-z]{2,40}$', maxLength: 46 })

/** A mini program as lists and cards show it. */
export const ProgramCard = T.Object({
  appId: AppId,
  name: T.String(),
  about: T.String(),
  icon: T.Optional(BlobId),
  /** Who answers for it, as the registry knows them; never what the program says. */
  maker: T.Object({ name: T.String(), official: T.Boolean() }),
  /** The operator has stopped it; it opens no more. */
  stopped: T.Optional(T.Literal(true)),
})
export type ProgramCard = Static<typeof ProgramCard>

export const MyProgram = T.Object({ program: ProgramCard, openedAt: Instant, starred: T.Boolean() })
export type MyProgram = Static<typeof MyProgram>

/** A page of a program with somebody's star. */
export const StarredPage = T.Object({ program: ProgramCard, path: ProgramPath, title: T.String(), at: Instant })
export type StarredPage = Static<typeof StarredPage>

export const ProgramGrant = T.Object({ scope: Scope, allowed: T.Boolean(), at: Instant })
/** Something that a program did on a citizen's behalf, for that citizen to see. */
export const ProgramAct = T.Object({ at: Instant, act: T.String(), detail: T.Optional(T.String()) })

/** The platform's word that a version is what citizens get, see docs/reference/registry.md. */
export const ProgramRelease = T.Object({
  /** Canonical JSON; its serial only grows, so that an older statement is known as such. */
  statement: T.String(),
  /** Ed25519 over the statement by the platform's key, base64url. */
  signature: T.String(),
  /** What the developer signed at the upload; the city's own programs have none. */
  developerStatement: T.Optional(T.String()),
})
export type ProgramRelease = Static<typeof ProgramRelease>

/** Everything that opening needs but the files; those are read at `/program-files/<appId>/<versionId>/<sha256>`. */
export const ProgramRun = T.Object({
  program: ProgramCard,
  version: T.String(),
  versionId: Uuid,
  envVersion: T.Union([T.Literal('develop'), T.Literal('trial'), T.Literal('release')]),
  /** The manifest's text; its SHA-256 is what is signed. */
  manifest: T.String(),
  /** Ed25519 over the text by the platform, base64url; and the public key, base64url. */
  signature: T.String(),
  key: T.String(),
  /** What says that this version may run now; `verifyRelease` of `@plaza/program-wire` checks it. */
  release: ProgramRelease,
  storage: T.Record(T.String(), T.String()),
  settings: T.Record(T.String(), T.Boolean()),
  /** Where `web-view` may lead. */
  webDomains: T.Array(T.String()),
  /** Address of the cage in which it runs. */
  frame: T.String(),
})
export type ProgramRun = Static<typeof ProgramRun>
