import { sql, type Queries } from '@plaza/db'
import { perCity, type City } from '@plaza/house'
import { assert } from '@plaza/kernel'
import { Batcher } from './batch.ts'
import { SHARDS_MAX } from './limits.ts'
import { Riders } from './riders.ts'

/** The riders of this city's modules. */
export const ridersOf = perCity(() => new Riders())

/** How many shards this city's ledger has: as many as there are heads, one where nobody asked for more. */
const countOf = perCity(city => {
  let counted: Promise<number> | undefined
  return () =>
    (counted ??= countHeads(city).catch((error: unknown) => {
      counted = undefined
      throw error
    }))
})

export function shardCount(city: City): Promise<number> {
  return countOf(city)()
}

async function countHeads(city: City): Promise<number> {
  await makeHeads(city.db, 1)
  const { count } = await city.db.one<{ count: number }>(sql`select count(*)::integer as count from ledger.head`)
  return count
}

/**
 * Gives a new ledger its shards. Only before the first account: which shard an account is in follows from its id, so
 * more shards later mean moving accounts.
 */
export async function openShards(city: City, count: number): Promise<void> {
  assert(count >= 1 && count <= SHARDS_MAX && (count & (count - 1)) === 0, 'shards: a power of two up to 64')
  await city.db.tx(async tx => {
    const { used } = await tx.one<{ used: boolean }>(sql`select exists (select from ledger.account) as used`)
    assert(!used, 'shards are chosen before the first account')
    await makeHeads(tx, count)
  })
}

async function makeHeads(db: Queries, count: number): Promise<void> {
  await db.run(
    sql`insert into ledger.head (shard) select shard from generate_series(0, ${count - 1}::integer) as shard on conflict do nothing`,
  )
}

/** The shard of an account: the low bits of its id. */
export function shardOf(id: string, shards: number): number {
  return shards === 1 ? 0 : Number.parseInt(id.slice(-2), 16) % shards
}

/** An id like the given one that lies in a shard. */
export function inShard(id: string, shard: number, shards: number): string {
  const low = Number.parseInt(id.slice(-2), 16)
  return id.slice(0, -2) + (low - (low % shards) + shard).toString(16).padStart(2, '0')
}

const batchersOf = perCity(city => {
  const made = new Map<number, Batcher>()
  city.onStop(async () => {
    await Promise.all([...made.values()].map(batcher => batcher.idle()))
  })
  return made
})

/** The line of a shard in this process. */
export function batcherOf(city: City, shard: number): Batcher {
  const made = batchersOf(city)
  let batcher = made.get(shard)
  if (!batcher) made.set(shard, (batcher = new Batcher(city, shard, ridersOf(city))))
  return batcher
}
