import type { Down, Up } from '@plaza/contract'

const ANSWER_WITHIN_MS = 10_000

type Page = Extract<Down, { t: 'page' }>
type Pull = Extract<Up, { t: 'pull' }>

/** Questions for pages of a conversation's events that wait for their answers. */
export class Pulls {
  readonly #asked = new Map<string, { done: (page: Page) => void; failed: (why: Error) => void }>()
  readonly #send: (frame: Pull) => boolean

  /** `send` is false when there is no connection. */
  constructor(send: (frame: Pull) => boolean) {
    this.#send = send
  }

  ask(frame: Pull): Promise<Page> {
    return new Promise((done, failed) => {
      if (!this.#send(frame)) return failed(new Error('offline'))
      this.#asked.set(frame.id, { done, failed })
      setTimeout(() => this.fail(frame.id, 'timeout'), ANSWER_WITHIN_MS)
    })
  }

  answered(page: Page): void {
    this.#asked.get(page.id)?.done(page)
    this.#asked.delete(page.id)
  }

  fail(id: string, why: string): void {
    this.#asked.get(id)?.failed(new Error(why))
    this.#asked.delete(id)
  }

  /** The connection is gone, and with it all answers. */
  disconnected(): void {
    for (const id of this.#asked.keys()) this.fail(id, 'offline')
  }
}
