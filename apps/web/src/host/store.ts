import { STORAGE_BYTES_MAX } from '@plaza/program-wire'
import { codeOf, call } from '../engine/api.ts'
import { STORAGE_WRITE_AFTER_MS, STORAGE_WRITE_LENGTH_MAX } from './limits.ts'
import { Refused } from './refused.ts'

/**
 * Writes what a program stores through to the city. Writes of a moment go together, in their order and in small parts; one that
 * fails because the network is gone is tried again with the next, one that is refused is not.
 */
export class Store {
  readonly #appId: string
  /** Length of what is kept of each key, written or not: the city counts bytes, which are never fewer. */
  readonly #lengths = new Map<string, number>()
  #total = 0
  #clear = false
  #set = new Map<string, string | null>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #turn: Promise<void> = Promise.resolve()

  constructor(appId: string, kept: Readonly<Record<string, string>> = {}) {
    this.#appId = appId
    for (const [key, value] of Object.entries(kept)) this.#measure(key, key.length + value.length)
  }

  put(key: string, value: string | null): void {
    const length = value === null ? 0 : key.length + value.length
    if (this.#total - (this.#lengths.get(key) ?? 0) + length > STORAGE_BYTES_MAX)
      throw new Refused('exceed storage max size 10Mb')
    this.#measure(key, length)
    this.#set.set(key, value)
    this.#later()
  }

  clear(): void {
    this.#clear = true
    this.#set.clear()
    this.#lengths.clear()
    this.#total = 0
    this.#later()
  }

  #measure(key: string, length: number): void {
    this.#total += length - (this.#lengths.get(key) ?? 0)
    if (length === 0) this.#lengths.delete(key)
    else this.#lengths.set(key, length)
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
    while (this.#clear || this.#set.size > 0) {
      const clear = this.#clear
      const part = this.#takePart()
      this.#clear = false
      try {
        await call('PUT /programs/:appId/storage', {
          appId: this.#appId,
          ...(clear ? { clear } : {}),
          remove: part.filter(([, value]) => value === null).map(([key]) => key),
          set: Object.fromEntries(part.filter((entry): entry is [string, string] => entry[1] !== null)),
        })
      } catch (error) {
        if (codeOf(error) !== 'offline') continue
        // What was cleared or written meanwhile is newer.
        if (!this.#clear) this.#set = new Map([...part, ...this.#set])
        this.#clear ||= clear
        if (!navigator.onLine) addEventListener('online', () => this.#later(), { once: true })
        return
      }
      // Sending a long text takes time of the thread that draws: the next part waits for a few frames.
      if (this.#set.size > 0) await new Promise(done => setTimeout(done, STORAGE_WRITE_AFTER_MS))
    }
  }

  /** The oldest of what waits, as much as one write may carry. */
  #takePart(): [string, string | null][] {
    const part: [string, string | null][] = []
    let length = 0
    for (const [key, value] of this.#set) {
      length += value?.length ?? 0
      if (part.length > 0 && length > STORAGE_WRITE_LENGTH_MAX) break
      part.push([key, value])
      this.#set.delete(key)
    }
    return part
  }
}
