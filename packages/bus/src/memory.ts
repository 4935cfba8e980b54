import type { Bus, Handler, Subscription } from './port.ts'

/** The bus of a city in one process: a map from subject to handlers, called at once. */
export class MemoryBus implements Bus {
  readonly shared = false
  readonly #handlers = new Map<string, Set<Handler>>()

  publish(subject: string, message: unknown): void {
    const handlers = this.#handlers.get(subject)
    if (handlers) for (const handler of handlers) handler(message, subject)
  }

  subscribe(subject: string, handler: Handler): Subscription {
    let handlers = this.#handlers.get(subject)
    if (!handlers) this.#handlers.set(subject, (handlers = new Set()))
    handlers.add(handler)
    return {
      unsubscribe: () => {
        handlers.delete(handler)
        if (handlers.size === 0 && this.#handlers.get(subject) === handlers) this.#handlers.delete(subject)
      },
    }
  }

  async flush(): Promise<void> {}
  onReturn(): void {}
  async [Symbol.asyncDispose](): Promise<void> {
    this.#handlers.clear()
  }
}
