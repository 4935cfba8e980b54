import type { Transfer } from '@plaza/contract'
import { sql, type Queries, type Sql } from '@plaza/db'
import { instant } from '../store.ts'

export interface TransferRow {
  readonly id: string
  readonly payer: string
  readonly payee: string
  /** Where it comes from. */
  readonly account: string
  readonly mandate: string | null
  readonly amount: bigint
  readonly currency: string
  readonly note: string
  readonly state: Transfer['state']
  readonly version: number
  /** What the sender asked for; the risk rules may have made it longer. */
  readonly delayHours: number
  readonly availableAt: number
  readonly expiresAt: number
  readonly createdAt: number
  readonly changedAt: number
}

export const TRANSFER = sql`id, payer, payee, account, mandate, amount, currency, note, state, version,
  delay_hours as "delayHours", available_at as "availableAt", expires_at as "expiresAt", created_at as "createdAt", changed_at as "changedAt"`

export function transferOf(db: Queries, id: string): Promise<TransferRow | undefined> {
  return db.maybe(sql`select ${TRANSFER} from wallet.transfer where id = ${id}`)
}

/** Transfers that nobody took in time. */
export function dueTransfers(db: Queries, nowMs: number, max: number): Promise<TransferRow[]> {
  return db.rows(sql`
    select ${TRANSFER} from wallet.transfer
    where state = 'pending' and expires_at <= ${instant(nowMs)}
    order by expires_at limit ${max}`)
}

export function insertTransfer(row: Omit<TransferRow, 'state' | 'version' | 'changedAt'>): Sql {
  return sql`
    insert into wallet.transfer (id, payer, payee, account, mandate, amount, currency, note, state, delay_hours, available_at, expires_at,
      created_at, changed_at)
    values (${row.id}, ${row.payer}, ${row.payee}, ${row.account}, ${row.mandate}, ${row.amount}, ${row.currency},
      ${row.note}, 'pending', ${row.delayHours}, ${instant(row.availableAt)}, ${instant(row.expiresAt)}, ${instant(row.createdAt)},
      ${instant(row.createdAt)})`
}

/** What became of a pending transfer. */
export function endTransfer(id: string, state: Transfer['state'], atMs: number): Sql {
  return sql`
    update wallet.transfer set state = ${state}, version = version + 1, changed_at = ${instant(atMs)}
    where id = ${id} and state = 'pending'`
}
