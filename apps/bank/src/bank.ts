import type { Database } from '@plaza/db'
import type { Clock, Dice } from '@plaza/kernel'
import type { Logger } from 'pino'

/** What an operator decides about the sandbox bank. */
export interface BankOptions {
  readonly databaseUrl: string
  readonly host: string
  /** 0 takes any. */
  readonly port: number
  /** What the city's channel says to be let in. */
  readonly clientSecret: string
  /** Where notices go, and the key they are signed with; without an address there are none. */
  readonly callbackUrl?: string
  readonly callbackSecret: string
  /** Origins to which a customer may be sent back after agreeing; loopback is always among them. */
  readonly returnOrigins: readonly string[]
  /** Where browsers reach the bank, without a slash at the end; its own address unless told. */
  readonly publicUrl?: string
  readonly currency: string
  readonly zone: string
  /** Minor units that each demo customer and the city have at the beginning. */
  readonly customerMinor: bigint
  readonly cityMinor: bigint
  readonly log: Logger
}

/** The bank as its functions see it: the world comes in here. */
export interface Bank {
  readonly options: BankOptions
  readonly db: Database
  readonly clock: Clock
  readonly dice: Dice
  readonly log: Logger
  /** Something may be due: look now. */
  wake(): void
  url(): string
}

export const CREDITOR_ID = 'XP98ZZZ09999999999'
export const BANK_CODE = 'PLZB'
export const BANK_BIC = 'PLZBXPSB'
