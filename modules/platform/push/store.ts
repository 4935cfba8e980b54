import { instant, sql, type Queries } from '@plaza/db'
import { NEWS_WAITING_MAX } from '../limits.ts'

export type Form = 'standard' | 'xml' | 'json'

export interface PushRow {
  readonly appId: string
  readonly form: Form
  readonly url: string
  readonly secret: Buffer
  readonly aesKey: Buffer | null
  readonly setAt: number
}

export type NewsKind = 'message.text' | 'contact.opened' | 'followed' | 'unfollowed' | 'menu.clicked'

export interface News {
  readonly id: string
  readonly appId: string
  readonly kind: NewsKind
  readonly person: string
  readonly facts: Readonly<Record<string, string | number>>
}

export interface NewsRow extends News {
  readonly tries: number
  /** Its place in the order in which things happened. */
  readonly n: bigint
  readonly createdAt: number
  /** The wish to bring it once more; null the first time. */
  readonly replay: string | null
}

export function pushOf(db: Queries, appId: string): Promise<PushRow | undefined> {
  return db.maybe(sql`
    select app_id as "appId", form, url, secret, aes_key as "aesKey", set_at as "setAt"
    from platform.push where app_id = ${appId}`)
}

export async function putPush(db: Queries, push: PushRow & { readonly by: string }): Promise<void> {
  await db.run(sql`
    insert into platform.push (app_id, form, url, secret, aes_key, set_at, set_by)
    values (${push.appId}, ${push.form}, ${push.url}, ${push.secret}, ${push.aesKey}, ${instant(push.setAt)}, ${push.by})
    on conflict (app_id) do update set
      form = excluded.form, url = excluded.url, secret = excluded.secret, aes_key = excluded.aes_key,
      set_at = excluded.set_at, set_by = excluded.set_by`)
}

export async function dropPush(tx: Queries, appId: string): Promise<void> {
  await tx.run(sql`delete from platform.push where app_id = ${appId}`)
  await tx.run(sql`delete from platform.news where app_id = ${appId} and state = 'due'`)
}

export async function waitingOf(db: Queries, appId: string): Promise<{ waiting: number; why: string | null }> {
  return db.one(sql`
    select
      (select count(*)::int from platform.news where app_id = ${appId} and state = 'due') as waiting,
      (select why from platform.news where app_id = ${appId} and tries > 0 order by n desc limit 1) as why`)
}

/** Writes news for whoever hears any: nothing without an address, or when too much waits already. The same id is the same news. */
export async function putNews(db: Queries, news: News, now: number): Promise<void> {
  await db.run(sql`
    insert into platform.news (id, app_id, kind, person, facts, next_at, created_at)
    select ${news.id}, app_id, ${news.kind}, ${news.person}, ${JSON.stringify(news.facts)}, ${instant(now)}, ${instant(now)}
    from platform.push
    where app_id = ${news.appId}
      and (select count(*) from (
        select from platform.news where app_id = ${news.appId} and state = 'due' limit ${NEWS_WAITING_MAX}) as waiting)
        < ${NEWS_WAITING_MAX}
    on conflict (id) do nothing`)
}

/** Takes news that is due for as long as a lease lasts, so that one worker brings each. */
export function takeDue(db: Queries, nowMs: number, untilMs: number, max: number): Promise<NewsRow[]> {
  return db.rows(sql`
    update platform.news set next_at = ${instant(untilMs)}
    where id in (
      select id from platform.news where state = 'due' and next_at <= ${instant(nowMs)}
      order by next_at, n limit ${max} for update skip locked)
    returning id, app_id as "appId", kind, person, facts, tries, n, created_at as "createdAt", replay`)
}

/** Writes down what came of a try. What was brought once stays so, unless it was wished for again. */
export async function noteTry(
  db: Queries,
  outcome: { id: string; tries: number; why: string | null; state: 'due' | 'done' | 'given_up'; nextAt: number },
): Promise<void> {
  await db.run(sql`
    update platform.news set
      tries = greatest(tries, ${outcome.tries}), why = ${outcome.why}, next_at = ${instant(outcome.nextAt)},
      state = case when state = 'done' then 'done' else ${outcome.state} end
    where id = ${outcome.id}`)
}
