import type { Queries } from '@plaza/db'
import type { City } from '@plaza/house'

/** Outbox: a webhook failed for too long and is off now. */
export const HOOK_DISABLED = 'bots.hook_disabled'

export async function tellDisabled(city: City, tx: Queries, bot: string, owner: string): Promise<void> {
  await city.outbox.emit(tx, HOOK_DISABLED, { bot, owner })
  city.log.warn({ bot }, 'webhook switched off')
  city.metrics.count('webhooks_disabled')
}

export function enabled(city: City, bot: string): void {
  city.log.info({ bot }, 'webhook switched on')
  city.metrics.count('webhooks_enabled')
}

export function delivered(city: City, events: number): void {
  city.metrics.count('webhook_events_delivered', {}, events)
}

/** `why` is an HTTP class or the kind of error, never an address. */
export function failed(city: City, bot: string, why: string, failures: number): void {
  city.log.info({ bot, why, failures }, 'webhook failed')
  city.metrics.count('webhooks_failed', { why })
}
