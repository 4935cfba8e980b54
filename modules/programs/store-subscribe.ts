import { instant, sql, type Queries } from '@plaza/db'
import type { Template } from './rules.ts'

export async function putTemplates(db: Queries, appId: string, templates: readonly Template[]): Promise<void> {
  for (const { id, titles, fields } of templates)
    await db.run(sql`
      insert into programs.template (id, app_id, titles, fields)
      values (${id}, ${appId}, ${JSON.stringify(titles)}, ${JSON.stringify(fields)})
      on conflict (id) do update set titles = excluded.titles, fields = excluded.fields
        where template.app_id = excluded.app_id`)
}

export function templatesBy(db: Queries, appId: string): Promise<Template[]> {
  return db.rows(sql`select id, titles, fields from programs.template where app_id = ${appId} order by id`)
}

export async function dropTemplatesBut(db: Queries, appId: string, ids: readonly string[]): Promise<void> {
  await db.run(sql`delete from programs.subscription where app_id = ${appId} and template <> all(${[...ids]})`)
  await db.run(sql`delete from programs.template where app_id = ${appId} and id <> all(${[...ids]})`)
}

export function templatesOf(db: Queries, appId: string, ids: readonly string[]): Promise<Template[]> {
  return db.rows(sql`
    select id, titles, fields from programs.template where app_id = ${appId} and id = any(${[...ids]}) order by id`)
}

/** One message more of each template that the person says yes to. */
export async function addSubscriptions(
  db: Queries,
  yes: { person: string; appId: string; templates: readonly string[]; max: number; now: number },
): Promise<void> {
  await db.run(sql`
    insert into programs.subscription (person, app_id, template, remaining, at)
    select ${yes.person}, ${yes.appId}, id, 1, ${instant(yes.now)}
    from programs.template where app_id = ${yes.appId} and id = any(${[...yes.templates]})
    on conflict (person, app_id, template) do update set
      remaining = least(subscription.remaining + 1, ${yes.max}), at = excluded.at`)
}

/** Uses one up; false when the person takes none (any more). */
export async function useSubscription(
  db: Queries,
  one: { person: string; appId: string; template: string },
): Promise<boolean> {
  const touched = await db.run(sql`
    update programs.subscription set remaining = remaining - 1
    where person = ${one.person} and app_id = ${one.appId} and template = ${one.template} and remaining > 0`)
  return touched === 1
}

export async function dropSubscriptions(db: Queries, person: string, appId: string | null): Promise<void> {
  await db.run(sql`
    delete from programs.subscription
    where person = ${person} and (${appId}::text is null or app_id = ${appId})`)
}

/** Who is known to a program by this name. */
export async function personBehind(db: Queries, appId: string, openid: string): Promise<string | undefined> {
  const row = await db.maybe<{ person: string }>(
    sql`select person from programs.known_as where app_id = ${appId} and openid = ${openid}`,
  )
  return row?.person
}

/** True the first time. */
export async function openNoticeChat(db: Queries, person: string, now: number): Promise<boolean> {
  const touched = await db.run(sql`
    insert into programs.notice_chat (person, at) values (${person}, ${instant(now)}) on conflict do nothing`)
  return touched === 1
}

export async function isBrought(db: Queries, id: string): Promise<boolean> {
  return (await db.maybe(sql`select from programs.notice where id = ${id}`)) !== undefined
}

export async function putNotice(
  db: Queries,
  notice: { id: string; appId: string; person: string; now: number },
): Promise<void> {
  await db.run(sql`
    insert into programs.notice (id, app_id, person, at)
    values (${notice.id}, ${notice.appId}, ${notice.person}, ${instant(notice.now)}) on conflict do nothing`)
}
