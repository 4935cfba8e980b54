import type { MerchantNotify } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

/** Of news that say nothing but that they are heard. */
export const TEST = 'WEBHOOK.TEST'

export interface NotifyRow {
  readonly id: string
  readonly mchid: string
  readonly event: string
  readonly trade: string | null
  readonly refund: string | null
  readonly payout: string | null
  readonly url: string
  /** Sealed and signed by the platform, or in the open form under the server's own secret. */
  readonly form: 'v3' | 'standard'
  readonly state: MerchantNotify['state']
  readonly tries: number
  readonly nextAt: number
  readonly createdAt: number
}

export interface DeliveryRow {
  readonly notify: string
  readonly at: number
  readonly tookMs: number
  readonly status: number | null
  readonly why: string | null
}

const NOTIFY = sql`id, mchid, event, trade, refund, payout, url, form, state, tries, next_at as "nextAt", created_at as "createdAt"`

/** Takes news that is due for as long as a lease lasts, so that one worker brings each. */
export function takeDue(db: Queries, nowMs: number, untilMs: number, max: number): Promise<NotifyRow[]> {
  return db.rows(sql`
    update merchants.notify set next_at = ${instant(untilMs)}
    where id in (
      select id from merchants.notify where state = 'due' and next_at <= ${instant(nowMs)}
      order by next_at limit ${max} for update skip locked)
    returning ${NOTIFY}`)
}

export function notifyOf(db: Queries, id: string): Promise<NotifyRow | undefined> {
  return db.maybe(sql`select ${NOTIFY} from merchants.notify where id = ${id}`)
}

export function notifiesOf(db: Queries, trade: string, max: number): Promise<NotifyRow[]> {
  return db.rows(sql`
    select ${NOTIFY} from merchants.notify where trade = ${trade} order by created_at desc, id limit ${max}`)
}

/** News of a number in one form, newest first. */
export function notifiesIn(
  db: Queries,
  of: { readonly mchid: string; readonly form: NotifyRow['form'] },
  page: { readonly before: string | undefined; readonly limit: number },
): Promise<NotifyRow[]> {
  const before = page.before ?? null
  return db.rows(sql`
    select ${NOTIFY} from merchants.notify
    where mchid = ${of.mchid} and form = ${of.form}
      and (${before}::uuid is null
        or (created_at, id) < (select last.created_at, last.id from merchants.notify as last where last.id = ${before}::uuid))
    order by created_at desc, id desc limit ${page.limit}`)
}

/** Writes news that are about nothing: a merchant tries its server. */
export async function insertTest(
  db: Queries,
  row: { readonly id: string; readonly mchid: string; readonly url: string; readonly at: number },
): Promise<void> {
  await db.run(sql`
    insert into merchants.notify (id, mchid, event, url, form, next_at, created_at)
    values (${row.id}, ${row.mchid}, ${TEST}, ${row.url}, 'standard', ${instant(row.at)}, ${instant(row.at)})`)
}

/** The newest tries of some news. */
export function deliveriesOf(db: Queries, notifies: readonly string[], max: number): Promise<DeliveryRow[]> {
  return db.rows(sql`
    select delivery.notify, at, took_ms as "tookMs", status, why
    from unnest(${notifies}::uuid[]) as want(id)
    cross join lateral (
      select * from merchants.delivery where notify = want.id order by n desc limit ${max}) as delivery`)
}

/** Writes down a try and what comes after it. */
export async function writeDelivery(
  tx: Queries,
  delivery: DeliveryRow & { readonly n: number },
  then: { readonly state: MerchantNotify['state']; readonly nextAt: number },
): Promise<void> {
  await tx.run(sql`
    insert into merchants.delivery (notify, n, at, took_ms, status, why)
    values (${delivery.notify}, ${delivery.n}, ${instant(delivery.at)}, ${delivery.tookMs}, ${delivery.status}, ${delivery.why})
    on conflict do nothing`)
  await tx.run(sql`
    update merchants.notify
    set tries = greatest(tries, ${delivery.n}),
      state = case when state = 'done' then 'done' else ${then.state} end, next_at = ${instant(then.nextAt)}
    where id = ${delivery.notify}`)
}

/** Makes news due at once, whatever became of it. */
export async function makeDue(db: Queries, id: string, nowMs: number): Promise<void> {
  await db.run(sql`update merchants.notify set state = 'due', next_at = ${instant(nowMs)} where id = ${id}`)
}
