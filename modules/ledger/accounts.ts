import { instant, bigintArray, intArray, sql, textArray, uuidArray, type Queries } from '@plaza/db'
import type { City } from '@plaza/house'
import { assert, isUuid } from '@plaza/kernel'
import { placesOf } from './currencies.ts'
import { BALANCE_MAX, LIMITS_MAX } from './limits.ts'
import { shardCount, shardOf } from './shards.ts'
import type { AccountId, Limit } from './types.ts'

export interface NewAccount {
  readonly id: AccountId
  /** ISO 4217, or a code of the city's own. */
  readonly currency: string
  /** What it is for: a word of the opening module such as `wallet`. */
  readonly kind: string
  /** Whose it is, in the opening module's words. */
  readonly owner?: string
  /** Lowest it may come to, what is held counted as gone; 0 unless said otherwise, null for where money comes from. */
  readonly floor?: bigint | null
  /** Highest it may come to, what is promised counted as there. */
  readonly ceiling?: bigint | null
  /** The limits over time that it obeys. */
  readonly plan?: string
  readonly meta?: Readonly<Record<string, unknown>>
}

export type Opened = 'ok' | 'exists' | 'exists_different'

/**
 * Opens accounts, in the caller's transaction if one is given; safe to repeat. An id that is there already with another
 * currency, kind or owner is `exists_different` and stays as it is.
 */
export async function openAccounts(
  city: City,
  accounts: readonly NewAccount[],
  tx: Queries = city.db,
): Promise<Opened[]> {
  for (const account of accounts) check(account)
  const shards = await shardCount(city)
  const currencies = [...new Set(accounts.map(account => account.currency))].sort()
  await tx.run(sql`
    insert into ledger.currency (code, exponent)
    select code, exponent from unnest(${currencies}::text[], ${intArray(currencies.map(placesOf))}::integer[]) as c(code, exponent)
    on conflict do nothing`)
  const opened = await tx.rows<{ id: string }>(sql`
    insert into ledger.account (shard, id, currency, kind, owner, floor, ceiling, plan, opened_at, meta)
    select shard, id, currency, kind, owner, floor, ceiling, plan, ${instant(city.clock.now())}, meta::json
    from unnest(${intArray(accounts.map(a => shardOf(a.id, shards)))}::integer[], ${uuidArray(accounts.map(a => a.id))}::uuid[],
      ${textArray(accounts.map(a => a.currency))}::text[], ${textArray(accounts.map(a => a.kind))}::text[],
      ${textArray(accounts.map(a => a.owner ?? null))}::text[],
      ${bigintArray(accounts.map(a => (a.floor === undefined ? 0n : a.floor)))}::bigint[],
      ${bigintArray(accounts.map(a => a.ceiling ?? null))}::bigint[], ${textArray(accounts.map(a => a.plan ?? null))}::text[],
      ${textArray(accounts.map(a => (a.meta === undefined ? null : JSON.stringify(a.meta))))}::text[])
      as new(shard, id, currency, kind, owner, floor, ceiling, plan, meta)
    order by id
    on conflict do nothing
    returning id`)
  const fresh = new Set(opened.map(({ id }) => id))
  const others = accounts.filter(account => !fresh.has(account.id)).map(account => account.id)
  const there =
    others.length === 0
      ? []
      : await tx.rows<Pick<NewAccount, 'id' | 'currency' | 'kind'> & { owner: string | null }>(sql`
    select id, currency, kind, owner from ledger.account
    where shard = any(${[...new Set(others.map(id => shardOf(id, shards)))]}::smallint[]) and id = any(${uuidArray(others)}::uuid[])`)
  const before = new Map(there.map(row => [row.id, row]))
  return accounts.map(({ id, currency, kind, owner = null }) => {
    const known = before.get(id)
    // An id twice in one list is opened by its first mention.
    if (!known && fresh.has(id)) return 'ok'
    return known?.currency === currency && known.kind === kind && known.owner === owner ? 'exists' : 'exists_different'
  })
}

/**
 * Takes accounts back that were opened and never used; whichever has a history, or a hold, stays. For whoever opens one
 * for a payment that is then refused.
 */
export async function forgetAccounts(city: City, ids: readonly AccountId[]): Promise<void> {
  const shards = await shardCount(city)
  await city.db.run(sql`
    delete from ledger.account
    where shard = any(${[...new Set(ids.map(id => shardOf(id, shards)))]}::smallint[]) and id = any(${uuidArray(ids)}::uuid[])
      and version = 0 and posted = 0 and held_in = 0 and held_out = 0`)
}

