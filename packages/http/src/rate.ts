import { Lru, type Clock } from '@plaza/kernel'

/** Callers remembered at once; the one unseen for longest starts afresh. */
const CALLERS_MAX = 50_000

/** A token bucket per caller and thing: `perMinute` on average, and as many at once. One process's view. */
export class RateLimit {
  readonly #clock: Clock
  readonly #buckets = new Lru<string, { tokens: number; atMs: number }>(CALLERS_MAX)
  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes one token; returns 0 when it was there, else how many ms until there is one. */
  take(key: string, perMinute: number): number {
    const now = this.#clock.now()
    const bucket = this.#buckets.get(key) ?? { tokens: perMinute, atMs: now }
    bucket.tokens = Math.min(perMinute, bucket.tokens + ((now - bucket.atMs) * perMinute) / 60_000)
    bucket.atMs = now
    this.#buckets.set(key, bucket)
    if (bucket.tokens >= 1) {
      bucket.tokens -= 1
      return 0
    }
    return Math.ceil(((1 - bucket.tokens) * 60_000) / perMinute)
  }
}
