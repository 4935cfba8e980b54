import { instant, sql, type Queries } from '@plaza/db'

export type Mode = 'live' | 'test'
export type Role = 'owner' | 'manager' | 'cashier'

export interface MerchantRow {
  readonly id: string
  readonly owner: string
  readonly name: string
  readonly nativeName: string | null
  readonly city: string
  readonly country: string
  readonly category: string
  readonly verification: 'none' | 'review' | 'verified' | 'refused'
  readonly createdAt: number
  readonly live: string
  readonly test: string
}

/** A merchant in one mode. */
export interface NumberRow {
  readonly mchid: string
  readonly merchant: string
  readonly mode: Mode
  readonly account: string
  readonly currency: string
  readonly apiKey: Buffer | null
  readonly apiKeyAt: number | null
  /** Under which name it is told: the serial of a certificate, or the id of the platform's public key. */
  readonly toldBy: 'certificate' | 'public_key'
}

const MERCHANT = sql`merchant.id, owner, name, native_name as "nativeName", city, country, category, verification,
  created_at as "createdAt",
  (select mchid from merchants.number where number.merchant = merchant.id and mode = 'live') as live,
  (select mchid from merchants.number where number.merchant = merchant.id and mode = 'test') as test`
export const NUMBER = sql`mchid, merchant, mode, account, currency, api_key as "apiKey", api_key_at as "apiKeyAt",
  told_by as "toldBy"`

// ---- reading ----

export function merchantOf(db: Queries, id: string): Promise<MerchantRow | undefined> {
  return db.maybe(sql`select ${MERCHANT} from merchants.merchant where id = ${id}`)
}

export function merchantsOf(db: Queries, person: string, max: number): Promise<MerchantRow[]> {
  return db.rows(sql`
    select ${MERCHANT} from merchants.merchant
    where owner = ${person} or id in (select merchant from merchants.staff where person = ${person})
    order by id limit ${max}`)
}

export function merchantsInReview(db: Queries, max: number): Promise<MerchantRow[]> {
  return db.rows(sql`
    select ${MERCHANT} from merchants.merchant where verification = 'review' order by created_at limit ${max}`)
}

export async function countOwned(db: Queries, owner: string): Promise<number> {
  const row = await db.one<{ count: number }>(
    sql`select count(*)::integer as count from merchants.merchant where owner = ${owner}`,
  )
  return row.count
}

/** What a person is to some merchants, by merchant; owners are not asked for here. */
export async function rolesOf(db: Queries, merchants: readonly string[], person: string): Promise<Map<string, Role>> {
  const rows = await db.rows<{ merchant: string; role: Role }>(sql`
    select merchant, role from merchants.staff where merchant = any(${merchants}::uuid[]) and person = ${person}`)
  return new Map(rows.map(({ merchant, role }) => [merchant, role]))
}

export function numberOf(db: Queries, mchid: string): Promise<NumberRow | undefined> {
  return db.maybe(sql`select ${NUMBER} from merchants.number where mchid = ${mchid}`)
}

export function numberIn(db: Queries, merchant: string, mode: Mode): Promise<NumberRow> {
  return db.one(sql`select ${NUMBER} from merchants.number where merchant = ${merchant} and mode = ${mode}`)
}

export function merchantOfNumber(db: Queries, mchid: string): Promise<MerchantRow | undefined> {
  return db.maybe(sql`
    select ${MERCHANT} from merchants.merchant
    where id = (select merchant from merchants.number where mchid = ${mchid})`)
}

export async function countStaff(db: Queries, merchant: string): Promise<number> {
  const row = await db.one<{ count: number }>(
    sql`select count(*)::integer as count from merchants.staff where merchant = ${merchant}`,
  )
  return row.count
}

/** A number that an operator may set. */
export async function settingOf(db: Queries, name: string): Promise<bigint> {
  const { value } = await db.one<{ value: bigint }>(sql`select value from merchants.setting where name = ${name}`)
  return value
}

// ---- writing ----

export type FreshMerchant = Omit<MerchantRow, 'verification' | 'live' | 'test'>

/** True the first time. */
export async function insertMerchant(tx: Queries, row: FreshMerchant): Promise<boolean> {
  const made = await tx.run(sql`
    insert into merchants.merchant (id, owner, name, native_name, city, country, category, created_at)
    values (${row.id}, ${row.owner}, ${row.name}, ${row.nativeName}, ${row.city}, ${row.country}, ${row.category},
      ${instant(row.createdAt)})
    on conflict do nothing`)
  return made > 0
}

export async function nextNumber(tx: Queries): Promise<bigint> {
  const { n } = await tx.one<{ n: bigint }>(sql`select nextval('merchants.number_seq') as n`)
  return n
}

export async function insertNumber(tx: Queries, row: Omit<NumberRow, 'apiKey' | 'apiKeyAt' | 'toldBy'>): Promise<void> {
  await tx.run(sql`
    insert into merchants.number (mchid, merchant, mode, account, currency)
    values (${row.mchid}, ${row.merchant}, ${row.mode}, ${row.account}, ${row.currency})`)
}

export async function writeToldBy(db: Queries, mchid: string, toldBy: NumberRow['toldBy']): Promise<void> {
  await db.run(sql`update merchants.number set told_by = ${toldBy} where mchid = ${mchid}`)
}

export async function writeApiKey(tx: Queries, mchid: string, apiKey: Uint8Array, atMs: number): Promise<void> {
  await tx.run(
    sql`update merchants.number set api_key = ${apiKey}, api_key_at = ${instant(atMs)} where mchid = ${mchid}`,
  )
}

/** Who works for a merchant, longest first; the owner is not among them. */
export function staffOf(
  db: Queries,
  merchant: string,
  max: number,
): Promise<{ person: string; role: Role; since: number }[]> {
  return db.rows(sql`
    select person, role, since from merchants.staff where merchant = ${merchant} order by since, person limit ${max}`)
}

/** Moves a merchant's verification on. False where it stood elsewhere. */
export async function writeVerification(
  tx: Queries,
  id: string,
  step: { from: readonly MerchantRow['verification'][]; to: MerchantRow['verification'] },
): Promise<boolean> {
  const changed = await tx.run(sql`
    update merchants.merchant set verification = ${step.to}
    where id = ${id} and verification = any(${step.from}::text[])`)
  return changed > 0
}

export async function putStaff(
  db: Queries,
  staff: { merchant: string; person: string; role: Role; at: number },
): Promise<void> {
  await db.run(sql`
    insert into merchants.staff (merchant, person, role, since)
    values (${staff.merchant}, ${staff.person}, ${staff.role}, ${instant(staff.at)})
    on conflict (merchant, person) do update set role = excluded.role`)
}

export async function dropStaff(db: Queries, merchant: string, person: string): Promise<void> {
  await db.run(sql`delete from merchants.staff where merchant = ${merchant} and person = ${person}`)
}
