import { perCity, type City } from '@plaza/house'
import { invariantsBroken } from './events.ts'
import { brokenInvariants } from './verify.ts'

/** What the last probe found; NaN before the first. */
const lastOf = perCity(() => ({ broken: Number.NaN, atMs: Number.NaN }))

/** Looks whether the books are in order, for the gauge and, if they are not, for whoever reads the log. */
export async function probe(city: City): Promise<void> {
  const broken = await brokenInvariants(city.db, { full: false })
  const last = lastOf(city)
  last.broken = broken.reduce((sum, { count }) => sum + count, 0)
  last.atMs = city.clock.now()
  if (broken.length > 0) invariantsBroken(city, broken)
}

/** Shows the last probe at `/metrics`. */
export function showProbe(city: City): void {
  city.metrics.gauge('ledger_broken_invariants', () => lastOf(city).broken)
  city.metrics.gauge('ledger_probe_age_seconds', () => (city.clock.now() - lastOf(city).atMs) / 1000)
}
