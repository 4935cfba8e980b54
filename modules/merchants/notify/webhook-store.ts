import { instant, sql, type Queries } from '@plaza/db'

export interface WebhookRow {
  readonly mchid: string
  readonly url: string
  readonly secret: Buffer
  readonly setAt: number
}

export interface ProbeRow {
  readonly mchid: string
  readonly nextAt: number
  readonly url: string | null
  readonly at: number | null
  readonly status: number | null
  readonly passed: boolean | null
}

export function webhookOf(db: Queries, mchid: string): Promise<WebhookRow | undefined> {
  return db.maybe(sql`select mchid, url, secret, set_at as "setAt" from merchants.webhook where mchid = ${mchid}`)
}

export async function putWebhook(
  db: Queries,
  row: Omit<WebhookRow, 'secret'> & { readonly secret: Uint8Array },
): Promise<void> {
  await db.run(sql`
    insert into merchants.webhook (mchid, url, secret, set_at)
    values (${row.mchid}, ${row.url}, ${row.secret}, ${instant(row.setAt)})
    on conflict (mchid) do update set url = excluded.url, secret = excluded.secret, set_at = excluded.set_at`)
}

export async function dropWebhook(db: Queries, mchid: string): Promise<void> {
  await db.run(sql`delete from merchants.webhook where mchid = ${mchid}`)
}

const PROBE = sql`mchid, next_at as "nextAt", url, at, status, passed`

export function probeOf(db: Queries, mchid: string): Promise<ProbeRow | undefined> {
  return db.maybe(sql`select ${PROBE} from merchants.probe where mchid = ${mchid}`)
}

export async function putProbe(db: Queries, mchid: string, nextAtMs: number): Promise<void> {
  await db.run(sql`
    insert into merchants.probe (mchid, next_at) values (${mchid}, ${instant(nextAtMs)}) on conflict do nothing`)
}

export async function dropProbe(db: Queries, mchid: string): Promise<void> {
  await db.run(sql`delete from merchants.probe where mchid = ${mchid}`)
}

/** Takes numbers that are to be tried now, and puts them off until the next time. */
export function takeProbes(db: Queries, nowMs: number, nextAtMs: number, max: number): Promise<ProbeRow[]> {
  return db.rows(sql`
    update merchants.probe set next_at = ${instant(nextAtMs)}
    where mchid in (
      select mchid from merchants.probe where next_at <= ${instant(nowMs)} order by next_at limit ${max}
      for update skip locked)
    returning ${PROBE}`)
}

export async function writeProbe(db: Queries, row: Omit<ProbeRow, 'nextAt'>): Promise<void> {
  await db.run(sql`
    update merchants.probe
    set url = ${row.url}, at = ${instant(row.at)}, status = ${row.status}, passed = ${row.passed}
    where mchid = ${row.mchid}`)
}

/** Where the news of a number's newest order go; undefined where none of its latest orders says. */
export async function newestUrl(db: Queries, mchid: string, max: number): Promise<string | undefined> {
  const row = await db.maybe<{ url: string }>(sql`
    select notify_url as url
    from (select notify_url, id from merchants.trade where mchid = ${mchid} order by id desc limit ${max}) as latest
    where notify_url <> '' order by id desc limit 1`)
  return row?.url
}
