/**
 * Tells listeners that something they draw has changed. Changes are gathered and told together, once a frame, so that a
 * burst of events costs one drawing.
 */
export class Topics {
  readonly #listeners = new Map<string, Set<() => void>>()
  readonly #changed = new Set<string>()
  #planned = false
  /** Wraps each telling; the UI puts its batching here. */
  around: (tell: () => void) => void = tell => tell()

  on(topic: string, listener: () => void): () => void {
    const set = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, set.add(listener))
    return () => set.delete(listener)
  }

  touch(...topics: string[]): void {
    for (const topic of topics) this.#changed.add(topic)
    if (this.#planned) return
    this.#planned = true
    if (typeof document !== 'undefined' && document.visibilityState === 'visible') requestAnimationFrame(this.flush)
    else setTimeout(this.flush, 50)
  }

  /** Tells now: for what the person has just done and expects to see. */
  readonly flush = (): void => {
    this.#planned = false
    if (this.#changed.size === 0) return
    const topics = [...this.#changed]
    this.#changed.clear()
    this.around(() => {
      for (const topic of topics) for (const listener of this.#listeners.get(topic) ?? []) listener()
    })
  }
}
