import { instant, sql, type Queries } from '@plaza/db'

/** A payment at a till, and who is to hear of it. */
export interface PaidAtTill {
  readonly mchid: string
  readonly paidAt: number
  readonly people: readonly string[]
}

/** What came in at a till that somebody is to hear of. */
export interface TillSum {
  readonly merchant: string
  readonly mchid: string
  readonly name: string
  readonly currency: string
  readonly payments: number
  readonly amount: bigint
  /** When the last of them was paid. */
  readonly upto: number
}

/** Whether this person said that they want to be called; undefined where they said nothing. */
export async function wishOf(db: Queries, merchant: string, person: string): Promise<boolean | undefined> {
  const row = await db.maybe<{ wanted: boolean }>(sql`
    select wanted from merchants.till_call where merchant = ${merchant} and person = ${person}`)
  return row?.wanted
}

export async function putWish(db: Queries, merchant: string, person: string, wanted: boolean): Promise<void> {
  await db.run(sql`
    insert into merchants.till_call (merchant, person, wanted) values (${merchant}, ${person}, ${wanted})
    on conflict (merchant, person) do update set wanted = excluded.wanted`)
}

/**
 * Undefined for what was not paid at a till, and for play money. Of an order that somebody at a till made only they hear, of
 * one at the sticker everybody whose hours are open: if they work there still, and want to.
 */
export function paidAtTill(db: Queries, trade: string): Promise<PaidAtTill | undefined> {
  return db.maybe(sql`
    select trade.mchid, extract(epoch from paid_at)::float8 * 1000 as "paidAt", array(
        select shift.person from merchants.shift
        left join merchants.staff on staff.merchant = merchant.id and staff.person = shift.person
        left join merchants.till_call as wish on wish.merchant = merchant.id and wish.person = shift.person
        where shift.mchid = trade.mchid and shift.closed_at is null
          and shift.person = coalesce(till_order.person, shift.person)
          and (staff.person is not null or shift.person = merchant.owner)
          and coalesce(wish.wanted, staff.role = 'cashier', false)
        order by shift.person) as people
    from merchants.trade
    join merchants.number on number.mchid = trade.mchid and number.mode = 'live'
    join merchants.merchant on merchant.id = number.merchant
    left join merchants.till_order on till_order.trade = trade.id
    where trade.id = ${trade} and paid_at is not null and (trade.type = 'STICKER' or till_order.trade is not null)`)
}

/** What came in after a moment that this person is to hear of, while their hours are open. */
export function sumSince(
  db: Queries,
  of: { readonly mchid: string; readonly person: string; readonly since: number },
): Promise<TillSum | undefined> {
  const { mchid, person, since } = of
  return db.maybe(sql`
    select merchant.id as merchant, number.mchid, merchant.name, number.currency, count(*)::integer as payments,
      sum(trade.amount)::bigint as amount, extract(epoch from max(trade.paid_at))::float8 * 1000 as upto
    from merchants.number
    join merchants.merchant on merchant.id = number.merchant
    join merchants.trade on trade.mchid = number.mchid
    left join merchants.till_order on till_order.trade = trade.id
    where number.mchid = ${mchid} and trade.paid_at > ${instant(since)}
      and (trade.type = 'STICKER' or till_order.trade is not null)
      and coalesce(till_order.person, ${person}) = ${person}
      and exists (
        select from merchants.shift
        where shift.mchid = number.mchid and shift.person = ${person} and shift.closed_at is null)
    group by merchant.id, number.mchid`)
}
