/**
 * A map of bounded size that keeps what is used: two generations of at most `max` entries each. A hit in the older one
 * moves to the younger; when that is full, the older is dropped whole. Cheaper per hit than strict order, and as good.
 */
export class Lru<K, V> {
  readonly #max: number
  #young = new Map<K, V>()
  #old = new Map<K, V>()
  constructor(max: number) {
    this.#max = max
  }
  get(key: K): V | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }
  set(key: K, value: V): void {
    this.#young.set(key, value)
    if (this.#young.size < this.#max) return
    this.#old = this.#young
    this.#young = new Map()
  }
  delete(key: K): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }
  clear(): void {
    this.#young.clear()
    this.#old.clear()
  }
}
