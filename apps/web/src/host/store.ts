import { call } from '../engine/api.ts'
import { STORAGE_WRITE_AFTER_MS } from './limits.ts'

/**
 * Writes what a program stores through to the city. Writes of a moment go together, in their order; one that fails because the
 * network is gone is tried again with the next.
 */
export class Store {
  readonly #appId: string
  #clear = false
  #set = new Map<string, string | null>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #turn: Promise<void> = Promise.resolve()

  constructor(appId: string) {
    this.#appId = appId
  }

  put(key: string, value: string | null): void {
    this.#set.set(key, value)
    this.#later()
  }

  clear(): void {
    this.#clear = true
    this.#set.clear()
    this.#later()
  }

  #later(): void {
    this.#timer ??= setTimeout(() => void this.flush(), STORAGE_WRITE_AFTER_MS)
  }

  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#turn = this.#turn.then(() => this.#write())
    return this.#turn
  }

  async #write(): Promise<void> {
    if (!this.#clear && this.#set.size === 0) return
    const [clear, set] = [this.#clear, this.#set]
    this.#clear = false
    this.#set = new Map()
    const entries = [...set]
    try {
      await call('PUT /programs/:appId/storage', {
        appId: this.#appId,
        ...(clear ? { clear } : {}),
        remove: entries.filter(([, value]) => value === null).map(([key]) => key),
        set: Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null)),
      })
    } catch {
      this.#set = new Map([...set, ...this.#set])
      this.#clear ||= clear
      if (!navigator.onLine) addEventListener('online', () => this.#later(), { once: true })
    }
  }
}
