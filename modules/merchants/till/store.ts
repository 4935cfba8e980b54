import { instant, sql, type Queries } from '@plaza/db'
import { NUMBER, type NumberRow } from '../store.ts'

export interface ShiftRow extends Sums {
  readonly id: string
  readonly mchid: string
  readonly person: string
  readonly terminal: string | null
  readonly openedAt: number
  readonly closedAt: number | null
}

/** What came in, and what of it was given back. */
export interface Sums {
  readonly payments: number
  readonly paid: bigint
  readonly refunds: number
  readonly refunded: bigint
}

export interface TillOrderRow {
  readonly trade: string
  readonly person: string
  readonly terminal: string | null
}

// ---- stickers ----

export function numberOfSticker(db: Queries, code: string): Promise<NumberRow | undefined> {
  return db.maybe(sql`select ${NUMBER} from merchants.number join merchants.sticker using (mchid) where code = ${code}`)
}

/** The sticker of a number; the first that was made stays. */
export async function stickerOf(db: Queries, mchid: string, fresh: string): Promise<string> {
  const { code } = await db.one<{ code: string }>(sql`
    insert into merchants.sticker as sticker (code, mchid) values (${fresh}, ${mchid})
    on conflict (mchid) do update set code = sticker.code
    returning code`)
  return code
}

// ---- orders of a till ----

/** Notes who made an order, in the hours that are open for them; hours that end meanwhile wait for it. */
export async function putTillOrder(tx: Queries, row: TillOrderRow & { readonly mchid: string }): Promise<void> {
  await tx.run(sql`
    insert into merchants.till_order (trade, person, terminal, shift)
    values (${row.trade}, ${row.person}, ${row.terminal}, (
      select id from merchants.shift
      where mchid = ${row.mchid} and person = ${row.person} and closed_at is null
      for share))
    on conflict do nothing`)
}

export function tillOrderOf(db: Queries, trade: string): Promise<TillOrderRow | undefined> {
  return db.maybe(sql`select trade, person, terminal from merchants.till_order where trade = ${trade}`)
}

// ---- shifts ----

/** Open hours have the sums of now; what is closed keeps its own. */
const SHIFT = sql`shift.id, shift.mchid, shift.person, terminal, opened_at as "openedAt", closed_at as "closedAt",
  coalesce(shift.payments, now.payments) as payments, coalesce(shift.paid, now.paid) as paid,
  coalesce(shift.refunds, now.refunds) as refunds, coalesce(shift.refunded, now.refunded) as refunded`
const NOW = sql`
  cross join lateral (
    select count(*) filter (where paid_at is not null)::integer as payments,
      coalesce(sum(amount) filter (where paid_at is not null), 0)::bigint as paid,
      coalesce(sum(trade.refunds), 0)::integer as refunds, coalesce(sum(trade.refunded), 0)::bigint as refunded
    from merchants.till_order
    join merchants.trade on trade.id = till_order.trade
    where till_order.shift = shift.id and shift.closed_at is null) as now`

export function shiftOf(db: Queries, id: string): Promise<ShiftRow | undefined> {
  return db.maybe(sql`select ${SHIFT} from merchants.shift ${NOW} where shift.id = ${id}`)
}

export function shiftsOf(
  db: Queries,
  mchid: string,
  page: { readonly person: string | null; readonly before: string | null; readonly limit: number },
): Promise<ShiftRow[]> {
  const { person, before, limit } = page
  return db.rows(sql`
    select ${SHIFT} from merchants.shift ${NOW}
    where shift.mchid = ${mchid} and (${person}::uuid is null or shift.person = ${person}::uuid)
      and (${before}::uuid is null or shift.id < ${before}::uuid)
    order by shift.id desc limit ${limit}`)
}

/** False where the person has open hours there, or the id is taken. */
export async function insertShift(
  db: Queries,
  row: Pick<ShiftRow, 'id' | 'mchid' | 'person' | 'terminal' | 'openedAt'>,
): Promise<boolean> {
  const made = await db.run(sql`
    insert into merchants.shift (id, mchid, person, terminal, opened_at)
    values (${row.id}, ${row.mchid}, ${row.person}, ${row.terminal}, ${instant(row.openedAt)})
    on conflict do nothing`)
  return made > 0
}

/** Holds open hours, so that no order joins them any more; false where they have ended. */
export async function lockShift(tx: Queries, id: string): Promise<boolean> {
  const rows = await tx.rows(sql`select id from merchants.shift where id = ${id} and closed_at is null for update`)
  return rows.length > 0
}

/** Orders of a shift that nobody paid are over. */
export async function closeOpenOrders(tx: Queries, shift: string, atMs: number): Promise<{ id: string }[]> {
  return tx.rows(sql`
    update merchants.trade set state = 'CLOSED', closed_at = ${instant(atMs)}
    where id in (select trade from merchants.till_order where shift = ${shift}) and state in ('NOTPAY', 'USERPAYING')
    returning id`)
}

/** Writes the sums of hours that end. */
export async function endShift(tx: Queries, id: string, sums: Sums, atMs: number): Promise<void> {
  await tx.run(sql`
    update merchants.shift
    set closed_at = ${instant(atMs)}, payments = ${sums.payments}, paid = ${sums.paid}, refunds = ${sums.refunds},
      refunded = ${sums.refunded}
    where id = ${id}`)
}

// ---- takings ----

export interface DayRow extends Sums {
  readonly day: string
}

/** What came in and went back on each day of a time zone since a day, newest first; days without anything are left out. */
export function takingsByDay(
  db: Queries,
  mchid: string,
  of: { readonly zone: string; readonly since: string },
): Promise<DayRow[]> {
  const { zone, since } = of
  const from = sql`(${since}::date)::timestamp at time zone ${zone}`
  return db.rows(sql`
    select (at at time zone ${zone})::date::text as day, count(*) filter (where came)::integer as payments,
      coalesce(sum(amount) filter (where came), 0)::bigint as paid, count(*) filter (where not came)::integer as refunds,
      coalesce(sum(amount) filter (where not came), 0)::bigint as refunded
    from (
      select paid_at as at, amount, true as came from merchants.trade where mchid = ${mchid} and paid_at >= ${from}
      union all
      select done_at, amount, false from merchants.refund
      where mchid = ${mchid} and state = 'SUCCESS' and done_at >= ${from}
    ) as moved
    group by 1 order by 1 desc`)
}
