import { canonical } from './canonical.ts'

/** What a developer signs when they upload: these very sources, of this program, as this version. */
export interface DeveloperStatement {
  readonly format: 1
  readonly appId: string
  readonly version: string
  readonly note: string
  /** Lower-case hex SHA-256 of `sourcesText`. */
  readonly sources: string
  /** Milliseconds since 1970 UTC. */
  readonly at: number
}

/** What the platform signs when citizens get a version. */
export interface ReleaseStatement {
  readonly format: 1
  readonly appId: string
  /** Grows with every release, grey step and rollback of the program; an older one is void. */
  readonly serial: number
  /** `trial` is for the testers of its makers only. */
  readonly env: 'release' | 'trial'
  readonly versionId: string
  readonly version: string
  /** Lower-case hex SHA-256 of the manifest's text. */
  readonly manifest: string
  /** Who uploaded it: their key, the hash of what they stated, and their signature over it. */
  readonly developer?: {
    readonly key: string
    readonly statement: string
    readonly signature: string
  }
  readonly at: number
}

/** `1.4.0`, `2.0.0-beta.1`: three numbers, and what stands before a release. */
export const VERSION_PATTERN = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})(-[0-9A-Za-z.-]{1,30})?$/

/** The text whose SHA-256 stands for all sources: canonical JSON of each path and the hex SHA-256 of its bytes. */
export const sourcesText = (sources: Readonly<Record<string, string>>): string => canonical({ ...sources })

export const developerText = (statement: DeveloperStatement): string => canonical({ ...statement })
export const releaseText = (statement: ReleaseStatement): string => canonical({ ...statement })