function check({ id, currency, floor = 0n, ceiling = null }: NewAccount): void {
  assert(isUuid(id), 'an account is named by a uuid')
  assert(/^[A-Z][A-Z0-9]{2,11}$/.test(currency), 'a currency is a code such as EUR')
  for (const edge of [floor, ceiling])
    assert(edge === null || (edge <= BALANCE_MAX && edge >= -BALANCE_MAX), 'limits fit')
  assert(floor === null || floor <= 0n, 'a new account has nothing, so its floor is not above that')
}

/** Sets how many decimal places a currency of the city's own has; before its first account. */
export async function defineCurrency(city: City, currency: { code: string; exponent: number }): Promise<void> {
  await city.db.run(sql`
    insert into ledger.currency (code, exponent) values (${currency.code}, ${currency.exponent}) on conflict do nothing`)
  const { exponent } = await city.db.one<{ exponent: number }>(
    sql`select exponent from ledger.currency where code = ${currency.code}`,
  )
  assert(exponent === currency.exponent, `${currency.code} is already in use with ${exponent} places`)
}

/** Sets the limits of a plan for every account that has it, from the next batch on. */
export async function setPlan(
  city: City,
  name: string,
  limits: readonly Limit[],
  tx: Queries = city.db,
): Promise<void> {
  assert(limits.length <= LIMITS_MAX, 'a plan has few limits')
  assert(new Set(limits.map(limit => limit.name)).size === limits.length, 'limits of a plan have names of their own')
  const text = JSON.stringify(limits.map(limit => ({ ...limit, amountMax: limit.amountMax?.toString() })))
  // Whoever remembers the plans must read them again.
  await tx.run(sql`
    with written as (
      insert into ledger.plan (name, limits) values (${name}, ${text})
      on conflict (name) do update set limits = excluded.limits
    )
    update ledger.head set last = null`)
}

export interface Grounds {
  readonly account: AccountId
  /** Why, for whoever reads it later. */
  readonly reason: string
  /** The number of the order: a court's, an authority's, the operator's own. */
  readonly order: string
  /** Who decided. */
  readonly by: string
}

/** What an order changes; what is not named stays. */
export interface Change {
  readonly debitFrozen?: boolean
  readonly creditFrozen?: boolean
  readonly floor?: bigint | null
  readonly ceiling?: bigint | null
  readonly plan?: string | null
}

export type Changed = 'ok' | 'not_found' | 'below_floor' | 'closed'

/**
 * Changes what an account may do, under the lock that every batch takes: a transfer that is answered after this one was
 * answered has obeyed it. Kept for ever with its reason and number.
 */
export async function changeAccount(city: City, order: Grounds, change: Change, tx?: Queries): Promise<Changed> {
  const shard = shardOf(order.account, await shardCount(city))
  const at = city.clock.now() / 1000
  const work = async (tx: Queries): Promise<Changed> => {
    const now = await tx.maybe<Required<Change> & { available: bigint; closed: boolean }>(sql`
      select debit_frozen as "debitFrozen", credit_frozen as "creditFrozen", floor, ceiling, plan,
        posted - held_out as available, closed_at is not null as closed
      from ledger.account where shard = ${shard} and id = ${order.account} for update`)
    if (!now) return 'not_found'
    if (now.closed) return 'closed'
    const next = { ...now, ...change }
    if (next.floor !== null && now.available < next.floor) return 'below_floor'
    const frozen = next.debitFrozen || next.creditFrozen
    await tx.run(sql`
      update ledger.account set debit_frozen = ${next.debitFrozen}, credit_frozen = ${next.creditFrozen},
        freeze_reason = ${frozen ? order.reason : null}, freeze_order = ${frozen ? order.order : null},
        floor = ${next.floor}, ceiling = ${next.ceiling}, plan = ${next.plan}, acts = acts + 1
      where shard = ${shard} and id = ${order.account}`)
    const { reason, order: number, by } = order
    const facts = JSON.stringify({ reason, order: number, by, ...change }, (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    )
    await tx.run(sql`
      insert into ledger.act (shard, account, n, what, facts, at)
      select ${shard}, ${order.account}::uuid, coalesce(max(n), 0) + 1, ${Object.keys(change).sort().join(' ')}, ${facts},
        to_timestamp(${at})
      from ledger.act where shard = ${shard} and account = ${order.account}`)
    return 'ok'
  }
  return tx ? work(tx) : city.db.tx(work)
}

/** Stops money from leaving, from coming, or both; `unfreeze` is the same with false. */
export function freeze(city: City, order: Grounds, sides: { debit?: boolean; credit?: boolean }): Promise<Changed> {
  return changeAccount(city, order, {
    ...(sides.debit === undefined ? {} : { debitFrozen: sides.debit }),
    ...(sides.credit === undefined ? {} : { creditFrozen: sides.credit }),
  })
}
