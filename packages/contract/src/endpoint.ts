import type { Static, TObject, TSchema } from 'typebox'
import type { RefusalCode } from './refusals.ts'

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may call: `anyone` without a session, `person` with one, `operator` the people who run the city, `bot` a bot's token. */
export type Audience = 'anyone' | 'person' | 'operator' | 'bot'

/** One HTTP endpoint, described once: validation, typed client and OpenAPI all come from this value. */
export interface Endpoint<Input extends TObject = TObject, Reply extends TSchema = TSchema> {
  readonly verb: Verb
  /** Below `/api`; `:name` parts are taken from `input`. */
  readonly path: `/${string}`
  /** One sentence for the reference. */
  readonly doc: string
  readonly who: Audience
  readonly input: Input
  readonly reply: Reply
  /** The refusals a caller should be ready for, besides `generalRefusals`. */
  readonly refusals?: readonly RefusalCode[]
  /** Requests allowed per minute: by person where there is a session, else by address. Default 240. */
  readonly perMinute?: number
  /** The answer tells a secret, beside the words of others: it is never compressed. */
  readonly secret?: true
}

/** Keeps the literal types of an endpoint so that server and client are checked against it. */
export function endpoint<const P extends `/${string}`, const V extends Verb, I extends TObject, R extends TSchema>(
  description: Omit<Endpoint<I, R>, 'path' | 'verb'> & { path: P; verb: V },
): Endpoint<I, R> & { readonly path: P; readonly verb: V } {
  return description
}

export type InputOf<E> = E extends Endpoint<infer I, TSchema> ? Static<I> : never
export type ReplyOf<E> = E extends Endpoint<TObject, infer R> ? Static<R> : never
