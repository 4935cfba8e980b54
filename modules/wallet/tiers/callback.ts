import type { City } from '@plaza/house'
import { hearCheck } from './check.ts'
import { providerOf } from './provider.ts'

/**
 * News from whoever checks identities, as raw bytes with their headers. False when it is not theirs: answer 401. News may
 * come twice, late and in any order: what was decided first stays.
 */
export async function identityCallback(
  city: City,
  raw: Uint8Array,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Promise<boolean> {
  const news = providerOf(city).verifyCallback?.(raw, headers)
  if (!news) return false
  await hearCheck(city, news)
  return true
}
