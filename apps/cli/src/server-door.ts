import type { ServerOptions } from '@plaza/server'
import type { Logger } from 'pino'

/** What the command needs from @plaza/server. */
export interface ServerDoor {
  startServer(options: ServerOptions): Promise<{ url: string; stop(): Promise<void> }>
  migrateAll(databaseUrl: string, log: Logger): Promise<unknown>
  /** Must be safe to repeat: a first start may be cut off in the middle of it. */
  seedDemo(options: {
    databaseUrl: string
    home: string
    s3Url?: string
    log: Logger
  }): Promise<{ logins: Login[] } | void>
  /** Compiles a mini program's folder and makes it what citizens get. */
  installFolder(source: ProgramSource, folder: string): Promise<InstalledProgram>
  /** Servers of the city's own mini programs, to be started beside it. */
  besideServers(of: {
    home: string
    port: number
    taken: readonly (number | undefined)[]
    log: Logger
  }): Promise<AsyncDisposable & { readonly servers: readonly OwnServer[]; start(api: string): void }>
  /** Brings the city's own mini programs up to date. */
  installOwnPrograms(source: ProgramSource): Promise<InstalledProgram[]>
  /** Writes to the bucket and reads back; throws with what the store said. */
  probeFiles?(s3Url: string): Promise<void>
  /** Whether this machine can forward calls. */
  canForward(): boolean
  /** Starts the browser that would look at mini programs in review, and ends it again. */
  probeReviewer(wish: {
    chromium: string | undefined
    chromiumBare: boolean
  }): Promise<'sandboxed' | 'bare' | 'no_browser' | 'no_sandbox'>
  /** Writes what the city keeps of a person into a ZIP; undefined when nobody has the handle. */
  exportPerson(options: {
    databaseUrl: string
    home: string
    s3Url?: string
    log: Logger
    handle: string
    file: string
  }): Promise<{ bytes: number; rows: number } | undefined>
  /** Reads the whole ledger and says what is not in order. */
  auditLedger(databaseUrl: string): Promise<LedgerReport>
  /** Names of migrations that would run now. */
  pendingMigrations?(databaseUrl: string): Promise<string[]>
}

/** A server of one of the city's own programs: who it is, the origin that the program declares, and where it is. */
export interface OwnServer {
  readonly appId: string
  readonly secret: string
  readonly origin: string
  readonly upstream: string
}

export interface ProgramSource {
  readonly databaseUrl: string
  readonly home: string
  readonly s3Url?: string
  readonly log: Logger
}

export interface InstalledProgram {
  readonly appId: string
  readonly name: string
  readonly errors: readonly ProgramProblem[]
  readonly warnings: readonly ProgramProblem[]
}

export interface ProgramProblem {
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly message: string
  readonly remedy?: string | undefined
}

/** What the audit of the ledger found. */
export interface LedgerReport {
  readonly shards: number
  readonly rows: bigint
  readonly sealed: bigint
  readonly faults: readonly { readonly what: string; readonly where: string }[]
  readonly ends: readonly { readonly shard: number; readonly n: bigint; readonly hash: string }[]
}

/** A demo person one can be at once: `who` is a name, `how` what to type. */
export interface Login {
  who: string
  how: string
}

/** Loads the server only for the verbs that need it. */
export function openDoor(): Promise<ServerDoor> {
  return import('@plaza/server')
}
