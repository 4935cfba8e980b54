import { Refusal } from '@plaza/kernel'

interface Waiting<Ask, Answer> {
  readonly ask: Ask
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
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
  constructor(
    answer: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
    options: { atOnceMax: number; waitingMax: number },
  ) {
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
