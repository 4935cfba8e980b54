import { isConnectionLost } from '@plaza/db'
import type { City } from '@plaza/house'
import { across } from './across.ts'
import { layOut } from './lay-out.ts'
import { refused } from './refused.ts'
import { batcherOf, shardCount, shardOf } from './shards.ts'
import type { Draft, Refused, Transfer, Verdict } from './types.ts'

/**
 * Moves money, and answers after the commit. Never throws for a business reason; it throws when the caller's own
 * statement failed. Safe to repeat: the id is the caller's. A list is as many single transfers, not a chain.
 */
export function transfer(city: City, wanted: Transfer): Promise<Verdict>
export function transfer(city: City, wanted: readonly Transfer[]): Promise<Verdict[]>
export function transfer(city: City, wanted: Transfer | readonly Transfer[]): Promise<Verdict | Verdict[]> {
  if (!Array.isArray(wanted)) return postDraft(city, layOut(wanted as Transfer))
  return Promise.all((wanted as readonly Transfer[]).map(one => postDraft(city, layOut(one))))
}

/** Moves money in linked transfers, all of them or none. They must lie in one shard. */
export async function transferAll(city: City, wanted: readonly Transfer[]): Promise<Verdict[]> {
  if (wanted.length === 0) return []
  const drafts = wanted.map(layOut)
  const shards = await countedShards(city)
  if (typeof shards !== 'number') return drafts.map(() => shards)
  const places = drafts.map(draft => placeOf(draft, shards))
  const first = places[0]
  if (typeof first !== 'number' || places.some(place => place !== first))
    return drafts.map((_, i) => (i === 0 ? refused('cross_shard') : refused('chain_failed')))
  return batcherOf(city, first).add({ drafts })
}

/** Puts one draft into the line of its shard, or on its way between two. */
export async function postDraft(city: City, draft: Draft): Promise<Verdict> {
  const shards = await countedShards(city)
  if (typeof shards !== 'number') return shards
  const place = placeOf(draft, shards)
  if (place === 'across') return across(city, draft)
  if (typeof place !== 'number') return place
  const [verdict] = await batcherOf(city, place).add({ drafts: [draft] })
  return verdict as Verdict
}

/** Before the first answer of the database nobody knows the shards, and nothing can have happened. */
async function countedShards(city: City): Promise<number | Refused> {
  try {
    return await shardCount(city)
  } catch (error) {
    if (isConnectionLost(error)) return refused('busy')
    throw error
  }
}

/** Where a draft belongs: a shard, or between two. */
function placeOf({ kind, from, to }: Draft, shards: number): number | 'across' | Refused {
  if (shards === 1) return 0
  if (from === undefined) return refused('not_found')
  const home = shardOf(from, shards)
  if (to === undefined || shardOf(to, shards) === home) return home
  return kind === 'transfer' ? 'across' : refused('cross_shard')
}
