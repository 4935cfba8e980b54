import type { RequestTrouble } from '@plaza/contract'
import { boolArray, floatArray, instant, intArray, sql, textArray, uuidArray, type Queries } from '@plaza/db'

export interface RequestRow {
  readonly id: string
  readonly at: number
  readonly tookMs: number
  readonly operation: string
  readonly status: number
  readonly code: string | null
  readonly field: string | null
  readonly issue: string | null
  readonly trouble: RequestTrouble | null
  readonly offS: number | null
  readonly outTradeNo: string | null
  readonly order: string | null
}

/** A request to be written down, with whatever names its merchant and its order. */
export interface FreshRequest extends Omit<RequestRow, 'order'> {
  readonly mchid: string | null
  readonly serial: string | null
  readonly signed: boolean
  readonly trade: string | null
  readonly outRefundNo: string | null
}

const REQUEST = sql`id, at, took_ms as "tookMs", operation, status, code, field, issue, trouble, off_s as "offS",
  out_trade_no as "outTradeNo", (
    select trade.id from merchants.trade
    where trade.mchid = request.mchid and trade.out_trade_no = request.out_trade_no) as "order"`

// ---- reading ----

/** What is known of a serial under a number, or under another number of the same merchant. */
export function keyUnder(
  db: Queries,
  mchid: string,
  serial: string,
): Promise<{ readonly own: boolean; readonly revoked: boolean } | undefined> {
  return db.maybe(sql`
    with claimed as (select merchant from merchants.number where mchid = ${mchid})
    select mchid = ${mchid} as own, revoked_at is not null as revoked
    from merchants.api_certificate
    join merchants.number using (mchid)
    where serial = ${serial} and (merchant in (select merchant from claimed) or not exists (select from claimed))
    order by own desc limit 1`)
}

export function requestsOf(
  db: Queries,
  mchid: string,
  page: { readonly failed: boolean; readonly before: string | undefined; readonly limit: number },
): Promise<RequestRow[]> {
  const { failed, before = null, limit } = page
  return db.rows(sql`
    select ${REQUEST} from merchants.request
    where mchid = ${mchid} and (not ${failed}::boolean or status >= 400)
      and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${limit}`)
}

/** The newest requests about an order. */
export function requestsAbout(
  db: Queries,
  { mchid, outTradeNo }: { readonly mchid: string; readonly outTradeNo: string },
  max: number,
): Promise<RequestRow[]> {
  return db.rows(sql`
    select ${REQUEST} from merchants.request where mchid = ${mchid} and out_trade_no = ${outTradeNo}
    order by id desc limit ${max}`)
}

/** When an order began to wait for its payer to confirm it. */
export async function payingSince(db: Queries, trade: string): Promise<number | null> {
  const row = await db.one<{ at: number | null }>(sql`select paying_at as at from merchants.trade where id = ${trade}`)
  return row.at
}

// ---- writing ----

/**
 * Writes requests down under the number that they name, or else the one that their key belongs to. Those of an order are
 * found by its number, whichever they named it by.
 */
export async function insertRequests(db: Queries, rows: readonly FreshRequest[]): Promise<void> {
  const all = <Key extends keyof FreshRequest>(key: Key) => rows.map(row => row[key])
  await db.run(sql`
    insert into merchants.request (id, mchid, signed, at, took_ms, operation, status, code, field, issue, trouble, off_s,
      out_trade_no)
    select asked.id, owner.mchid, asked.signed, to_timestamp(asked.at / 1000), asked.took_ms, asked.operation,
      asked.status, asked.code, asked.field, asked.issue, asked.trouble, asked.off_s, coalesce(
        asked.out_trade_no,
        (select out_trade_no from merchants.trade where trade.id = asked.trade and trade.mchid = owner.mchid),
        (select out_trade_no from merchants.refund join merchants.trade on trade.id = refund.trade
          where refund.mchid = owner.mchid and refund.out_refund_no = asked.out_refund_no))
    from unnest(${uuidArray(all('id'))}::uuid[], ${textArray(all('mchid'))}::text[], ${textArray(all('serial'))}::text[],
      ${boolArray(all('signed'))}::boolean[], ${floatArray(all('at'))}::float8[], ${intArray(all('tookMs'))}::integer[],
      ${textArray(all('operation'))}::text[], ${intArray(all('status'))}::integer[], ${textArray(all('code'))}::text[],
      ${textArray(all('field'))}::text[], ${textArray(all('issue'))}::text[], ${textArray(all('trouble'))}::text[],
      ${intArray(all('offS'))}::integer[], ${textArray(all('outTradeNo'))}::text[], ${uuidArray(all('trade'))}::uuid[],
      ${textArray(all('outRefundNo'))}::text[])
      as asked(id, mchid, serial, signed, at, took_ms, operation, status, code, field, issue, trouble, off_s,
        out_trade_no, trade, out_refund_no)
    cross join lateral (
      select mchid from merchants.number where number.mchid = asked.mchid
      union all
      (select mchid from merchants.api_certificate where api_certificate.serial = asked.serial limit 1)
      limit 1) as owner
    on conflict do nothing`)
}

export async function dropOld(
  db: Queries,
  beforeMs: number,
  max: { readonly signed: number; readonly unsigned: number },
): Promise<void> {
  await db.run(sql`delete from merchants.request where at < ${instant(beforeMs)}`)
  await db.run(sql`
    with crowded as (
      select mchid, signed from merchants.request group by mchid, signed
      having count(*) > case when signed then ${max.signed}::bigint else ${max.unsigned}::bigint end
    ),
    last as materialized (
      select crowded.mchid, crowded.signed, (
        select id from merchants.request
        where request.mchid = crowded.mchid and request.signed = crowded.signed
        order by id desc offset case when crowded.signed then ${max.signed}::bigint else ${max.unsigned}::bigint end limit 1) as id
      from crowded
    )
    delete from merchants.request using last
    where request.mchid = last.mchid and request.signed = last.signed and request.id <= last.id`)
}
