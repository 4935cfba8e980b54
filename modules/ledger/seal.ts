import { instant, sql, type Queries, type Sql } from '@plaza/db'
import type { City } from '@plaza/house'
import { sealedDay } from './events.ts'
import { SEAL_ROWS_MAX, SEALS_PER_RUN_MAX } from './limits.ts'
import { shardCount } from './shards.ts'

/** The chain begins with 32 zero bytes. */
export const GENESIS = Buffer.alloc(32)

/**
 * SHA-256 of a journal row in its canonical form: PostgreSQL's text of a row of all its columns in the order of the table,
 * with moments as whole microseconds since 1970, so that no setting of a session changes it.
 */
const DIGEST = sql`sha256(convert_to(row(shard, n, id, kind, debit, credit, amount, code, flags, about, chain, peer, ref,
  debit_version, debit_balance, debit_held, credit_version, credit_balance, credit_held,
  (extract(epoch from effective_at) * 1000000)::bigint, (extract(epoch from created_at) * 1000000)::bigint,
  meta::text)::text, 'UTF8'))`

/** The link over a stretch of rows: SHA-256 over the hash before and the digests of the rows, in the order of n. */
export const linkOver = (before: Buffer): Sql =>
  sql`sha256(${before}::bytea || string_agg(${DIGEST}, ''::bytea order by n))`

interface Seal {
  readonly n: bigint
  readonly hash: Buffer
}

/** Seals what the journal has gained, behind the batches and out of their way, and anchors the chain once a day. */
export async function sealJournal(city: City): Promise<void> {
  const shards = await shardCount(city)
  for (let shard = 0; shard < shards; shard++) {
    let last = await lastSeal(city.db, shard)
    for (let i = 0; i < SEALS_PER_RUN_MAX; i++) {
      const next = await sealNext(city, shard, last)
      if (!next) break
      last = next
    }
    if (last.n > 0n) await anchor(city, shard, last)
  }
}

async function lastSeal(db: Queries, shard: number): Promise<Seal> {
  const last = await db.maybe<Seal>(sql`select n, hash from ledger.seal where shard = ${shard} order by n desc limit 1`)
  return last ?? { n: 0n, hash: GENESIS }
}

/** A snapshot that shows row n shows every row before it, because n is given under the head's lock until the commit. */
function sealNext(city: City, shard: number, last: Seal): Promise<Seal | undefined> {
  return city.db.maybe<Seal>(sql`
    insert into ledger.seal (shard, n, first_n, hash, at)
    select ${shard}, max(n), min(n), ${linkOver(last.hash)}, ${instant(city.clock.now())}
    from (
      select * from ledger.transfer where shard = ${shard} and n > ${last.n} order by n limit ${SEAL_ROWS_MAX}
    ) as fresh
    having count(*) > 0
    on conflict do nothing
    returning n, hash`)
}

async function anchor(city: City, shard: number, { n, hash }: Seal): Promise<void> {
  const day = new Date(city.clock.now()).toISOString().slice(0, 10)
  const made = await city.db.run(sql`
    insert into ledger.anchor (shard, day, n, hash) values (${shard}, ${day}, ${n}, ${hash}) on conflict do nothing`)
  if (made === 1) sealedDay(city, { shard, day, n: n.toString(), hash: hash.toString('hex') })
}
