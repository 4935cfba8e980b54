import type { City } from '@plaza/house'

/** A batch of orders was committed (or found nothing to write); `ms` from its first try. */
export function batchCommitted(city: City, orders: number, ms: number): void {
  city.metrics.count('ledger_orders', {}, orders)
  city.metrics.observe('ledger_batch', ms / 1000)
}

/** An order failed for a reason that is not a refusal: its caller was told with the error. */
export function batchFailed(city: City, error: unknown): void {
  city.log.error({ err: error }, 'ledger order failed')
  city.metrics.count('ledger_orders_failed')
}

/** The chain was anchored for a day. The log line is the copy of the anchor that leaves this database. */
export function sealedDay(city: City, anchor: { shard: number; day: string; n: string; hash: string }): void {
  city.log.info(anchor, 'ledger anchored')
  city.metrics.count('ledger_anchors')
}

/** The books are not in order: somebody must look at once. */
export function invariantsBroken(city: City, broken: readonly { name: string; count: number }[]): void {
  city.log.error({ broken }, 'ledger invariants broken')
}

/** A transfer between shards was found half done and was driven to its end. */
export function crossingResumed(city: City): void {
  city.metrics.count('ledger_crossings_resumed')
}
