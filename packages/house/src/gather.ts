import { Refusal } from '@plaza/kernel'
import type { City } from './city.ts'
import { perCity } from './per-city.ts'

interface Waiting<Ask, Answer> {
  readonly ask: Ask
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

export interface GatherLimits {
  /** In one question. */
  readonly atOnceMax: number
  /** For the next one; beyond that the city is busy. */
  readonly waitingMax: number
}

/**
 * Asks at once what many want to know at the same time: while one question is out the next ones gather, and at rest one
 * leaves without waiting.
 */
export class Gather<Ask, Answer> {
  readonly #answer: (asks: readonly Ask[]) => Promise<readonly Answer[]>
  readonly #atOnceMax: number
  readonly #waitingMax: number
  readonly #waiting: Waiting<Ask, Answer>[] = []
  #running: Promise<void> | undefined

  /** `answer` gives one answer for each ask, in their order. */
  constructor(answer: (asks: readonly Ask[]) => Promise<readonly Answer[]>, options: GatherLimits) {
    this.#answer = answer
    this.#atOnceMax = options.atOnceMax
    this.#waitingMax = options.waitingMax
  }

  /** Resolves with the answer. Refuses at once when too many wait (`busy`); a question that fails does so for all its asks. */
  add(ask: Ask): Promise<Answer> {
    if (this.#waiting.length >= this.#waitingMax) return Promise.reject(new Refusal('busy', { retryMs: 1000 }))
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ask, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    // Whatever else is asked in this turn of the event loop goes along.
    await new Promise(resolve => setImmediate(resolve))
    while (this.#waiting.length > 0) await this.#ask(this.#waiting.splice(0, this.#atOnceMax))
    this.#running = undefined
  }

  async #ask(asked: readonly Waiting<Ask, Answer>[]): Promise<void> {
    try {
      const answers = await this.#answer(asked.map(({ ask }) => ask))
      asked.forEach(({ resolve }, i) => resolve(answers[i] as Answer))
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }
}

/** A `Gather` for each running city, which ends when nothing waits any more. `asker` makes what gives one answer for each ask. */
export function gathered<Ask, Answer>(
  asker: (city: City) => (asks: readonly Ask[]) => Promise<readonly Answer[]>,
  limits: GatherLimits,
): (city: City, ask: Ask) => Promise<Answer> {
  const gatherOf = perCity(city => {
    const gather = new Gather(asker(city), limits)
    city.onStop(() => gather.idle())
    return gather
  })
  return (city, ask) => gatherOf(city).add(ask)
}
