import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'

/** Outbox: people wait to come into a group. */
export const JOIN_ASKED = 'chat.join_asked'
export interface JoinAsked {
  readonly c: string
  readonly people: readonly string[]
}

/** Outbox: somebody is no longer in a group: left, or was taken out. */
export const MEMBER_LEFT = 'chat.member_left'

export interface MemberLeft {
  readonly conv: string
  readonly person: string
}

export const memberLeft = (city: City, tx: Queries, left: MemberLeft): Promise<void> =>
  city.outbox.emit(tx, MEMBER_LEFT, { ...left })

/** A batch of sends was committed; `ms` from when it began until everybody was told. */
export function batchCommitted(city: City, size: number, ms: number): void {
  city.metrics.count('chat_events_appended', {}, size)
  city.metrics.observe('chat_batch', ms / 1000)
}

/** A batch failed for a reason of ours: its senders were told `internal`. */
export function batchFailed(city: City, error: unknown): void {
  city.log.error({ err: error }, 'chat batch failed')
  city.metrics.count('chat_batches_failed')
}

/** A group changed: who is in it, or what it is called. */
export function groupChanged(city: City, what: string): void {
  city.metrics.count('chat_groups_changed', { what })
}

/** A device took a snapshot (`from` 0) or caught up after being away. */
export function deviceSynced(city: City, from: number, rows: number): void {
  city.metrics.count('chat_syncs', { kind: from === 0 ? 'snapshot' : 'catch_up' })
  city.metrics.count('chat_sync_rows', {}, rows)
}
