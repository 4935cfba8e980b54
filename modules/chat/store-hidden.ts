import { instant, sql, type Queries } from '@plaza/db'
import type { MessageRow } from './store.ts'

// ---- reading ----

type Place = { conv: string; q: number }

/** Which of these messages this person deleted for themself. */
export function hiddenAmong(db: Queries, person: string, places: readonly Place[]): Promise<Place[]> {
  return db.rows(sql`
    select hidden.conv, hidden.q
    from unnest(${places.map(p => p.conv)}::uuid[], ${places.map(p => p.q)}::integer[]) as want(conv, q)
    join chat.hidden_message as hidden
      on hidden.person = ${person} and hidden.conv = want.conv and hidden.q = want.q`)
}

/** For each place the newest message before it that a list shows and this person did not delete. */
export function shownBefore(
  db: Queries,
  person: string,
  places: readonly (Place & { after: number })[],
): Promise<MessageRow[]> {
  return db.rows(sql`
    select shown.*
    from unnest(
      ${places.map(p => p.conv)}::uuid[], ${places.map(p => p.q)}::integer[], ${places.map(p => p.after)}::integer[]
    ) as want(conv, q, after)
    cross join lateral (
      select conv, q, n, sender, id, kind, body, re, at, edited_body, edited_at, recalled_at, recalled_by
      from chat.message
      where message.conv = want.conv and message.q < want.q and message.q > want.after
        and message.kind not in ('edit', 'recall', 'react', 'update')
        and not exists (
          select from chat.hidden_message as hidden
          where hidden.person = ${person} and hidden.conv = message.conv and hidden.q = message.q
        )
      order by message.q desc
      limit 1
    ) as shown`)
}

// ---- writing ----

/** Deletes messages for one person; answers how many of them were there until now. */
export function hide(tx: Queries, person: string, conv: string, qs: readonly number[], at: number): Promise<number> {
  return tx.run(sql`
    insert into chat.hidden_message (person, conv, q, at)
    select ${person}, ${conv}, q, ${instant(at)}
    from unnest(${qs}::integer[]) as q
    on conflict do nothing`)
}

/** What a member may read begins after q from now on. False when it did already. */
export async function beginAfter(tx: Queries, person: string, conv: string, q: number): Promise<boolean> {
  const moved = await tx.run(sql`
    update chat.member set joined_q = ${q} where conv = ${conv} and person = ${person} and joined_q < ${q}`)
  return moved > 0
}

/** Counts everything up to q, n messages, as read; never less than before. */
export async function readUpTo(
  tx: Queries,
  person: string,
  conv: string,
  { q, n }: { readonly q: number; readonly n: number },
): Promise<void> {
  await tx.run(sql`
    update chat.inbox set read_q = greatest(read_q, ${q}), read_n = greatest(read_n, ${n})
    where person = ${person} and conv = ${conv}`)
}

/** Forgets what an erased person had deleted. */
export async function forgetHidden(db: Queries, person: string): Promise<void> {
  await db.run(sql`delete from chat.hidden_message where person = ${person}`)
}
