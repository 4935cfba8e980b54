import { instant, sql, type Queries } from '@plaza/db'
import type { MessageRow } from './store.ts'

/** Makes a reader known. One that begins with `now` has read everything that there is at its first look. */
export async function begin(db: Queries, reader: { name: string; from: 'start' | 'now' }, now: number): Promise<void> {
  await db.run(sql`
    with made as (
      insert into chat.reader (name, busy_until) values (${reader.name}, ${instant(now)})
      on conflict do nothing
      returning name
    )
    insert into chat.reader_place (reader, conv, q)
    select made.name, conversation.id, conversation.q
    from made, chat.conversation
    where ${reader.from} = 'now'
    on conflict do nothing`)
}

/** Takes the reader for this process until `until`. False while another has it. */
export async function lease(db: Queries, name: string, now: number, until: number): Promise<boolean> {
  const taken = await db.run(sql`
    update chat.reader set busy_until = ${instant(until)}
    where name = ${name} and busy_until <= ${instant(now)}`)
  return taken > 0
}

export async function release(db: Queries, name: string, now: number): Promise<void> {
  await db.run(sql`update chat.reader set busy_until = ${instant(now)} where name = ${name}`)
}

/** The next conversations in order of their ids: those that are ahead of the reader, and where to go on. */
export async function walk(
  db: Queries,
  name: string,
  after: string | undefined,
  limit: number,
): Promise<{ moved: string[]; next: string | undefined }> {
  const row = await db.one<{ moved: string[] | null; next: string | null; count: number }>(sql`
    with page as (
      select id, q from chat.conversation
      where ${after ?? null}::uuid is null or id > ${after ?? null}::uuid
      order by id
      limit ${limit}
    )
    select array_agg(page.id) filter (where page.q > coalesce(place.q, 0)) as moved,
      (array_agg(page.id order by page.id desc))[1] as next, count(*)::integer as count
    from page
    left join chat.reader_place as place on place.reader = ${name} and place.conv = page.id`)
  return { moved: row.moved ?? [], next: row.count < limit ? undefined : (row.next ?? undefined) }
}

/** Events of these conversations that the reader has not had, each conversation's in order. */
export function eventsAhead(db: Queries, name: string, convs: readonly string[], limit: number): Promise<MessageRow[]> {
  return db.rows(sql`
    select event.conv, event.q, event.n, event.sender, event.id, event.kind, event.body, event.re, event.at,
      null as edited_body, null as edited_at, event.recalled_at, event.recalled_by,
      (event.kind in ('edit', 'update') and exists (
        select from chat.message as target
        where target.conv = event.conv and target.q = event.re and target.recalled_at is not null
      )) as target_recalled
    from unnest(${convs}::uuid[]) with ordinality as want(conv, at)
    left join chat.reader_place as place on place.reader = ${name} and place.conv = want.conv
    cross join lateral (
      select * from chat.message
      where message.conv = want.conv and message.q > coalesce(place.q, 0)
      order by message.q
      limit ${limit}
    ) as event
    order by want.at, event.q
    limit ${limit}`)
}

/** The reader has had everything up to these events. */
export async function moveOn(db: Queries, name: string, last: ReadonlyMap<string, number>): Promise<void> {
  await db.run(sql`
    insert into chat.reader_place as place (reader, conv, q)
    select ${name}, conv, q from unnest(${[...last.keys()]}::uuid[], ${[...last.values()]}::integer[]) as new(conv, q)
    on conflict (reader, conv) do update set q = greatest(place.q, excluded.q)`)
}
