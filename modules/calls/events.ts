import type { CallEnd, CallKind } from '@plaza/contract'
import type { City } from '@plaza/house'

/** Outbox: a call changed: its card is to show how it stands, and whom it rings for or rang is told. */
export const CALL_MOVED = 'calls.moved'

export function callStarted(city: City, kind: CallKind): void {
  city.metrics.count('calls_started', { kind })
}

export function callEnded(city: City, kind: CallKind, why: CallEnd): void {
  city.metrics.count('calls_ended', { kind, why })
}
