import { instant, sql, uuidArray, type Queries, type Sql } from '@plaza/db'
import type { City } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { PAGE_MAX, READ_MAX } from './limits.ts'
import { shardCount, shardOf } from './shards.ts'
import type { AccountId, Posted, TransferId } from './types.ts'

export interface Balance {
  readonly account: AccountId
  readonly currency: string
  /** What is there. */
  readonly posted: bigint
  /** Promised to others, and promised by others. What expired counts no more, whether or not it was swept. */
  readonly heldOut: bigint
  readonly heldIn: bigint
  /** What may leave now: null where there is no floor. */
  readonly available: bigint | null
  readonly version: bigint
  readonly debitFrozen: boolean
  readonly creditFrozen: boolean
  readonly freezeReason: string | null
  readonly freezeOrder: string | null
  readonly closed: boolean
  readonly floor: bigint | null
  readonly ceiling: bigint | null
  readonly plan: string | null
  /** What was used of the plan's limits: [start of the window in ms, amount, count]. */
  readonly usage: Readonly<Record<string, readonly [number, string, number]>> | null
}

export interface PendingHold {
  readonly id: TransferId
  readonly from: AccountId
  readonly to: AccountId
  readonly amount: bigint
  /** What is not captured yet. */
  readonly rest: bigint
  readonly expiresAt: number | null
  readonly createdAt: number
  readonly code: string
}

/** The accounts that exist among these, as they stand in one moment. */
export async function balances(city: City, accounts: readonly AccountId[]): Promise<Balance[]> {
  assert(accounts.length <= READ_MAX, 'balances are read in pages')
  return readBalances(city.db, accounts, await shardCount(city), city.clock.now())
}

/** An account and everything pending on it, out of one moment: the holds always add up to what is held. */
export async function balanceWithHolds(
  city: City,
  account: AccountId,
): Promise<{ balance: Balance; holds: PendingHold[] } | undefined> {
  const shards = await shardCount(city)
  const nowMs = city.clock.now()
  return city.db.tx(async tx => {
    await tx.run(sql`set transaction isolation level repeatable read read only`)
    const [balance] = await readBalances(tx, [account], shards, nowMs)
    if (!balance) return undefined
    const holds = await tx.rows<PendingHold>(sql`
      select id, debit as "from", credit as "to", amount, rest, (extract(epoch from expires_at) * 1000)::float8 as "expiresAt",
        (extract(epoch from created_at) * 1000)::float8 as "createdAt", code
      from ledger.hold
      where shard = ${shardOf(account, shards)} and rest > 0 and (debit = ${account} or credit = ${account})
        and (expires_at is null or expires_at > ${instant(nowMs)})
      order by created_at, id
      limit ${READ_MAX}`)
    return { balance, holds }
  })
}

function readBalances(db: Queries, accounts: readonly AccountId[], shards: number, nowMs: number): Promise<Balance[]> {
  const places = [...new Set(accounts.map(account => shardOf(account, shards)))]
  // Holds that are over and wait for the sweep; a partial index finds them, and mostly there are none.
  const over = (side: Sql) => sql`coalesce((
    select sum(hold.rest) from ledger.hold
    where hold.shard = account.shard and hold.state = 'open' and hold.expires_at <= ${instant(nowMs)}
      and ${side} = account.id), 0)::bigint`
  return db.rows<Balance>(sql`
    select id as account, currency, posted, held_out - over_out as "heldOut", held_in - over_in as "heldIn",
      posted - (held_out - over_out) - floor as available, version, debit_frozen as "debitFrozen",
      credit_frozen as "creditFrozen", freeze_reason as "freezeReason", freeze_order as "freezeOrder",
      closed_at is not null as closed, floor, ceiling, plan, usage
    from ledger.account
    cross join lateral (select ${over(sql`hold.debit`)} as over_out, ${over(sql`hold.credit`)} as over_in) as over
    where account.shard = any(${places}::smallint[]) and account.id = any(${uuidArray(accounts)}::uuid[])`)
}

/** One line of an account's statement. */
export interface StatementLine extends Posted {
  /** The account's own version and balance after it. */
  readonly version: bigint
  readonly balance: bigint
  /** Money came (`in`), went (`out`), or was only promised or released (`none`). */
  readonly direction: 'in' | 'out' | 'none'
}

