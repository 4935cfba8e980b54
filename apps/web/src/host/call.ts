import type { Args } from './args.ts'
import type { Program } from './program.ts'

/** Answers one `wx` call: what it returns is what `success` gets; a `Refused` is what `fail` gets. */
export type HostCall = (program: Program, args: Args, api: string) => unknown
export type HostCalls = Readonly<Record<string, HostCall>>
