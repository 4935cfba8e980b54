import { instant, sql, type Queries, type Sql } from '@plaza/db'

export interface PayoutRow {
  readonly id: string
  readonly mchid: string
  readonly outBillNo: string
  readonly requestHash: Buffer
  readonly appid: string
  readonly openid: string
  readonly person: string
  readonly amount: bigint
  readonly currency: string
  readonly remark: string
  readonly notifyUrl: string | null
  readonly style: 'CONFIRM_PAGE' | 'RED_PACKET'
  readonly state: 'WAIT_USER_CONFIRM' | 'SUCCESS' | 'FAIL' | 'CANCELLED'
  readonly createdAt: number
  readonly expiresAt: number
  readonly changedAt: number
}

const PAYOUT = sql`id, mchid, out_bill_no as "outBillNo", request_hash as "requestHash", appid, openid, person, amount,
  currency, remark, notify_url as "notifyUrl", style, state, created_at as "createdAt", expires_at as "expiresAt",
  changed_at as "changedAt"`

export function payoutOf(db: Queries, id: string): Promise<PayoutRow | undefined> {
  return db.maybe(sql`select ${PAYOUT} from merchants.payout where id = ${id}`)
}

/** What waits for somebody to take it, newest first. */
export function payoutsFor(db: Queries, person: string, nowMs: number, max: number): Promise<PayoutRow[]> {
  return db.rows(sql`
    select ${PAYOUT} from merchants.payout
    where person = ${person} and state = 'WAIT_USER_CONFIRM' and expires_at > ${instant(nowMs)}
    order by created_at desc, id limit ${max}`)
}

/** Payouts of a number, newest first. */
export function payoutsOf(
  db: Queries,
  mchid: string,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<PayoutRow[]> {
  const before = page.before ?? null
  return db.rows(sql`
    select ${PAYOUT} from merchants.payout
    where mchid = ${mchid}
      and (${before}::uuid is null
        or (created_at, id) < (select last.created_at, last.id from merchants.payout as last where last.id = ${before}::uuid))
    order by created_at desc, id desc limit ${page.limit}`)
}

/** Written in the commit that holds its money. */
export function insertPayout(row: Omit<PayoutRow, 'state' | 'changedAt'>): Sql {
  return sql`
    insert into merchants.payout (id, mchid, out_bill_no, request_hash, appid, openid, person, amount, currency, remark,
      notify_url, style, created_at, expires_at, changed_at)
    values (${row.id}, ${row.mchid}, ${row.outBillNo}, ${row.requestHash}, ${row.appid}, ${row.openid}, ${row.person},
      ${row.amount}, ${row.currency}, ${row.remark}, ${row.notifyUrl}, ${row.style}, ${instant(row.createdAt)},
      ${instant(row.expiresAt)}, ${instant(row.createdAt)})`
}

/** How a payout ends, and the news of it; in the commit that moves or frees its money. Once, whoever else ends it. */
export function endPayout(
  id: string,
  end: { readonly state: 'SUCCESS' | 'FAIL' | 'CANCELLED'; readonly notify: string; readonly at: number },
): Sql {
  return sql`
    with ended as (
      update merchants.payout set state = ${end.state}, changed_at = ${instant(end.at)}
      where id = ${id} and state = 'WAIT_USER_CONFIRM'
      returning id, mchid, notify_url
    )
    insert into merchants.notify (id, mchid, event, payout, url, next_at, created_at)
    select ${end.notify}, mchid, 'MCHTRANSFER.BILL.FINISHED', id, notify_url, ${instant(end.at)}, ${instant(end.at)}
    from ended where notify_url is not null`
}

/** Payouts that nobody took in time: their holds are over in the ledger by themselves. */
export function duePayouts(db: Queries, nowMs: number, max: number): Promise<{ id: string }[]> {
  return db.rows(sql`
    select id from merchants.payout where state = 'WAIT_USER_CONFIRM' and expires_at <= ${instant(nowMs)}
    order by expires_at limit ${max}`)
}
