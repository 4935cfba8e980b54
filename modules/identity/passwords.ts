import { hash, verify } from '@node-rs/argon2'
import { perCity, type City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { HASH_LANES, HASH_MEMORY_KIB, HASH_PASSES, HASHES_AT_ONCE_MAX, HASHES_WAITING_MAX } from './limits.ts'

// The library's default algorithm is argon2id.
const COST = { memoryCost: HASH_MEMORY_KIB, timeCost: HASH_PASSES, parallelism: HASH_LANES }

/** Lets a few in at once and makes some wait; the next is refused, since a growing queue helps nobody. */
export class Gate {
  readonly #atOnceMax: number
  readonly #waitingMax: number
  #inside = 0
  readonly #waiting: (() => void)[] = []
  constructor(atOnceMax: number, waitingMax: number) {
    this.#atOnceMax = atOnceMax
    this.#waitingMax = waitingMax
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#inside >= this.#atOnceMax) {
      if (this.#waiting.length >= this.#waitingMax) throw new Refusal('busy', { retryMs: 1000 })
      // Whoever leaves hands the place over, so `inside` stays as it is.
      await new Promise<void>(enter => this.#waiting.push(enter))
    } else this.#inside++
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#inside--
    }
  }
}

const gateOf = perCity(() => new Gate(HASHES_AT_ONCE_MAX, HASHES_WAITING_MAX))

/** Argon2id of a password, computed on the thread pool. */
export function hashPassword(city: City, password: string): Promise<string> {
  return gateOf(city).pass(() => hash(password.normalize('NFKC'), COST))
}

let nobodys: Promise<string> | undefined

/** Whether the password fits. Without a hash it costs the same time and is wrong: who lives here stays unsaid. */
export async function passwordFits(city: City, kept: string | undefined, password: string): Promise<boolean> {
  // Made by whoever comes first, known here or not.
  const nobody = await (nobodys ??= hash('nobody has this password', COST))
  const fits = await gateOf(city).pass(() => verify(kept ?? nobody, password.normalize('NFKC')))
  return fits && kept !== undefined
}
