import type { City } from '@plaza/house'

/** Messages were brought into the index, or brought up to date there. */
export function indexed(city: City, messages: number): void {
  city.metrics.count('search_indexed', {}, messages)
}

/** Somebody searched; `ms` until the hits were there. */
export function searched(city: City, where: 'one_chat' | 'all_chats', ms: number): void {
  city.metrics.observe('search', ms / 1000, { where })
}
