import type { City } from '@plaza/house'

/** A copy was written, or could not be. */
export function copyEnded(city: City, state: 'ready' | 'failed', error?: unknown): void {
  if (error !== undefined) city.log.error({ err: error }, 'copy could not be written')
  city.metrics.count('dossier_copies', { state })
}
