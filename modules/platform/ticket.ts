import { pageSignature } from '@plaza/compat-wechat'
import type { City } from '@plaza/house'
import { derive } from '@plaza/vault'
import { TICKET_BYTES, TICKET_LIFE_MS } from './limits.ts'
import { platformOf } from './settings.ts'

/**
 * The ticket with which a program's web pages sign that they are its own. It is derived from the time, so it needs no row;
 * each is good until the next one is over.
 */
export function ticketOf(city: City, appId: string): { ticket: string; lifeMs: number } {
  const now = city.clock.now()
  const n = Math.floor(now / TICKET_LIFE_MS)
  return { ticket: numbered(city, appId, n), lifeMs: (n + 2) * TICKET_LIFE_MS - now }
}

/** Door: whether a page of a program signed this, with a ticket that is good now. For the host that shows it. */
export function pageSigned(
  city: City,
  appId: string,
  page: { url: string; nonce: string; timestamp: string; signature: string },
): boolean {
  const n = Math.floor(city.clock.now() / TICKET_LIFE_MS)
  return [n, n - 1].some(number => pageSignature({ ...page, ticket: numbered(city, appId, number) }) === page.signature)
}

const numbered = (city: City, appId: string, n: number): string =>
  derive(platformOf(city).masterKeys, `page ticket|${appId}|${n}`, TICKET_BYTES).toString('base64url')
