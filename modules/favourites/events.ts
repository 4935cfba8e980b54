import type { City } from '@plaza/house'

/** Somebody keeps messages; which ones is theirs to know. */
export function messagesKept(city: City, count: number): void {
  city.metrics.count('favourites_kept', {}, count)
}
