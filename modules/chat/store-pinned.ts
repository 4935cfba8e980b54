import { instant, sql, type Queries } from '@plaza/db'
import type { PlaceOf } from './readable.ts'

// ---- reading ----

/** Where the pinned messages of a conversation are, the one that was pinned last first. */
export function newestFirst(db: Queries, conv: string): Promise<PlaceOf[]> {
  return db.rows(sql`select conv, q from chat.pinned_message where conv = ${conv} order by at desc, q desc`)
}

export async function count(db: Queries, conv: string): Promise<number> {
  return (
    await db.one<{ count: number }>(
      sql`select count(*)::integer as count from chat.pinned_message where conv = ${conv}`,
    )
  ).count
}

export async function has(db: Queries, { conv, q }: PlaceOf): Promise<boolean> {
  return (await db.maybe(sql`select from chat.pinned_message where conv = ${conv} and q = ${q}`)) !== undefined
}

// ---- writing ----

/** Pins a message; false when it was pinned already. */
export async function add(tx: Queries, { conv, q }: PlaceOf, by: string, at: number): Promise<boolean> {
  const added = await tx.run(sql`
    insert into chat.pinned_message (conv, q, by, at)
    values (${conv}, ${q}, ${by}, ${instant(at)})
    on conflict do nothing`)
  return added > 0
}

/** Unpins a message; false when it was not pinned. */
export async function remove(tx: Queries, { conv, q }: PlaceOf): Promise<boolean> {
  return (await tx.run(sql`delete from chat.pinned_message where conv = ${conv} and q = ${q}`)) > 0
}

/** What was recalled since takes nobody's place. */
export async function dropRecalled(tx: Queries, conv: string): Promise<void> {
  await tx.run(sql`
    delete from chat.pinned_message as pinned
    using chat.message
    where pinned.conv = ${conv} and message.conv = pinned.conv and message.q = pinned.q
      and message.recalled_at is not null`)
}

/** Writes how many are pinned to the head, whose lock is held, and returns it. */
export async function keepCount(tx: Queries, conv: string): Promise<number> {
  const pinned = await count(tx, conv)
  await tx.run(sql`update chat.conversation set pinned = ${pinned} where id = ${conv}`)
  return pinned
}
