import { instant, sql } from '@plaza/db'
import type { City } from '@plaza/house'
import { expiryOf } from './judge.ts'
import { SWEEP_MAX } from './limits.ts'
import { batcherOf, shardCount } from './shards.ts'

/**
 * Puts holds that are over into the journal. They counted no more since their time came; this only writes it down, once,
 * whoever else does so at the same moment.
 */
export async function expireHolds(city: City): Promise<void> {
  const shards = await shardCount(city)
  for (let shard = 0; shard < shards; shard++) {
    const due = await city.db.rows<{ id: string; code: string }>(sql`
      select id, code from ledger.hold
      where shard = ${shard} and state = 'open' and expires_at <= ${instant(city.clock.now())}
      order by expires_at limit ${SWEEP_MAX}`)
    await Promise.all(due.map(hold => batcherOf(city, shard).add({ drafts: [expiryOf(hold)] })))
  }
}
