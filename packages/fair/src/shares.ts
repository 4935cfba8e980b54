import { SeededStream } from './stream.ts'

/** Most shares of one draw. */
const SHARES_MAX = 500

export interface Draw {
  /** Decides everything; secret until all shares are taken. */
  readonly seed: Uint8Array<ArrayBuffer>
  /** What is shared out, in minor units. */
  readonly total: bigint
  readonly count: number
  /** The largest that one share may be, in minor units. */
  readonly max: bigint
}

/**
 * Lucky shares: whole minor units from 1 to `max` that add up to `total`. Each is drawn evenly from 1 to nearly twice what
 * each of those still without one would get; then all are shuffled, so that it does not matter who comes first. Anybody
 * who knows the seed gets the same. Throws RangeError when no such shares exist.
 */
export async function drawShares({ seed, total, count, max }: Draw): Promise<bigint[]> {
  const people = BigInt(count)
  if (!Number.isInteger(count) || count < 1 || count > SHARES_MAX) throw new RangeError(`1 to ${SHARES_MAX} shares`)
  if (total < people || total > people * max) throw new RangeError('each share is at least 1 and at most the maximum')
  const stream = await SeededStream.from(seed)
  const shares: bigint[] = []
  let rest = total
  for (let left = people; left > 1n; left--) {
    // What this share leaves must still be enough, and not too much, for the others.
    const least = larger(1n, rest - (left - 1n) * max)
    const most = smaller(smaller((2n * rest) / left - 1n, rest - (left - 1n)), max)
    const share = most <= least ? least : least + stream.below(most - least + 1n)
    shares.push(share)
    rest -= share
  }
  shares.push(rest)
  for (let i = shares.length - 1; i > 0; i--) {
    const other = Number(stream.below(BigInt(i + 1)))
    const share = shares[i] as bigint
    shares[i] = shares[other] as bigint
    shares[other] = share
  }
  return shares
}

export interface OneDraw {
  readonly seed: Uint8Array<ArrayBuffer>
  /** What is drawn, in words: the same words get the same amount, others one that does not depend on it. */
  readonly about: readonly string[]
  /** Minor units, both included. */
  readonly min: bigint
  readonly max: bigint
}

/**
 * One amount from `min` to `max`, each as likely, for one thing of many: the stream of its own seed, which is the
 * HMAC-SHA-256 of its words, joined by newlines, under the seed. Throws RangeError when there is no such amount.
 */
export async function drawBetween({ seed, about, min, max }: OneDraw): Promise<bigint> {
  if (min < 1n || max < min) throw new RangeError('an amount is at least 1, and the most is not below the least')
  const stream = await SeededStream.from(await ownSeed(seed, about))
  return min + stream.below(max - min + 1n)
}

async function ownSeed(seed: Uint8Array<ArrayBuffer>, about: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey('raw', seed, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(about.join('\n'))))
}

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b)
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b)
