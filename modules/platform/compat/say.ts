import { OK } from '@plaza/compat-wechat'
import type { City } from '@plaza/house'
import type { PlatformAnswer, PlatformAsk } from '../wire.ts'

/** A handler gets the body as fields; what it throws becomes a number. */
export type Handler = (city: City, ask: CompatAsk) => Promise<CompatReply>

export interface CompatAsk extends PlatformAsk {
  readonly fields: Readonly<Record<string, unknown>>
}
/** An answer ready to go, or what is said in JSON. */
export type CompatReply = PlatformAnswer | { readonly say: object }

export const done: CompatReply = { say: OK }
export const say = (value: object): CompatReply => ({ say: value })

export const text = (value: unknown): string => (typeof value === 'string' ? value : '')
export const object = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
