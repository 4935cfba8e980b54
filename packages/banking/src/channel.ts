import type { Clock } from '@plaza/kernel'
import type { Answer, Call } from './call.ts'

/** A bank with a host-to-host channel that speaks ISO 20022 over HTTP. */
export interface IsoBankConfig {
  readonly baseUrl: string
  /** What the channel knows the city by, sent as a bearer token. */
  readonly clientSecret: string
  /** Further headers of every call, where a bank wants its own. */
  readonly headers?: Readonly<Record<string, string>>
  /** Where the bank's doors are below the base address, as far as they differ from `PATHS`. */
  readonly paths?: Partial<Paths>
  /** Key of the bank's callbacks. */
  readonly callbackSecret: string
  /** The city's account at the bank. */
  readonly account: { readonly iban: string; readonly name: string; readonly bic?: string }
  /** The city's identifier as a collector of direct debits. */
  readonly creditorId: string
  /** The bank's time zone: its days are those of statements. */
  readonly zone: string
  readonly clock: Clock
  readonly timeoutMs?: number
}

/** Steps below the base address; keys, accounts and days follow them. */
export interface Paths {
  readonly creditTransfers: readonly string[]
  readonly directDebits: readonly string[]
  /** `<payments>/<EndToEndId>/status` */
  readonly payments: readonly string[]
  /** `<accounts>/<iban>/statements/<day>?page=<n>` */
  readonly accounts: readonly string[]
  /** `<consents>` and `<consents>/<id>/token` */
  readonly consents: readonly string[]
}

export const PATHS: Paths = {
  creditTransfers: ['credit-transfers'],
  directDebits: ['direct-debits'],
  payments: ['payments'],
  accounts: ['accounts'],
  consents: ['consents'],
}

/** What the parts of the adapter share. */
export interface Channel {
  readonly config: IsoBankConfig
  readonly paths: Paths
  ask(what: Call): Promise<Answer>
}
