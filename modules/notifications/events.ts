import type { City } from '@plaza/house'
import type { Verdict } from './rules.ts'
import type { Answer } from './send.ts'

/** It was decided whether a message calls somebody. */
export function decided(city: City, verdict: Verdict): void {
  city.metrics.count('notifications_decided', { verdict })
}

/** A push service answered. */
export function sent(city: City, answer: Answer): void {
  city.metrics.count('notifications_sent', { answer })
}
