import type { City } from '@plaza/house'

/** `api` is the primary or the compatible one; `code` is a refusal or `ok`. */
export function asked(city: City, api: 'primary' | 'compat', code: string): void {
  city.metrics.count('platform_asks', { api, code })
}

/** `why` is an HTTP class, a kind of error or `delivered`, never an address. */
export function pushed(city: City, form: string, why: string): void {
  city.metrics.count('platform_pushes', { form, why })
}

export function pushSet(city: City, appId: string, form: string, by: string): void {
  city.log.info({ appId, form, by }, 'a program hears what happens at another address')
}

export function tokenIssued(city: City, kind: string): void {
  city.metrics.count('platform_tokens', { kind })
}

export function answered(city: City): void {
  city.metrics.count('platform_answers')
}

export function broadcastBegun(city: City, appId: string, id: string): void {
  city.log.info({ appId, id }, 'a program tells its followers')
  city.metrics.count('platform_broadcasts')
}

export function webSignedIn(city: City, scope: string): void {
  city.metrics.count('platform_web_sign_ins', { scope })
}

export function logBroke(city: City, error: unknown): void {
  city.log.error({ err: error }, 'lines of the log of programs are lost')
}
