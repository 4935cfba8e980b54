import type { Sql } from '@plaza/db'
import type { City } from '@plaza/house'
import { forgetAccounts, openAccounts, transfer, type NewAccount, type Verdict } from '@plaza/ledger'

/** Money for an account that is opened for it. */
export interface PayIn {
  readonly account: NewAccount
  /** Of the transfer. */
  readonly id: string
  readonly from: string
  /** Minor units. */
  readonly amount: bigint
  readonly code: string
  readonly ref: string
  /** What is written in the same commit. */
  readonly also: (account: string) => Sql
}

/** Another try at the same moment may have been refused, and taken the account away, between our two steps. */
const TRIES_MAX = 10

/** Opens an account and pays into it; if the payment is refused, the account is gone again. Safe to repeat. */
export async function payIn(city: City, { account, also, ...move }: PayIn): Promise<Verdict> {
  for (let tries = 1; ; tries++) {
    await openAccounts(city, [account])
    const verdict = await transfer(city, { ...move, to: account.id, also: also(account.id) })
    if (verdict.ok || verdict.code === 'busy' || verdict.code === 'unknown') return verdict
    await forgetAccounts(city, [account.id])
    if (verdict.code !== 'not_found' || tries >= TRIES_MAX) return verdict
  }
}
