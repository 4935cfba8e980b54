import type { Bus } from '@plaza/bus'
import type { Database, Prepared, Queries, Sql } from '@plaza/db'
import type { Clock, Dice } from '@plaza/kernel'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import type { Caller } from './module.ts'
import type { Metrics } from './metrics.ts'

export type { Logger } from 'pino'

/** Facts of this installation that modules may need; read once at boot, never from the environment later. */
export interface CityConfig {
  /** What citizens call it; shown on the welcome page and in one-time codes. */
  readonly cityName: string
  /** Where browsers reach it, without a slash at the end: `https://plaza.example.org`. The origin that passkeys are bound to. */
  readonly publicUrl: string
  /** SMTP server for one-time codes, `smtp://user:password@host:port`; without one the sandbox carrier keeps them for the operator. */
  readonly smtpUrl?: string
  readonly mailFrom?: string
  readonly groupMembersMax: number
  /** The currency of the city's wallets, ISO 4217; EUR unless said otherwise. */
  readonly currency?: string
  /** Where its days and months begin, a name of the IANA database (`Europe/Madrid`); UTC unless said otherwise. */
  readonly timeZone?: string
  /** Webhooks of bots may call this machine and its networks. Never in a city that strangers can make bots in. */
  readonly allowPrivateHooks?: boolean
  /** Servers that its operator runs beside it: from the origin that a program declares to where it is on this machine. */
  readonly beside?: ReadonlyMap<string, string>
  /** Checks of identity are played by a sandbox that says what whoever asks tells it to: for demos and tests, never for a city with real money. */
  readonly sandbox?: boolean
  /** What all files of one person may weigh together; `limits.STORAGE_BYTES_MAX` unless said otherwise. */
  readonly storageBytesMax?: number
  /** How devices find a way to each other for calls; without it only within one network. */
  readonly calls?: CallServers
  /** A refusal that its endpoint does not list is a bug and answered as one: for tests. Else it is only told in the log. */
  readonly strictContract?: boolean
}

/** Servers that help the devices of a call to reach each other. */
export interface CallServers {
  /** Tell a device its own address: `stun:turn.example.org:3478`. */
  readonly stun: readonly string[]
  /** Pass sound and pictures on where nothing else gets through: `turn:turn.example.org:3478?transport=udp`. */
  readonly turn: readonly string[]
  /** Shared with the TURN server (coturn's `static-auth-secret`): credentials are made from it, and last for hours. */
  readonly turnSecret?: string
}

/** Content-addressed files: hex SHA-256 names bytes that never change. */
export interface Blobs {
  put(bytes: Uint8Array): Promise<string>
  get(id: string): Promise<Uint8Array | undefined>
  has(id: string): Promise<boolean>
}

/** Large content-addressed files, apart from `Blobs` because these may go again. They stream and are never in memory whole. */
export interface Files {
  /** A folder of this machine where what is being uploaded gathers until it is moved in. */
  readonly incoming: string
  /** Moves a whole file of this machine in; `id` is the SHA-256 of its bytes. The same bytes are kept once. */
  put(id: string, path: string): Promise<void>
  size(id: string): Promise<number | undefined>
  /** The bytes, or those from one place to another (both included); undefined when there is no such file. */
  read(id: string, part?: { readonly from: number; readonly to: number }): Promise<Readable | undefined>
  remove(id: string): Promise<void>
}

/** Something that whoever listens to the topic is to hear. */
export interface News {
  readonly topic: string
  readonly body: Readonly<Record<string, unknown>>
  /** The same id again is the same news. */
  readonly id?: string
  /** When it is due, in ms. */
  readonly at?: number
}

/** Tells the rest of the city what was committed: the event is a row of the same transaction, its listeners run at least once. */
export interface Outbox {
  emit(tx: Queries, topic: string, body: Record<string, unknown>, options?: { id?: string; at?: number }): Promise<void>
  /** The statement behind `emit`, for a commit that is made elsewhere; undefined when nobody listens. */
  statement(topic: string, body: Record<string, unknown>, options?: { id?: string; at?: number }): Sql | undefined
  /** The statement behind `emit` for news of many at once, prepared; undefined when nobody listens to any of it. */
  statements(news: readonly News[]): { readonly query: Prepared; readonly values: unknown[] } | undefined
  /** Something was committed: look now instead of at the next tick. */
  nudge(): void
  /** For tests: runs everything due until nothing is left. */
  settle(): Promise<void>
}

/** The world as an argument: time, chance, storage and news come in here and nowhere else. */
export interface City {
  readonly config: CityConfig
  readonly clock: Clock
  readonly dice: Dice
  readonly db: Database
  readonly bus: Bus
  readonly blobs: Blobs
  readonly files: Files
  readonly outbox: Outbox
  readonly log: Logger
  readonly metrics: Metrics
  /** Who holds this session or bot token; undefined when nobody does (any more). */
  authenticate(token: string): Promise<Caller | undefined>
  /** One transaction, after whose commit the outbox is looked at. */
  tx<T>(work: (tx: Queries) => Promise<T>): Promise<T>
  newId(): string
  /** Runs at the clean stop, last registered first. */
  onStop(stop: () => Promise<void> | void): void
}
