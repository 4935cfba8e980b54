import type { Transfer } from '@plaza/contract'
import {
  bigintArray,
  floatArray,
  instant,
  intArray,
  prepared,
  sql,
  textArray,
  uuidArray,
  type Queries,
  type Sql,
} from '@plaza/db'
import type { Rider } from '@plaza/ledger'

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

export type NewTransfer = Omit<TransferRow, 'state' | 'version' | 'changedAt'>

/** Writes transfers in the commit that holds their money. */
export const transferRider: Rider<NewTransfer, never, NewTransfer> = {
  name: 'wallet.transfer',
  write: {
    query: prepared(
      'wallet_insert_transfers',
      `insert into wallet.transfer (id, payer, payee, account, mandate, amount, currency, note, state, delay_hours, available_at,
        expires_at, created_at, changed_at)
      select id, payer, payee, account, mandate, amount, currency, note, 'pending', delay_hours, to_timestamp(available_at / 1000),
        to_timestamp(expires_at / 1000), to_timestamp(created_at / 1000), to_timestamp(created_at / 1000)
      from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[], $7::text[], $8::text[], $9::integer[],
        $10::float8[], $11::float8[], $12::float8[]) as sent(id, payer, payee, account, mandate, amount, currency, note,
        delay_hours, available_at, expires_at, created_at)`,
    ),
    values: rows => [
      uuidArray(rows.map(row => row.id)),
      uuidArray(rows.map(row => row.payer)),
      uuidArray(rows.map(row => row.payee)),
      uuidArray(rows.map(row => row.account)),
      uuidArray(rows.map(row => row.mandate)),
      bigintArray(rows.map(row => row.amount)),
      textArray(rows.map(row => row.currency)),
      textArray(rows.map(row => row.note)),
      intArray(rows.map(row => row.delayHours)),
      floatArray(rows.map(row => row.availableAt)),
      floatArray(rows.map(row => row.expiresAt)),
      floatArray(rows.map(row => row.createdAt)),
    ],
  },
}

/** What became of a pending transfer. */
export function endTransfer(id: string, state: Transfer['state'], atMs: number): Sql {
  return sql`
    update wallet.transfer set state = ${state}, version = version + 1, changed_at = ${instant(atMs)}
    where id = ${id} and state = 'pending'`
}
