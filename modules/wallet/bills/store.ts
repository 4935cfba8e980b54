import type { Bill, InputOf, walletApi } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

export interface BillRow {
  readonly person: string
  readonly id: string
  readonly kind: Bill['kind']
  readonly direction: Bill['direction']
  readonly amount: bigint
  readonly currency: string
  readonly other: string | null
  readonly note: string
  readonly category: Bill['category']
  readonly balance: bigint
  readonly version: bigint
  readonly at: number
}

export interface CategoryRule {
  readonly kind: string | null
  readonly words: readonly string[]
  readonly category: Bill['category']
}

const BILL = sql`person, id, kind, direction, amount, currency, other, note, category, balance, version, at`

export function rulesOf(db: Queries): Promise<CategoryRule[]> {
  return db.rows(sql`select kind, words, category from wallet.category_rule order by n`)
}

export function peopleOf(db: Queries, accounts: readonly string[]): Promise<{ id: string; person: string }[]> {
  return db.rows(sql`select id, person from wallet.account where id = any(${accounts}::uuid[])`)
}

/** Words of a payment by the transfer or request that it is about. */
export function notesOf(db: Queries, ids: readonly string[]): Promise<{ id: string; note: string }[]> {
  return db.rows(sql`
    select id, note from wallet.transfer where id = any(${ids}::uuid[])
    union all select id, note from wallet.request where id = any(${ids}::uuid[])`)
}

/** True the first time. */
export async function insertBill(tx: Queries, row: BillRow): Promise<boolean> {
  const made = await tx.run(sql`
    insert into wallet.bill (person, id, kind, direction, amount, currency, other, note, category, balance, version, at)
    values (${row.person}, ${row.id}, ${row.kind}, ${row.direction}, ${row.amount}, ${row.currency}, ${row.other},
      ${row.note}, ${row.category}, ${row.balance}, ${row.version}, ${instant(row.at)})
    on conflict do nothing`)
  return made > 0
}

export function billOf(db: Queries, person: string, id: string): Promise<BillRow | undefined> {
  return db.maybe(sql`select ${BILL} from wallet.bill where person = ${person} and id = ${id}`)
}

type Filter = Omit<InputOf<typeof walletApi.bills>, 'month' | 'zone' | 'limit'>

/** A page of somebody's history, newest first. A text is looked for in notes, as it stands. */
export function billPage(db: Queries, person: string, filter: Filter, limit: number): Promise<BillRow[]> {
  const parts = [
    sql`person = ${person}`,
    ...(filter.kind ? [sql`kind = ${filter.kind}`] : []),
    ...(filter.direction ? [sql`direction = ${filter.direction}`] : []),
    ...(filter.category ? [sql`category = ${filter.category}`] : []),
    ...(filter.person ? [sql`other = ${filter.person}`] : []),
    ...(filter.from === undefined ? [] : [sql`at >= ${instant(filter.from)}`]),
    ...(filter.until === undefined ? [] : [sql`at < ${instant(filter.until)}`]),
    ...(filter.text ? [sql`strpos(lower(note), lower(${filter.text})) > 0`] : []),
    ...(filter.before
      ? [sql`version < (select version from wallet.bill where person = ${person} and id = ${filter.before})`]
      : []),
  ]
  const where = parts.reduce((all, part) => sql`${all} and ${part}`)
  return db.rows(sql`select ${BILL} from wallet.bill where ${where} order by version desc limit ${limit}`)
}

/** The balance that somebody had at a moment (minor units). */
export async function balanceAt(db: Queries, person: string, atMs: number): Promise<bigint> {
  const last = await db.maybe<{ balance: bigint }>(sql`
    select balance from wallet.bill where person = ${person} and at < ${instant(atMs)} order by version desc limit 1`)
  return last?.balance ?? 0n
}

export async function writeCategory(db: Queries, person: string, id: string, category: string): Promise<void> {
  await db.run(sql`update wallet.bill set category = ${category} where person = ${person} and id = ${id}`)
}

export interface CategorySum {
  readonly category: Bill['category']
  readonly came: bigint
  readonly went: bigint
  readonly count: number
}

export function sumsOf(db: Queries, person: string, period: { from: number; until: number }): Promise<CategorySum[]> {
  return db.rows(sql`
    select category, coalesce(sum(amount) filter (where direction = 'in'), 0)::bigint as came,
      coalesce(sum(amount) filter (where direction = 'out'), 0)::bigint as went, count(*)::integer as count
    from wallet.bill
    where person = ${person} and at >= ${instant(period.from)} and at < ${instant(period.until)}
    group by category order by went desc, came desc, category`)
}

export async function insertStamp(
  db: Queries,
  stamp: { code: string; person: string; sha256: string; at: number },
): Promise<void> {
  await db.run(sql`
    insert into wallet.stamp (code, person, sha256, at)
    values (${stamp.code}, ${stamp.person}, ${stamp.sha256}, ${instant(stamp.at)}) on conflict do nothing`)
}

export function stampOf(db: Queries, code: string): Promise<{ at: number; sha256: string } | undefined> {
  return db.maybe(sql`select at, sha256 from wallet.stamp where code = ${code}`)
}

/** True the first time that somebody's conversation with the service is opened. */
export async function openedChat(db: Queries, person: string, atMs: number): Promise<boolean> {
  const made = await db.run(sql`
    insert into wallet.payments_chat (person, at) values (${person}, ${instant(atMs)}) on conflict do nothing`)
  return made > 0
}
