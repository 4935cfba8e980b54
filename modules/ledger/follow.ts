import { sql } from '@plaza/db'
import type { City } from '@plaza/house'
import { PAGE_MAX } from './limits.ts'
import { journal } from './read.ts'
import { shardCount } from './shards.ts'
import type { Posted } from './types.ts'

/**
 * Hands a consumer every new journal row, in the order of commits of each shard, without gaps. The place is kept after the
 * handler is done, so a crash repeats rows and never skips one: handlers are idempotent, by the id of the transfer. One
 * process at a time follows under one name.
 */
export async function follow(
  city: City,
  name: string,
  handle: (rows: readonly Posted[]) => Promise<void>,
): Promise<number> {
  const shards = await shardCount(city)
  let handled = 0
  for (let shard = 0; shard < shards; shard++) {
    for (let full = true; full;) {
      const rows = await followPage(city, name, shard, handle)
      handled += rows
      full = rows === PAGE_MAX
    }
  }
  return handled
}

async function followPage(
  city: City,
  name: string,
  shard: number,
  handle: (rows: readonly Posted[]) => Promise<void>,
): Promise<number> {
  const place = await city.db.maybe<{ n: bigint }>(
    sql`select n from ledger.follower where shard = ${shard} and name = ${name}`,
  )
  const after = place?.n ?? 0n
  const rows = await journal(city, { shard, after })
  const last = rows.at(-1)
  if (!last) return 0
  await handle(rows)
  await city.db.run(sql`
    insert into ledger.follower (name, shard, n) values (${name}, ${shard}, ${last.n})
    on conflict (shard, name) do update set n = excluded.n where follower.n = ${after}`)
  return rows.length
}