export interface Page {
  /** Lines beyond this version, exclusive; from the end that `order` begins with, if not given. */
  readonly cursor?: bigint
  readonly order?: 'newest' | 'oldest'
  readonly limit?: number
}

const ROW = sql`shard, n, id, kind, debit as "from", credit as "to", amount, code, flags, about, chain, peer, ref,
  debit_version as "fromVersion", debit_balance as "fromBalance", debit_held as "fromHeld", credit_version as "toVersion",
  credit_balance as "toBalance", credit_held as "toHeld", (extract(epoch from effective_at) * 1000)::float8 as "effectiveAt",
  (extract(epoch from created_at) * 1000)::float8 as "createdAt", meta::text as meta`

/** A page of an account's history: two index scans, as payer and as payee, merged by version. */
export async function statement(city: City, account: AccountId, page: Page = {}): Promise<StatementLine[]> {
  const shard = shardOf(account, await shardCount(city))
  const limit = Math.min(page.limit ?? PAGE_MAX, PAGE_MAX)
  const newest = page.order !== 'oldest'
  const cursor = page.cursor ?? (newest ? 9_223_372_036_854_775_807n : 0n)
  const side = (column: Sql, version: Sql) => {
    const beyond = newest ? sql`${version} < ${cursor}` : sql`${version} > ${cursor}`
    const order = newest ? sql`${version} desc` : version
    return sql`(select ${ROW}, ${version} as version from ledger.transfer
      where shard = ${shard} and ${column} = ${account} and ${beyond} order by ${order} limit ${limit})`
  }
  const lines = await city.db.rows<Posted & { version: bigint }>(sql`
    ${side(sql`debit`, sql`debit_version`)} union all ${side(sql`credit`, sql`credit_version`)}
    order by version ${newest ? sql`desc` : sql`asc`} limit ${limit}`)
  return lines.map(line => ({
    ...line,
    balance: line.from === account ? line.fromBalance : line.toBalance,
    direction: line.kind === 'hold' || line.amount === 0n ? 'none' : line.from === account ? 'out' : 'in',
  }))
}

/** A transfer by its id, as the journal has it. */
export async function findTransfer(city: City, id: TransferId): Promise<Posted | undefined> {
  const shards = await shardCount(city)
  const places = Array.from({ length: shards }, (_, shard) => shard)
  return city.db.maybe<Posted>(
    sql`select ${ROW} from ledger.transfer where shard = any(${places}::smallint[]) and id = ${id} limit 1`,
  )
}

/** What was there after the version-th change of an account: 0 before the first, undefined where there was none such. */
export async function balanceAt(city: City, account: AccountId, version: bigint): Promise<bigint | undefined> {
  if (version === 0n) return 0n
  const row = await changeOf(city, account, version)
  return row?.balance
}

async function changeOf(city: City, account: AccountId, version: bigint) {
  const shard = shardOf(account, await shardCount(city))
  return city.db.maybe<{ balance: bigint; createdAt: number }>(sql`
    select debit_balance as balance, (extract(epoch from created_at) * 1000)::float8 as "createdAt" from ledger.transfer
    where shard = ${shard} and debit = ${account} and debit_version = ${version}
    union all
    select credit_balance, (extract(epoch from created_at) * 1000)::float8 from ledger.transfer
    where shard = ${shard} and credit = ${account} and credit_version = ${version}`)
}

/** What was there at a moment. Time never runs backwards in an account's history, so the moment is found by halving. */
export async function balanceAsOf(city: City, account: AccountId, atMs: number): Promise<bigint | undefined> {
  const [now] = await balances(city, [account])
  if (!now) return undefined
  let [low, high] = [0n, now.version] // the last change at or before the moment is in [low, high]
  let balance = 0n
  while (low < high) {
    const middle = (low + high + 1n) / 2n
    const change = await changeOf(city, account, middle)
    assert(change, 'every version of an account is in the journal')
    if (change.createdAt <= atMs) {
      low = middle
      balance = change.balance
    } else high = middle - 1n
  }
  return balance
}

/** The journal of a shard after a number, in the order of its commits and without gaps. */
export async function journal(city: City, from: { shard: number; after: bigint; limit?: number }): Promise<Posted[]> {
  return city.db.rows<Posted>(sql`
    select ${ROW} from ledger.transfer where shard = ${from.shard} and n > ${from.after}
    order by n limit ${Math.min(from.limit ?? PAGE_MAX, PAGE_MAX)}`)
}
