/** What the commands of makers get from around them, so that a test can be a maker's terminal. */
export interface Desk {
  /** The folder that the person is in. */
  readonly cwd: string
  /** Where their own file is kept: token, key, secrets. */
  readonly settings: string
  /** The city that PLAZA_SERVER names. */
  readonly server: string | undefined
  say(text: string): void
  now(): number
  newId(): string
  wait(ms: number): Promise<void>
  fetch(url: string, init?: RequestInit): Promise<Response>
}

/** A command does its work and tells the exit code. */
export type Command = (desk: Desk, options: Options) => Promise<number>

/** What was typed after the command, by name. */
export interface Options {
  readonly rest: readonly string[]
  readonly template?: string
  readonly name?: string
  readonly category?: string
  readonly team?: string
  readonly contact?: string
  readonly city?: string
  readonly version?: string
  readonly note?: string
  readonly percent?: string
  readonly port?: string
  readonly citizen?: string
  readonly existing?: boolean
  readonly renew?: boolean
}
