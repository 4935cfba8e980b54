import { instant, sql, type Queries } from '@plaza/db'

/** Whose it is, and of which shop. */
interface TillOf {
  readonly person: string
  readonly mchid: string
}

/** When somebody was last told of a shop's tills, 0 if never: then all that was paid before `since` counts as told. */
export async function tillToldAt(tx: Queries, { person, mchid }: TillOf, since: number): Promise<number> {
  const { at } = await tx.one<{ at: number }>(sql`
    insert into notifications.till (person, mchid, upto) values (${person}, ${mchid}, ${instant(since)})
    on conflict (person, mchid) do update set upto = till.upto
    returning coalesce(extract(epoch from told_at)::float8 * 1000, 0) as at`)
  return at
}

/** Notes that somebody is told now. Answers up to which payment they were told before. */
export async function beginTelling(db: Queries, { person, mchid }: TillOf, now: number): Promise<number | undefined> {
  const row = await db.maybe<{ upto: number }>(sql`
    update notifications.till set told_at = ${instant(now)}
    where person = ${person} and mchid = ${mchid}
    returning extract(epoch from upto)::float8 * 1000 as upto`)
  return row?.upto
}

export async function toldUpTo(tx: Queries, { person, mchid }: TillOf, upto: number): Promise<void> {
  await tx.run(sql`
    update notifications.till set upto = ${instant(upto)} where person = ${person} and mchid = ${mchid}`)
}
