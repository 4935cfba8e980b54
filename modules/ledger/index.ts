import { module, type City } from '@plaza/house'
import { crossingRider, resumeCrossings } from './across.ts'
import { expireHolds } from './expire.ts'
import { CROSSING_EVERY_MS, EXPIRE_EVERY_MS, PROBE_EVERY_MS, SEAL_EVERY_MS } from './limits.ts'
import { probe, showProbe } from './probe.ts'
import type { Rider } from './riders.ts'
import { sealJournal } from './seal.ts'
import { ridersOf } from './shards.ts'

export * from './accounts.ts'
export { postedSubject } from './batch.ts'
export { placesOf } from './currencies.ts'
export { follow } from './follow.ts'
export * from './read.ts'
export type { Decision, Rider } from './riders.ts'
export { openShards, shardCount, shardOf, inShard } from './shards.ts'
export { transfer, transferAll } from './transfer.ts'
export type * from './types.ts'
export { windowStart } from './velocity.ts'
export { verifyLedger, type Fault, type Report } from './verify.ts'

/** Lets a module's own rows change in the commit of its transfers. Called once, in the module's `start`. */
export function addRider<Request, Row, Write>(city: City, rider: Rider<Request, Row, Write>): void {
  ridersOf(city).add(rider)
}

export const ledger = module({
  name: 'ledger',
  sql: new URL('./sql/', import.meta.url),
  chores: {
    expire: { everyMs: EXPIRE_EVERY_MS, run: expireHolds },
    seal: { everyMs: SEAL_EVERY_MS, run: sealJournal },
    crossings: { everyMs: CROSSING_EVERY_MS, run: resumeCrossings },
    probe: { everyMs: PROBE_EVERY_MS, run: probe },
  },
  start(city) {
    addRider(city, crossingRider)
    showProbe(city)
  },
})
