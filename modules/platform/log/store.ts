import type { PlatformCall } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

export interface CallRow extends Omit<PlatformCall, 'n' | 'replay'> {
  readonly appId: string
  readonly asked: string
  readonly answered: string
  readonly replay: boolean
  /** Whom it was about, where that is known. */
  readonly person: string | null
}

const CALL = sql`n::float8 as n, way, id, name, ok, outcome, ms, replay, (extract(epoch from at) * 1000)::float8 as at`

// ---- reading ----

export function callsOf(
  db: Queries,
  page: {
    appId: string
    way: string | undefined
    ok: boolean | undefined
    before: number | undefined
    limit: number
  },
): Promise<(PlatformCall & { replay: boolean })[]> {
  return db.rows(sql`
    select ${CALL} from platform.call
    where app_id = ${page.appId}
      and (${page.way ?? null}::text is null or way = ${page.way ?? null})
      and (${page.ok ?? null}::boolean is null or ok = ${page.ok ?? null})
      and (${page.before ?? null}::bigint is null or n < ${page.before ?? null})
    order by n desc limit ${page.limit}`)
}

export function callAt(
  db: Queries,
  appId: string,
  n: number,
): Promise<(PlatformCall & { replay: boolean; asked: string; answered: string }) | undefined> {
  return db.maybe(sql`select ${CALL}, asked, answered from platform.call where app_id = ${appId} and n = ${n}`)
}

/** Programs behind tokens, also those that are over: a call that came too late is logged, too. */
export async function programsBehind(db: Queries, hashes: readonly Buffer[]): Promise<Map<string, string>> {
  const rows = await db.rows<{ hash: Buffer; appId: string }>(
    sql`select hash, app_id as "appId" from platform.token where hash = any(${[...hashes]}::bytea[])`,
  )
  return new Map(rows.map(({ hash, appId }) => [hash.toString('hex'), appId]))
}

// ---- writing ----

/** Many lines in one statement. Of news that went with the person they were about, nothing is written. */
export async function putCalls(db: Queries, rows: readonly CallRow[]): Promise<void> {
  await db.run(sql`
    insert into platform.call (app_id, way, id, name, ok, outcome, ms, asked, answered, replay, person, at)
    select "appId", way, id, name, ok, outcome, ms, asked, answered, replay, person, to_timestamp(at / 1000)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line(
      "appId" text, way text, id uuid, name text, ok boolean, outcome text, ms integer, asked text, answered text,
      replay boolean, person uuid, at float8)
    where way = 'api' or exists (select from platform.news where news.id = line.id)`)
}

/** Has news brought once more, whatever came of them before; a wish that was heard changes nothing. False where they are gone. */
export async function replayNews(
  db: Queries,
  wish: { appId: string; news: string; id: string; now: number },
): Promise<boolean> {
  const { appId, news, id, now } = wish
  const touched = await db.run(sql`
    update platform.news set
      replay = ${id},
      state = case when replay = ${id} then state else 'due' end,
      next_at = case when replay = ${id} then next_at else ${instant(now)} end
    where id = ${news} and app_id = ${appId} and (state <> 'due' or replay = ${id})`)
  return touched > 0
}

export async function sweepCalls(db: Queries, before: number): Promise<void> {
  await db.run(sql`delete from platform.call where at < ${instant(before)}`)
}
