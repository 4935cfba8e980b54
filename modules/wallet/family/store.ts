import { instant, bigintArray, floatArray, intArray, prepared, sql, uuidArray, type Queries, type Sql } from '@plaza/db'

export interface MandateRow {
  readonly id: string
  readonly payer: string
  readonly holder: string
  readonly currency: string
  readonly monthMax: bigint
  readonly note: string
  readonly state: 'active' | 'revoked'
  readonly version: number
  readonly used: bigint
  readonly usedMonth: number
  readonly createdAt: number
  readonly changedAt: number
}

const MANDATE = sql`id, payer, holder, currency, month_max as "monthMax", note, state, version, used,
  used_month as "usedMonth", created_at as "createdAt", changed_at as "changedAt"`

export function mandateOf(db: Queries, id: string): Promise<MandateRow | undefined> {
  return db.maybe(sql`select ${MANDATE} from wallet.mandate where id = ${id}`)
}

/** The family cards somebody gave or has: active ones, and ended ones of the last time. */
export function mandatesOf(db: Queries, person: string, max: number): Promise<MandateRow[]> {
  return db.rows(sql`
    select ${MANDATE} from wallet.mandate
    where payer = ${person} or holder = ${person}
    order by state, created_at desc limit ${max}`)
}

export async function countMandates(db: Queries, payer: string): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*)::integer as count from wallet.mandate where payer = ${payer} and state = 'active'`)
  return count
}

export async function insertMandate(
  tx: Queries,
  row: Pick<MandateRow, 'id' | 'payer' | 'holder' | 'currency' | 'monthMax' | 'note' | 'createdAt'>,
): Promise<boolean> {
  const at = instant(row.createdAt)
  const made = await tx.run(sql`
    insert into wallet.mandate (id, payer, holder, currency, month_max, note, state, created_at, changed_at)
    values (${row.id}, ${row.payer}, ${row.holder}, ${row.currency}, ${row.monthMax}, ${row.note}, 'active', ${at}, ${at})
    on conflict do nothing`)
  return made > 0
}

export async function revokeMandate(tx: Queries, id: string, atMs: number): Promise<boolean> {
  const changed = await tx.run(sql`
    update wallet.mandate set state = 'revoked', version = version + 1, changed_at = ${instant(atMs)}
    where id = ${id} and state = 'active'`)
  return changed > 0
}

/** What came back of a family card may be spent again, while the month lasts that it was counted in. */
export function giveBack(id: string, amount: bigint, month: number): Sql {
  return sql`
    update wallet.mandate set used = greatest(used - ${amount}::bigint, 0) where id = ${id} and used_month = ${month}`
}

// Statements of the rider: under the ledger's own locks, so that payments at once never use more than there is.
export const lockMandates = prepared(
  'wallet_lock_mandates',
  `select id, holder, month_max as "monthMax", state, used, used_month as "usedMonth" from wallet.mandate
  where id = any($1::uuid[]) order by id for update`,
)
export const useMandates = prepared(
  'wallet_use_mandates',
  `update wallet.mandate set used = latest.used, used_month = latest.month
  from (
    select distinct on (id) id, used, month
    from unnest($1::uuid[], $2::bigint[], $3::integer[], $4::float8[]) as spent(id, used, month, at)
    order by id, at desc) as latest
  where mandate.id = latest.id`,
)
export const useValues = (uses: readonly { id: string; used: bigint; month: number }[]) => [
  uuidArray(uses.map(use => use.id)),
  bigintArray(uses.map(use => use.used)),
  intArray(uses.map(use => use.month)),
  floatArray(uses.map((_, i) => i)),
]
