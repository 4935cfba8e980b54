import type { CrawlState, CrawlWhy, Shot } from '@plaza/contract'
import { instant, sql, type Queries } from '@plaza/db'

export interface CrawlRow {
  readonly version: string
  readonly state: CrawlState
  readonly why: CrawlWhy | null
  readonly pages: number
  readonly leftOut: number
  readonly tries: number
  readonly endedAt: number | null
}

export interface ShotRow extends Omit<Shot, 'picture'> {
  readonly hasPicture: boolean
}

const CRAWL = sql`version, state, why, pages, left_out as "leftOut", tries, ended_at as "endedAt"`

// ---- reading ----

export function crawlOf(db: Queries, version: string): Promise<CrawlRow | undefined> {
  return db.maybe(sql`select ${CRAWL} from makers.crawl where version = ${version}`)
}

/** What was found, page by page, without the pictures. */
export function shotsOf(db: Queries, version: string): Promise<ShotRow[]> {
  return db.rows(sql`
    select n, path, opened, errors, unsupported, picture is not null as "hasPicture"
    from makers.shot where version = ${version} order by n`)
}

export async function pictureOf(db: Queries, version: string, n: number): Promise<Buffer | undefined> {
  const row = await db.maybe<{ picture: Buffer | null }>(
    sql`select picture from makers.shot where version = ${version} and n = ${n}`,
  )
  return row?.picture ?? undefined
}

// ---- writing ----

/** Asks for a look, or for a new one: what an earlier one found goes. */
export async function askCrawl(
  tx: Queries,
  ask: { version: string; pages: number; leftOut: number; now: number },
): Promise<void> {
  await tx.run(sql`delete from makers.crawl where version = ${ask.version}`)
  await tx.run(sql`
    insert into makers.crawl (version, state, pages, left_out, asked_at)
    values (${ask.version}, 'waiting', ${ask.pages}, ${ask.leftOut}, ${instant(ask.now)})`)
}

/**
 * Takes up the look that waits the longest, of a version that is still in review. One that nobody could do for want of a
 * browser waits as well.
 */
export function takeCrawl(tx: Queries, lease: { now: number; until: number }): Promise<CrawlRow | undefined> {
  return tx.maybe(sql`
    update makers.crawl set state = 'running', why = null, ended_at = null, tries = tries + 1,
      leased_until = ${instant(lease.until)}
    where version = (
      select crawl.version from makers.crawl join makers.version on version.id = crawl.version
      where version.state = 'review'
        and (crawl.state = 'waiting' or crawl.why in ('no_browser', 'no_sandbox')
          or (crawl.state = 'running' and crawl.leased_until < ${instant(lease.now)}))
      order by crawl.asked_at limit 1 for update of crawl skip locked)
    returning ${CRAWL}`)
}

/** Gives a look back that could not begin here: it waits as before, and was no try. */
export async function giveBack(db: Queries, version: string): Promise<void> {
  await db.run(sql`
    update makers.crawl set state = 'waiting', leased_until = null, tries = tries - 1
    where version = ${version} and state = 'running'`)
}

/** Says why nobody looks, of those that wait since before. */
export async function giveUp(db: Queries, end: { why: CrawlWhy; askedBefore: number; now: number }): Promise<void> {
  await db.run(sql`
    update makers.crawl set state = 'failed', why = ${end.why}, ended_at = ${instant(end.now)}
    where state = 'waiting' and asked_at < ${instant(end.askedBefore)}`)
}

/** What the try before left goes before the next one begins. */
export async function dropShots(db: Queries, version: string): Promise<void> {
  await db.run(sql`delete from makers.shot where version = ${version}`)
}

export async function putShot(
  db: Queries,
  version: string,
  shot: Omit<ShotRow, 'hasPicture'> & { picture: Uint8Array | undefined },
): Promise<void> {
  await db.run(sql`
    insert into makers.shot (version, n, path, opened, errors, unsupported, picture)
    values (${version}, ${shot.n}, ${shot.path}, ${shot.opened}, ${JSON.stringify(shot.errors)},
      ${JSON.stringify(shot.unsupported)}, ${shot.picture ?? null})
    on conflict (version, n) do nothing`)
}

/** Ends a look, unless it was asked for anew meanwhile. */
export async function endCrawl(
  db: Queries,
  version: string,
  end: { state: CrawlState; why: CrawlWhy | null; now: number },
): Promise<void> {
  await db.run(sql`
    update makers.crawl set state = ${end.state}, why = ${end.why}, leased_until = null, ended_at = ${instant(end.now)}
    where version = ${version} and state = 'running'`)
}

/** Takes away what was found of versions that were decided before. */
export async function sweepCrawls(db: Queries, before: number): Promise<void> {
  await db.run(sql`
    delete from makers.crawl using makers.version
    where version.id = crawl.version and version.state <> 'review'
      and coalesce(version.decided_at, crawl.asked_at) < ${instant(before)}`)
}
