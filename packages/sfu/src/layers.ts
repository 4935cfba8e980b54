import type { CallWish } from '@plaza/contract'
import { BIG_BPS, SMALL_LEAST_BPS } from './limits.ts'

const SPARE = 0.9

/** What a way takes on which so many small pictures go. */
export const smallOnes = (count: number): number => (count * SMALL_LEAST_BPS) / SPARE

/**
 * Which picture of each sender a receiver is sent: as it wishes, as far as its way takes that (`bps`, where it said so). Large
 * pictures are the first to become small ones, the last wished for first; then pictures are left out, the last first.
 */
export function layersFor(wishes: readonly (readonly [peer: string, wish: CallWish])[], bps: number | undefined) {
  const layers = new Map<string, CallWish>(wishes)
  if (bps === undefined) return layers
  let left = bps * SPARE
  for (const [peer, wish] of wishes) {
    if (wish === 'none') continue
    if (left < SMALL_LEAST_BPS) layers.set(peer, 'none')
    else left -= SMALL_LEAST_BPS
  }
  for (const [peer, wish] of wishes) {
    if (wish !== 'big' || layers.get(peer) === 'none') continue
    if (left < BIG_BPS - SMALL_LEAST_BPS) layers.set(peer, 'small')
    else left -= BIG_BPS - SMALL_LEAST_BPS
  }
  return layers
}
