import type { MerchantRefund, TradeState } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

export type TradeType = 'NATIVE' | 'JSAPI' | 'APP' | 'MWEB' | 'MICROPAY' | 'STICKER' | 'TILL' | 'PARKING' | 'RIDE'

export interface TradeRow {
  readonly id: string
  readonly mchid: string
  readonly outTradeNo: string
  readonly type: TradeType
  readonly appid: string
  readonly code: string
  readonly requestHash: Buffer
  readonly description: string
  readonly attach: string | null
  readonly notifyUrl: string
  readonly openid: string | null
  readonly amount: bigint
  readonly currency: string
  readonly state: TradeState
  readonly payer: string | null
  readonly payerOpenid: string | null
  readonly payment: string | null
  readonly refunded: bigint
  readonly refunds: number
  readonly createdAt: number
  readonly expiresAt: number
  readonly prepayUntil: number
  readonly paidAt: number | null
  readonly closedAt: number | null
}

export interface RefundRow {
  readonly id: string
  readonly trade: string
  readonly mchid: string
  readonly outRefundNo: string
  readonly requestHash: Buffer
  readonly amount: bigint
  readonly reason: string
  readonly notifyUrl: string | null
  readonly state: MerchantRefund['state']
  readonly createdAt: number
  readonly doneAt: number | null
}

const TRADE = sql`trade.id, mchid, out_trade_no as "outTradeNo", type, appid, code, request_hash as "requestHash",
  description, attach, notify_url as "notifyUrl", openid, amount, currency, state, payer, payer_openid as "payerOpenid",
  payment, refunded, refunds, created_at as "createdAt", expires_at as "expiresAt", prepay_until as "prepayUntil",
  paid_at as "paidAt", closed_at as "closedAt"`
const REFUND = sql`id, trade, mchid, out_refund_no as "outRefundNo", request_hash as "requestHash", amount, reason,
  notify_url as "notifyUrl", state, created_at as "createdAt", done_at as "doneAt"`

/** Nobody paid yet, and somebody may. */
const OPEN = sql`state in ('NOTPAY', 'USERPAYING')`

// ---- reading ----

export function tradeOf(db: Queries, id: string): Promise<TradeRow | undefined> {
  return db.maybe(sql`select ${TRADE} from merchants.trade where id = ${id}`)
}

export function tradeByCode(db: Queries, code: string): Promise<TradeRow | undefined> {
  return db.maybe(sql`select ${TRADE} from merchants.trade where code = ${code}`)
}

export function tradeByNumber(db: Queries, mchid: string, outTradeNo: string): Promise<TradeRow | undefined> {
  return db.maybe(sql`
    select ${TRADE} from merchants.trade where mchid = ${mchid} and out_trade_no = ${outTradeNo}`)
}

/** Orders by their merchants' numbers, in the order of what was asked. */
export async function tradesByNumber(
  db: Queries,
  asked: readonly { readonly mchid: string; readonly outTradeNo: string }[],
): Promise<(TradeRow | undefined)[]> {
  const rows = await db.rows<TradeRow & { readonly n: number }>(sql`
    select ${TRADE}, n::integer
    from unnest(${asked.map(one => one.mchid)}::text[], ${asked.map(one => one.outTradeNo)}::text[])
      with ordinality as asked(of, no, n)
    join merchants.trade on trade.mchid = asked.of and trade.out_trade_no = asked.no`)
  const found = new Map(rows.map(({ n, ...row }) => [n, row]))
  return asked.map((_, i) => found.get(i + 1))
}

/** Whom an order concerns, and how it stands. */
export interface Audience {
  readonly merchant: string
  readonly code: string
  readonly state: TradeState
  /** Who paid, or the only one who may. */
  readonly payer: string | null
  /** The merchant's owner and everybody who works for it. */
  readonly people: readonly string[]
}

export function audienceOf(db: Queries, trade: string, staffMax: number): Promise<Audience | undefined> {
  return db.maybe(sql`
    select merchant.id as merchant, trade.code, trade.state, coalesce(trade.payer, named.person) as payer,
      merchant.owner || array(
        select person from merchants.staff where staff.merchant = merchant.id order by since limit ${staffMax}) as people
    from merchants.trade
    join merchants.number on number.mchid = trade.mchid
    join merchants.merchant on merchant.id = number.merchant
    left join merchants.openid as named
      on named.mchid = trade.mchid and named.appid = trade.appid and named.openid = trade.openid
    where trade.id = ${trade}`)
}

export function tradesOf(
  db: Queries,
  mchid: string,
  page: { readonly state: TradeState | undefined; readonly before: string | undefined; readonly limit: number },
): Promise<TradeRow[]> {
  const { state = null, before = null, limit } = page
  return db.rows(sql`
    select ${TRADE} from merchants.trade
    where mchid = ${mchid} and (${state}::text is null or state = ${state}::text)
      and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${limit}`)
}

/** Orders that wait for somebody to confirm them: made with a code from their phone. */
export function waitingFor(db: Queries, person: string, nowMs: number, max: number): Promise<TradeRow[]> {
  return db.rows(sql`
    select ${TRADE} from merchants.trade
    join merchants.openid using (mchid, appid, openid)
    where openid.person = ${person} and state = 'USERPAYING' and expires_at > ${instant(nowMs)}
    order by trade.id desc limit ${max}`)
}

