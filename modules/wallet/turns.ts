/** Lets some pieces of work run at once and the others wait for their turn, in order. */
export class Turns {
  #free: number
  readonly #waitingMax: number
  readonly #waiting: (() => void)[] = []

  constructor(options: { atOnce: number; waitingMax: number }) {
    this.#free = options.atOnce
    this.#waitingMax = options.waitingMax
  }

  /** Runs `work` when it is its turn. Throws at once when too many wait already. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting.length >= this.#waitingMax) throw new Error('too many wait for their turn')
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>(resolve => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free += 1
    }
  }
}
