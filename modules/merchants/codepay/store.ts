import { instant, sql, type Queries } from '@plaza/db'

export interface AliasRow {
  readonly alias: string
  readonly validFrom: number
  readonly validUntil: number
}

export interface FoundAlias extends AliasRow {
  readonly device: string
  readonly person: string
  readonly secret: Buffer
  readonly expiresAt: number
  /** Of the wallet, when the key was given. */
  readonly epoch: number
}

/** The phone behind an alias, whether or not it is still its day. */
export function aliasOf(db: Queries, alias: string): Promise<FoundAlias | undefined> {
  return db.maybe(sql`
    select alias, valid_from as "validFrom", valid_until as "validUntil", device, person, secret, expires_at as "expiresAt",
      epoch
    from merchants.pay_alias
    join merchants.pay_device using (device)
    where alias = ${alias}`)
}

/** Gives a phone a new key; names and codes of the one before are gone. */
export async function putDevice(
  tx: Queries,
  row: {
    readonly device: string
    readonly person: string
    readonly secret: Uint8Array
    epoch: number
    at: number
    until: number
  },
): Promise<void> {
  await tx.run(sql`delete from merchants.pay_device where device = ${row.device}`)
  await tx.run(sql`
    insert into merchants.pay_device (device, person, secret, epoch, issued_at, expires_at)
    values (${row.device}, ${row.person}, ${row.secret}, ${row.epoch}, ${instant(row.at)}, ${instant(row.until)})`)
}

/** True unless another phone has the name. */
export async function putAlias(tx: Queries, device: string, row: AliasRow): Promise<boolean> {
  const made = await tx.run(sql`
    insert into merchants.pay_alias (alias, device, valid_from, valid_until)
    values (${row.alias}, ${device}, ${instant(row.validFrom)}, ${instant(row.validUntil)})
    on conflict do nothing`)
  return made > 0
}

export async function dropDevice(db: Queries, device: string): Promise<void> {
  await db.run(sql`delete from merchants.pay_device where device = ${device}`)
}

/** Uses a code up. False where it was used. */
export async function useCode(db: Queries, alias: string, counter: number, atMs: number): Promise<boolean> {
  const fresh = await db.run(sql`
    insert into merchants.pay_code_use (alias, counter, at) values (${alias}, ${counter}, ${instant(atMs)})
    on conflict do nothing`)
  return fresh > 0
}

/** What a code pays alone, once and in a day. */
export interface SmallRule {
  readonly paymentMax: bigint
  readonly dayMax: bigint
}

/** The rule of a tier; one that has none pays nothing so. */
export async function smallRuleOf(db: Queries, tier: number): Promise<SmallRule> {
  const rule = await db.maybe<SmallRule>(sql`
    select payment_max as "paymentMax", day_max as "dayMax" from merchants.small_rule where tier = ${tier}`)
  return rule ?? { paymentMax: 0n, dayMax: 0n }
}

/** Counts a small payment against the day of its payer, in one step. False where the day has no room for it. */
export async function countSmall(
  db: Queries,
  payment: { readonly person: string; readonly amount: bigint; readonly at: number; readonly max: bigint },
): Promise<boolean> {
  const { person, amount, at, max } = payment
  const counted = await db.run(sql`
    insert into merchants.small_spent as small (person, day, spent)
    values (${person}, (${instant(at)} at time zone 'UTC')::date, ${amount})
    on conflict (person, day) do update set spent = small.spent + excluded.spent
    where small.spent + excluded.spent <= ${max}`)
  return counted > 0
}

/** Forgets phones, names and sums that are over. */
export async function forgetOver(db: Queries, nowMs: number): Promise<void> {
  await db.run(sql`delete from merchants.pay_device where expires_at < ${instant(nowMs)}`)
  await db.run(sql`delete from merchants.pay_alias where valid_until < ${instant(nowMs)}`)
  await db.run(sql`
    delete from merchants.small_spent where day < (${instant(nowMs)} at time zone 'UTC')::date - 1`)
}
