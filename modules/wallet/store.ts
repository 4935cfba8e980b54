import type { FrozenWallet } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

export interface HolderRow {
  readonly person: string
  readonly currency: string
  readonly tier: number
  readonly nextTier: number | null
  readonly nextTierAt: number | null
  readonly reducedUntil: number | null
  readonly frozenAt: number | null
  readonly officeFrozenAt: number | null
  readonly officeReason: string | null
  readonly officeOrder: string | null
  readonly officeBy: string | null
  /** Proofs of an earlier epoch are void. */
  readonly epoch: number
}

export const HOLDER = sql`person, currency, tier, next_tier as "nextTier", next_tier_at as "nextTierAt",
  reduced_until as "reducedUntil", frozen_at as "frozenAt", office_frozen_at as "officeFrozenAt",
  office_reason as "officeReason", office_order as "officeOrder", office_by as "officeBy", epoch`

export function holderOf(db: Queries, person: string): Promise<HolderRow | undefined> {
  return db.maybe(sql`select ${HOLDER} from wallet.holder where person = ${person}`)
}

/** The holder under its lock: everything that changes how a wallet stands takes it first. */
export function lockHolder(tx: Queries, person: string): Promise<HolderRow> {
  return tx.one(sql`select ${HOLDER} from wallet.holder where person = ${person} for update`)
}

export async function insertHolder(
  tx: Queries,
  holder: { person: string; currency: string; account: string; obeys: number; at: number },
): Promise<HolderRow> {
  const { person, currency, account, obeys, at } = holder
  await tx.run(sql`
    insert into wallet.account (id, person, currency) values (${account}, ${person}, ${currency}) on conflict do nothing`)
  return tx.one(sql`
    insert into wallet.holder (person, currency, obeys, opened_at) values (${person}, ${currency}, ${obeys}, ${instant(at)})
    on conflict (person) do update set currency = excluded.currency
    returning ${HOLDER}`)
}

/** A number that an operator may set. */
export async function settingOf(db: Queries, name: string): Promise<number> {
  const { value } = await db.one<{ value: bigint }>(sql`select value from wallet.setting where name = ${name}`)
  return Number(value)
}

export type Freeze = Pick<HolderRow, 'frozenAt' | 'officeFrozenAt' | 'officeReason' | 'officeOrder' | 'officeBy'>

/** Writes how a wallet stands, under the lock of its holder; every proof made before is void. */
export async function writeFreeze(tx: Queries, person: string, freeze: Freeze): Promise<void> {
  await tx.run(sql`
    update wallet.holder
    set frozen_at = ${instant(freeze.frozenAt)}, office_frozen_at = ${instant(freeze.officeFrozenAt)},
      office_reason = ${freeze.officeReason}, office_order = ${freeze.officeOrder}, office_by = ${freeze.officeBy},
      epoch = epoch + 1
    where person = ${person}`)
}

/** What an order of the operator froze, newest first. */
export function frozenByOrder(db: Queries, max: number): Promise<FrozenWallet[]> {
  return db.rows(sql`
    select person, office_frozen_at as since, office_reason as reason, office_order as "order", office_by as by
    from wallet.holder where office_frozen_at is not null
    order by office_frozen_at desc limit ${max}`)
}

export async function voidProofs(tx: Queries, person: string): Promise<void> {
  await tx.run(sql`update wallet.holder set epoch = epoch + 1 where person = ${person}`)
}

export async function writeReduction(tx: Queries, person: string, untilMs: number | null): Promise<void> {
  await tx.run(sql`update wallet.holder set reduced_until = ${instant(untilMs)} where person = ${person}`)
}

export async function writeTier(
  tx: Queries,
  person: string,
  tier: { tier: number; nextTier: number | null; nextTierAt: number | null },
): Promise<void> {
  await tx.run(sql`
    update wallet.holder
    set tier = ${tier.tier}, next_tier = ${tier.nextTier}, next_tier_at = ${instant(tier.nextTierAt)}
    where person = ${person}`)
}

/** The wallet's account obeys its tier as of this version. */
export async function writeObeyed(tx: Queries, person: string, version: number): Promise<void> {
  await tx.run(sql`update wallet.holder set obeys = ${version} where person = ${person}`)
}

/** People whose wallets do not obey their tier yet as it is now. */
export function disobeying(db: Queries, max: number): Promise<{ person: string }[]> {
  return db.rows(sql`
    select person from wallet.tier join wallet.holder on holder.tier = tier.level and holder.obeys < tier.version limit ${max}`)
}

/** People whose tier rises or whose reduction ends by now. */
export function dueHolders(db: Queries, nowMs: number, max: number): Promise<{ person: string }[]> {
  return db.rows(sql`
    select person from wallet.holder where next_tier_at <= ${instant(nowMs)}
    union
    select person from wallet.holder where reduced_until <= ${instant(nowMs)}
    limit ${max}`)
}

export interface PinRow {
  readonly tries: number
  readonly lockedUntil: number | null
  readonly setAt: number
}

export function pinOf(db: Queries, person: string): Promise<PinRow | undefined> {
  return db.maybe(sql`
    select tries, locked_until as "lockedUntil", set_at as "setAt" from wallet.pin where person = ${person}`)
}

export async function writePin(tx: Queries, person: string, hash: string, atMs: number): Promise<void> {
  await tx.run(sql`
    insert into wallet.pin (person, hash, set_at) values (${person}, ${hash}, ${instant(atMs)})
    on conflict (person) do update set hash = excluded.hash, tries = 0, locked_until = null, set_at = excluded.set_at`)
}

/**
 * Takes one try and the hash to judge it by; nothing while the PIN is locked. The last try locks at once, and a right
 * answer opens again: so many guesses in parallel are no more tries than one after the other.
 */
export function takePinTry(db: Queries, person: string, nowMs: number): Promise<{ hash: string } | undefined> {
  const max = sql`(select value from wallet.setting where name = 'pin_tries_max')`
  const lock = sql`(select value from wallet.setting where name = 'pin_lock_ms')`
  const next = sql`(case when locked_until is null then tries else 0 end) + 1`
  return db.maybe(sql`
    update wallet.pin
    set tries = ${next},
      locked_until = case when ${next} >= ${max} then ${instant(nowMs)} + ${lock} * interval '1 ms' end
    where person = ${person} and (locked_until is null or locked_until <= ${instant(nowMs)})
    returning hash`)
}

/** The try was right: what was counted is forgotten, unless the PIN is another by now. */
export async function forgetPinTries(db: Queries, person: string, hash: string): Promise<void> {
  await db.run(sql`
    update wallet.pin set tries = 0, locked_until = null where person = ${person} and hash = ${hash}`)
}

export function keysOf(db: Queries): Promise<{ n: number; secret: Buffer }[]> {
  return db.rows(sql`select n, secret from wallet.key order by n`)
}

export async function insertKey(db: Queries, key: { n: number; secret: Uint8Array; at: number }): Promise<void> {
  await db.run(sql`
    insert into wallet.key (n, secret, made_at) values (${key.n}, ${key.secret}, ${instant(key.at)})
    on conflict do nothing`)
}
