import { codeOf, type ApiCode } from './api.ts'

/** Read anew: contacts and requests, what is mine, one conversation's line. */
export type DueKey = 'people' | 'me' | `row:${string}`

/** A refusal is an answer, and ends it; these are none. */
const NO_ANSWER = new Set<ApiCode>(['offline', 'busy', 'internal', 'too_many_requests', 'not_signed_in'])

export interface DuePorts {
  read(key: DueKey): Promise<unknown>
  /** Keeps, with the cursor, that this is still to be read, or no longer. */
  keep(key: DueKey, due: boolean): void
}

/**
 * What the city told of and is still to be read. The log's cursor moves past such a notice at once, so it is kept what was
 * not read: a page that is left, or a network that is lost, puts it off and never loses it.
 */
export class Due {
  readonly #ports: DuePorts
  readonly #due: Set<DueKey>
  readonly #running = new Map<DueKey, Promise<void>>()
  readonly #again = new Set<DueKey>()

  constructor(ports: DuePorts, kept: DueKey[]) {
    this.#ports = ports
    this.#due = new Set(kept)
  }

  /** Resolves when it was read, or cannot be for now. Asked for while it is being read, it is read once more. */
  owe(key: DueKey): Promise<void> {
    if (!this.#due.has(key)) this.#ports.keep(key, true)
    this.#due.add(key)
    const running = this.#running.get(key)
    if (running) {
      this.#again.add(key)
      return running
    }
    const reading = this.#read(key)
    this.#running.set(key, reading)
    return reading
  }

  /** There is a connection again: whatever could not be read is tried. */
  retry(): void {
    for (const key of this.#due) if (!this.#running.has(key)) void this.owe(key)
  }

  async #read(key: DueKey): Promise<void> {
    let done = true
    do {
      this.#again.delete(key)
      done = await this.#ports.read(key).then(
        () => true,
        (error: unknown) => !NO_ANSWER.has(codeOf(error)),
      )
    } while (this.#again.has(key))
    this.#running.delete(key)
    if (!done) return
    this.#due.delete(key)
    this.#ports.keep(key, false)
  }
}
