import type { Manifest } from '@plaza/program-wire'

/** What the server tells of the program as it is now. */
export interface Told {
  readonly number: number
  readonly appId: string
  readonly name: string
  /** Declared, with the reason that citizens read. */
  readonly scopes: Readonly<Record<string, string>>
  readonly manifest: Manifest
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
  readonly ms: number
  readonly cage: string
}

/** A call that is answered with a documented failure: `<api>:fail <message>`. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

export type Given = Readonly<Record<string, unknown>>
export const record = (value: unknown): Given => (typeof value === 'object' && value !== null ? (value as Given) : {})
export const text = (value: unknown): string => (typeof value === 'string' ? value : '')
