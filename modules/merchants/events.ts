import type { City } from '@plaza/house'
import type { Mode } from './store.ts'

/** Outbox: an order was paid where somebody may stand at a till. */
export const PAID_AT_TILL = 'merchants.paid_at_till'

export function merchantMade(city: City, merchant: string): void {
  city.log.info({ merchant }, 'merchant made')
  city.metrics.count('merchants_made')
}

export function keyChanged(city: City, mchid: string, what: 'added' | 'revoked' | 'api_key'): void {
  city.log.info({ mchid, what }, 'merchant key changed')
  city.metrics.count('merchant_keys_changed', { what })
}

export function platformKeyMade(city: City, mode: Mode, serial: string): void {
  city.log.info({ mode, serial }, 'platform key made')
  city.metrics.count('platform_keys_made', { mode })
}

export function publicKeyMade(city: City, mode: Mode, keyId: string): void {
  city.log.info({ mode, keyId }, 'public key of the platform made')
  city.metrics.count('platform_public_keys_made', { mode })
}

export function orderMade(city: City, type: string): void {
  city.metrics.count('merchant_orders', { type })
}

export function orderEnded(city: City, state: 'SUCCESS' | 'CLOSED', count = 1): void {
  city.metrics.count('merchant_orders_ended', { state }, count)
}

export function refunded(city: City, state: string): void {
  city.metrics.count('merchant_refunds', { state })
}

export function disputeEnded(city: City, state: string): void {
  city.metrics.count('merchant_disputes_ended', { state })
}

export function ruleDecided(city: City, kind: string, state: string): void {
  city.log.info({ kind, state }, 'rule for merchants decided')
  city.metrics.count('merchant_rules_decided', { kind, state })
}

export function settled(city: City): void {
  city.metrics.count('merchant_settlements')
}

export function settlementFailed(city: City, error: unknown): void {
  city.log.error({ err: error }, 'settlement could not be made')
  city.metrics.count('merchant_settlements_failed')
}

/** `why` is an HTTP class or the kind of error, never an address. */
export function notified(city: City, why: string): void {
  city.metrics.count('merchant_notifies', { why })
}

export function probed(city: City, passed: boolean): void {
  city.metrics.count('merchant_probes', { passed: passed ? 'yes' : 'no' })
}

/** Nobody can look these requests up: too many waited, or they could not be written. */
export function requestsLost(city: City, count: number, error?: unknown): void {
  if (error !== undefined) city.log.error({ err: error, count }, 'requests of merchants could not be written down')
  city.metrics.count('merchant_requests_lost', {}, count)
}

export function requestAnswered(city: City, route: string, status: number, seconds: number): void {
  city.metrics.observe('merchant_api', seconds, { route, status: `${Math.floor(status / 100)}xx` })
}
