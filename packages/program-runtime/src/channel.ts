type Listener = (...args: readonly unknown[]) => void

/** Events by name: between a page and the one that opened it, and inside the runtime. A listener that throws stops no other. */
export class EventChannel {
  readonly #listeners = new Map<string, { listener: Listener; once: boolean }[]>()
  readonly #caught: (error: unknown) => void

  constructor(caught: (error: unknown) => void) {
    this.#caught = caught
  }

  on(name: string, listener: Listener): void {
    this.#add(name, listener, false)
  }

  once(name: string, listener: Listener): void {
    this.#add(name, listener, true)
  }

  off(name: string, listener?: Listener): void {
    if (!listener) this.#listeners.delete(name)
    else
      this.#listeners.set(
        name,
        (this.#listeners.get(name) ?? []).filter(each => each.listener !== listener),
      )
  }

  emit(name: string, ...args: readonly unknown[]): void {
    for (const entry of this.#listeners.get(name) ?? []) {
      if (entry.once) this.off(name, entry.listener)
      try {
        entry.listener(...args)
      } catch (error) {
        this.#caught(error)
      }
    }
  }

  has(name: string): boolean {
    return (this.#listeners.get(name)?.length ?? 0) > 0
  }

  #add(name: string, listener: Listener, once: boolean): void {
    if (typeof listener !== 'function') return
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), { listener, once }])
  }
}