/** What somebody paid, newest first. */
export function paidBy(
  db: Queries,
  person: string,
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<TradeRow[]> {
  const { before = null, limit } = page
  return db.rows(sql`
    select ${TRADE} from merchants.trade
    where payer = ${person}
      and (${before}::uuid is null or (paid_at, id) < (select paid_at, id from merchants.trade where id = ${before}::uuid))
    order by paid_at desc, id desc limit ${limit}`)
}

export function refundByNumber(db: Queries, mchid: string, outRefundNo: string): Promise<RefundRow | undefined> {
  return db.maybe(sql`
    select ${REFUND} from merchants.refund where mchid = ${mchid} and out_refund_no = ${outRefundNo}`)
}

export function refundOf(db: Queries, id: string): Promise<RefundRow | undefined> {
  return db.maybe(sql`select ${REFUND} from merchants.refund where id = ${id}`)
}

export function refundsOf(db: Queries, trade: string, max: number): Promise<RefundRow[]> {
  return db.rows(sql`
    select ${REFUND} from merchants.refund where trade = ${trade} order by created_at, id limit ${max}`)
}

// ---- writing ----

export type FreshTrade = Omit<
  TradeRow,
  'state' | 'payer' | 'payerOpenid' | 'payment' | 'refunded' | 'refunds' | 'paidAt' | 'closedAt'
>

/**
 * Writes an order, or finds the one that has its number; in one round trip, however many ask at once. The same request
 * again makes its prepay id good for longer.
 */
export function putTrade(db: Queries, row: FreshTrade): Promise<TradeRow & { fresh: boolean }> {
  return db.one(sql`
    insert into merchants.trade as trade (id, mchid, out_trade_no, type, appid, code, request_hash, description, attach,
      notify_url, openid, amount, currency, created_at, expires_at, prepay_until)
    values (${row.id}, ${row.mchid}, ${row.outTradeNo}, ${row.type}, ${row.appid}, ${row.code}, ${row.requestHash},
      ${row.description}, ${row.attach}, ${row.notifyUrl}, ${row.openid}, ${row.amount}, ${row.currency},
      ${instant(row.createdAt)}, ${instant(row.expiresAt)}, ${instant(row.prepayUntil)})
    on conflict (mchid, out_trade_no) do update
    set prepay_until = case when trade.request_hash = excluded.request_hash then excluded.prepay_until else trade.prepay_until end
    returning ${TRADE}, trade.id = ${row.id} as fresh`)
}

/** Ends an order that nobody paid, and answers how it stands then. */
export function closeTrade(
  db: Queries,
  id: string,
  atMs: number,
  as: 'CLOSED' | 'REVOKED',
): Promise<Pick<TradeRow, 'state'> | undefined> {
  return db.maybe(sql`
    update merchants.trade
    set state = case when ${OPEN} then ${as} else state end,
      closed_at = case when ${OPEN} then ${instant(atMs)} else closed_at end
    where id = ${id}
    returning state`)
}

/** Closes orders whose time is over; answers how many. Rows that somebody pays in this moment are left to them. */
export function closeDue(db: Queries, nowMs: number, max: number): Promise<number> {
  return db.run(sql`
    update merchants.trade set state = 'CLOSED', closed_at = ${instant(nowMs)}
    where id in (
      select id from merchants.trade where ${OPEN} and expires_at <= ${instant(nowMs)}
      order by expires_at limit ${max} for update skip locked)`)
}

/** An order waits for its payer to confirm it. */
export async function markPaying(db: Queries, id: string, atMs: number): Promise<void> {
  await db.run(sql`
    update merchants.trade set state = 'USERPAYING', paying_at = ${instant(atMs)}
    where id = ${id} and state = 'NOTPAY'`)
}

/** An order whose money is all back was taken back by its merchant. */
export async function markRevoked(db: Queries, id: string): Promise<void> {
  await db.run(
    sql`update merchants.trade set state = 'REVOKED' where id = ${id} and state = 'REFUND' and refunded = amount`,
  )
}

/** Notes a refund that the payer's wallet could not take; never over one that went through. */
export async function putAbnormal(db: Queries, row: Omit<RefundRow, 'state' | 'doneAt'>): Promise<void> {
  await db.run(sql`
    insert into merchants.refund (id, trade, mchid, out_refund_no, request_hash, amount, reason, notify_url, state, created_at)
    values (${row.id}, ${row.trade}, ${row.mchid}, ${row.outRefundNo}, ${row.requestHash}, ${row.amount}, ${row.reason},
      ${row.notifyUrl}, 'ABNORMAL', ${instant(row.createdAt)})
    on conflict do nothing`)
}

// ---- names of payers ----

export function personOfOpenid(
  db: Queries,
  mchid: string,
  appid: string,
  openid: string,
): Promise<{ person: string } | undefined> {
  return db.maybe(sql`
    select person from merchants.openid where mchid = ${mchid} and appid = ${appid} and openid = ${openid}`)
}

/** The name of a person in an app of a merchant; the first one that was made stays. */
export async function putOpenid(
  db: Queries,
  row: { readonly mchid: string; readonly appid: string; readonly person: string; readonly openid: string },
): Promise<string> {
  const { mchid, appid, person, openid } = row
  await db.run(sql`
    insert into merchants.openid (mchid, appid, person, openid) values (${mchid}, ${appid}, ${person}, ${openid})
    on conflict do nothing`)
  const kept = await db.one<{ openid: string }>(sql`
    select openid from merchants.openid where mchid = ${mchid} and appid = ${appid} and person = ${person}`)
  return kept.openid
}
