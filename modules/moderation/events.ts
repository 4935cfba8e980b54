import type { City } from '@plaza/house'

export function reported(city: City, reason: string): void {
  city.metrics.count('reports', { reason })
}

export function decidedReport(city: City, state: string): void {
  city.metrics.count('reports_decided', { state })
}
