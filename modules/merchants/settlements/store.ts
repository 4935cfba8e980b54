import { instant, sql, type Queries, type Sql } from '@plaza/db'

export interface BankAccountRow {
  readonly mchid: string
  readonly person: string
  readonly link: string
  readonly ending: string
  readonly holder: string
  readonly setAt: number
}

export interface SettlementRow {
  readonly id: string
  readonly mchid: string
  readonly day: string
  readonly fromVersion: bigint
  readonly toVersion: bigint
  readonly payments: number
  readonly paid: bigint
  readonly refunds: number
  readonly refunded: bigint
  readonly other: bigint
  readonly fee: bigint
  readonly amount: bigint
  readonly currency: string
  readonly ending: string
  readonly createdAt: number
}

const ACCOUNT = sql`mchid, person, link, ending, holder, set_at as "setAt"`
const SETTLEMENT = sql`id, mchid, day, from_version as "fromVersion", to_version as "toVersion", payments, paid, refunds,
  refunded, other, fee, amount, currency, ending, created_at as "createdAt"`

/** Chooses an account; what came in until then goes there on the next day. */
export async function putBankAccount(tx: Queries, row: BankAccountRow, day: string): Promise<void> {
  await tx.run(sql`
    insert into merchants.bank_account (mchid, person, link, ending, holder, set_at, looked_on)
    values (${row.mchid}, ${row.person}, ${row.link}, ${row.ending}, ${row.holder}, ${instant(row.setAt)}, ${day})
    on conflict (mchid) do update
    set person = excluded.person, link = excluded.link, ending = excluded.ending, holder = excluded.holder,
      set_at = excluded.set_at`)
}

export function bankAccountOf(db: Queries, mchid: string): Promise<BankAccountRow | undefined> {
  return db.maybe(sql`select ${ACCOUNT} from merchants.bank_account where mchid = ${mchid}`)
}

/** Numbers that were not settled on this day yet, those that waited longest first. */
export function dueAccounts(db: Queries, day: string, max: number): Promise<BankAccountRow[]> {
  return db.rows(sql`
    select ${ACCOUNT} from merchants.bank_account where looked_on < ${day} order by looked_on, mchid limit ${max}`)
}

export const lookedOn = (mchid: string, day: string): Sql =>
  sql`update merchants.bank_account set looked_on = ${day} where mchid = ${mchid}`

export function insertSettlement(row: SettlementRow): Sql {
  return sql`
    insert into merchants.settlement (id, mchid, day, from_version, to_version, payments, paid, refunds, refunded, other, fee,
      amount, currency, ending, created_at)
    values (${row.id}, ${row.mchid}, ${row.day}, ${row.fromVersion}, ${row.toVersion}, ${row.payments}, ${row.paid},
      ${row.refunds}, ${row.refunded}, ${row.other}, ${row.fee}, ${row.amount}, ${row.currency}, ${row.ending},
      ${instant(row.createdAt)})`
}

export function settlementOf(db: Queries, id: string): Promise<SettlementRow | undefined> {
  return db.maybe(sql`select ${SETTLEMENT} from merchants.settlement where id = ${id}`)
}

export function settlementsOf(
  db: Queries,
  mchid: string,
  page: { readonly before: string | null; readonly limit: number },
): Promise<SettlementRow[]> {
  const { before, limit } = page
  return db.rows(sql`
    select ${SETTLEMENT} from merchants.settlement
    where mchid = ${mchid}
      and (${before}::uuid is null or to_version < (select to_version from merchants.settlement where id = ${before}::uuid))
    order by to_version desc limit ${limit}`)
}

/** Up to which change of its account a number was settled; 0 before the first time. */
export async function settledTo(db: Queries, mchid: string): Promise<bigint> {
  const { version } = await db.one<{ version: bigint }>(sql`
    select coalesce(max(to_version), 0) as version from merchants.settlement where mchid = ${mchid}`)
  return version
}

/** What the city takes of a category, in hundredths of a percent. */
export async function basisPointsOf(db: Queries, category: string): Promise<number> {
  const row = await db.maybe<{ points: number }>(sql`
    select basis_points as points from merchants.fee where category in (${category}, '*')
    order by category = '*' limit 1`)
  return row?.points ?? 0
}

/** The merchants' numbers of some orders, by the orders' ids. */
export async function orderNumbers(db: Queries, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.rows<{ id: string; no: string }>(sql`
    select id, out_trade_no as no from merchants.trade where id = any(${ids}::uuid[])`)
  return new Map(rows.map(({ id, no }) => [id, no]))
}
