import type { Endpoint, InputOf, Language, PersonKind, ReplyOf, Up } from '@plaza/contract'
import type { City } from './city.ts'

/** Who calls: a person (or bot) on one of their devices. */
export interface Caller {
  readonly person: string
  readonly device: string
  readonly kind: PersonKind
}

/** One HTTP call as a handler sees it. `by` is there whenever the endpoint is not for `anyone`. */
export interface Call<Input> {
  readonly input: Input
  readonly by: Caller
  /** The caller, where an endpoint for `anyone` was called with a session. */
  readonly session: Caller | undefined
  readonly address: string
  readonly requestId: string
  /** What the screen that asks speaks, where it says so. */
  readonly language?: Language | undefined
  /** Gives the browser its session cookie; null takes it away. */
  setSession(token: string | null): void
}

export interface Route {
  readonly endpoint: Endpoint
  readonly handle: (city: City, call: Call<never>) => Promise<unknown>
}

/** Ties an endpoint of the contract to the function that answers it; both sides are checked against its schema. */
export function route<E extends Endpoint>(
  endpoint: E,
  handle: (city: City, call: Call<InputOf<E>>) => Promise<ReplyOf<E>>,
): Route {
  return { endpoint, handle: handle }
}

/** An open socket of a signed-in person, as a module's frame handlers see it. */
export interface FrameSession {
  readonly caller: Caller
  /** Sends one frame. */
  send(frame: object): void
}
export type FrameKind = Up['t']
export type FrameHandler<K extends FrameKind = FrameKind> = (
  city: City,
  session: FrameSession,
  frame: Extract<Up, { t: K }>,
) => Promise<void> | void

/** Work that one process of the city does every so often. */
export interface Chore {
  readonly everyMs: number
  readonly run: (city: City) => Promise<void>
}

/**
 * A piece of what is kept of a person, for the copy that is theirs: rows of a list (those of the same name follow each other)
 * or a file. Names are paths, `contacts/requests`.
 */
export type Kept =
  | {
      readonly list: string
      /** What it is called, where the name of the list does not say so: a conversation. */
      readonly title?: string
      readonly rows: readonly Readonly<Record<string, unknown>>[]
    }
  | { readonly file: string; readonly size: number; readonly open: () => Promise<AsyncIterable<Uint8Array>> }

/** One institution of the city, as the server knows it. Everything else about it stays behind its door. */
export interface Module {
  readonly name: string
  /** Folder of numbered SQL files. */
  readonly sql?: URL
  readonly routes?: readonly Route[]
  readonly frames?: { readonly [K in FrameKind]?: FrameHandler<K> }
  /** Events of other modules, by topic. Handlers are idempotent: an event may come twice. */
  readonly listens?: Readonly<Record<string, (city: City, body: never) => Promise<void>>>
  readonly chores?: Readonly<Record<string, Chore>>
  /** Everything that this institution keeps of a person, for the person. */
  readonly exports?: (city: City, person: string) => AsyncIterable<Kept>
  /** Runs in every process that has the role. */
  readonly start?: (city: City) => Promise<void> | void
}

export function module(definition: Module): Module {
  return definition
}
