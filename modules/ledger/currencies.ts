// ISO 4217: active currencies by the places of their minor unit. Everything not listed has two.
const PLACES: Record<string, number> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(code => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map(code => [code, 3] as const),
  ...'CLF UYW'.split(' ').map(code => [code, 4] as const),
])

/** Decimal places of a currency's minor unit as ISO 4217 gives them: 2 for EUR, 0 for JPY. */
export function placesOf(currency: string): number {
  return PLACES[currency] ?? 2
}
