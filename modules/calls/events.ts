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

/** A device came to the forwarding process, for the first time or again. */
export function callForwarded(city: City): void {
  city.metrics.count('calls_forwarded_offers')
}

/** The connection of a device to the forwarding process ended without its leaving. */
export function forwarderLost(city: City): void {
  city.metrics.count('calls_forwarded_lost')
}
