import { randomBytes as nodeRandomBytes } from 'node:crypto'

/** Where chance comes from, so that tests and the demo city replay from a seed. */
export interface Dice {
  /** Uniform in [0, 1). */
  float(): number
  bytes(n: number): Uint8Array
}

/** Asking the system for chance costs the same for ten bytes and for thousands: ids, but no secrets, are met from a store. */
const STORE_BYTES = 4096
const SMALL_BYTES = 16
let store = Buffer.alloc(0)
let given = 0

/** Each byte of the store is given to one, once. */
function fromStore(n: number): Uint8Array {
  if (given + n > store.length) {
    store = nodeRandomBytes(STORE_BYTES)
    given = 0
  }
  given += n
  return store.subarray(given - n, given)
}

/** Unpredictable: secrets, codes and ids come from here. */
export const systemDice: Dice = {
  float: () => Math.random(),
  bytes: n => (n <= SMALL_BYTES ? fromStore(n) : nodeRandomBytes(n)),
}

/** Repeatable chance (mulberry32): for tests, simulators and generated cities, never for secrets. */
export class SeededDice implements Dice {
  #state: number
  constructor(seed: number) {
    this.#state = seed >>> 0
  }
  float(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  bytes(n: number): Uint8Array {
    return Uint8Array.from({ length: n }, () => Math.floor(this.float() * 256))
  }
  /** Uniform integer in [0, n). */
  below(n: number): number {
    return Math.floor(this.float() * n)
  }
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('assertion failed: nothing to pick from')
    return items[this.below(items.length)] as T
  }
  chance(probability: number): boolean {
    return this.float() < probability
  }
  /** A new array in random order (Fisher-Yates). */
  shuffle<T>(items: readonly T[]): T[] {
    const out = [...items]
    for (let i = out.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      ;[out[i], out[j]] = [out[j] as T, out[i] as T]
    }
    return out
  }
}
